// The add page: files can be dropped anywhere on it, and the queue is looked at again while something is read.
const PAUSE = 1500;

const again = async () => {
  const queue = document.getElementById("queue");
  if (!queue || queue.dataset.busy !== "yes") return;
  try {
    const answer = await fetch(location.pathname + location.search, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("queue");
    if (answer.ok && fresh && !queue.contains(document.activeElement)) queue.replaceWith(document.adoptNode(fresh));
  } catch {
    // the desk is away for a moment; the next look may find it
  }
  setTimeout(again, PAUSE);
};

const drops = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
document.addEventListener("dragover", (event) => {
  if (drops(event)) event.preventDefault();
});
document.addEventListener("drop", (event) => {
  if (!drops(event)) return;
  event.preventDefault();
  document.getElementById("files").files = event.dataTransfer.files;
});
setTimeout(again, PAUSE);
