// Keys that work on every page; each page is whole without them.
import { cite } from "./cite.js";

const PLACES = { c: "/cases", r: "/reports", e: "/events", h: "/" };
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

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || writing(event.target)) return;
  if (going) {
    going = false;
    if (PLACES[event.key]) location.assign(PLACES[event.key]);
    return;
  }
  if (event.key === "g") going = true;
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
