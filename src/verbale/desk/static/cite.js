// One key copies the words in focus with their source, ready to paste.
const status = document.createElement("p");
status.setAttribute("role", "status");
status.className = "said";
document.body.append(status);

function current() {
  const focused = document.activeElement?.closest("[data-cite]");
  if (focused) return focused;
  const aimed = document.querySelector(":target");
  const near = aimed?.matches("[data-cite]") ? aimed : aimed?.querySelector("[data-cite]");
  if (near) return near;
  const all = [...document.querySelectorAll("[data-cite]")];
  return all.find((one) => one.getBoundingClientRect().bottom > 0) ?? null;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without https, on a team's own network, there is no clipboard but this one.
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

export async function cite() {
  const found = current();
  if (!found) return;
  const back = document.activeElement;
  const done = await copy(found.dataset.cite);
  if (back instanceof HTMLElement) back.focus({ preventScroll: true });
  status.textContent = done ? `Copied: ${found.dataset.cite}` : "The browser did not let the line be copied.";
  setTimeout(() => { status.textContent = ""; }, 4000);
}
