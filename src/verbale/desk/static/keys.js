// Keys that work on every page; each page is whole without them.
import { cite } from "./cite.js";

const PLACES = { c: "/cases", r: "/reports", e: "/events", v: "/review", a: "/audit", h: "/" };
let going = false;

function writing(target) {
  return target.closest("input, textarea, select, [contenteditable]") !== null;
}

function links() {
  return [...document.querySelectorAll(".cases tbody th a, .hits > li > a, .entries > section")];
}

function step(by) {
  const all = links();
  if (!all.length) return;
  const now = all.indexOf(document.activeElement);
  all[Math.min(Math.max(now + by, 0), all.length - 1)].focus();
}

// What a page gives a key of its own: a link or button is pressed, a closed form opened and entered.
function press(key) {
  const own = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key.split(" ").includes(key));
  if (!own) return false;
  if (own.localName === "summary") {
    own.parentElement.open = true;
    own.parentElement.querySelector("input:not([type=hidden]), select, textarea, button")?.focus();
  } else own.click();
  return true;
}

function leave(target) {
  target.blur();
  target.closest("details")?.removeAttribute("open");
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && writing(event.target)) leave(event.target);
  if (event.ctrlKey || event.metaKey || event.altKey || writing(event.target)) return;
  if (going) {
    going = false;
    if (PLACES[event.key]) location.assign(PLACES[event.key]);
    return;
  }
  if (event.key === "g") going = true;
  else if (press(event.key)) event.preventDefault();
  else if (event.key === "/") document.getElementById("q")?.focus();
  else if (event.key === "?") location.assign("/help#keys");
  else if (event.key === "c") cite();
  else if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else return;
  event.preventDefault();
});

// Choosing a facet asks at once; the button is for those without script.
document.getElementById("facets")?.addEventListener("change", (event) => event.currentTarget.requestSubmit());
