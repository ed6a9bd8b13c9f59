// The list under the search box: the server is asked when typing pauses, never while an input method composes.
import { place } from "./menu.js";
import { announce, composing, words } from "./words.js";

const PAUSE = 200; // ms
const input = document.getElementById("global-search");
const list = document.getElementById("found");
let asked = "";
let timer = 0;

const options = () => [...list.querySelectorAll('a[role="option"]')];
const marked = () => list.querySelector('[aria-selected="true"]');
const isOpen = () => list.matches(":popover-open");

function askSoon(event) {
  if (event.isComposing) return;
  clearTimeout(timer);
  timer = setTimeout(ask, PAUSE);
}

function ask() {
  const text = input.value.trim();
  if (!text) return close();
  if (text === asked) return show();
  asked = text;
  window.htmx.trigger(list, "ask"); // its hx-get brings the options
}

function show() {
  if (document.activeElement !== input || !list.childElementCount) return;
  if (!isOpen()) list.showPopover();
  place(list, input, { match: true });
  input.setAttribute("aria-expanded", "true");
}

function close() {
  clearTimeout(timer);
  if (isOpen()) list.hidePopover();
  input.setAttribute("aria-expanded", "false");
  mark(null);
}

function mark(chosen) {
  for (const option of options()) option.setAttribute("aria-selected", String(option === chosen));
  if (!chosen) return input.removeAttribute("aria-activedescendant");
  input.setAttribute("aria-activedescendant", chosen.id);
  chosen.scrollIntoView({ block: "nearest" });
}

// One step up or down; beyond either end is the box itself, where Enter shows all results.
function step(by) {
  const all = [null, ...options()];
  mark(all.at((all.indexOf(marked()) + by) % all.length));
}

function onKey(event) {
  if (composing(event) || !isOpen()) return;
  if (event.key === "ArrowDown") step(1);
  else if (event.key === "ArrowUp") step(-1);
  else if (event.key === "Enter" && marked()) marked().click();
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

if (input && list) {
  input.addEventListener("input", askSoon);
  input.addEventListener("compositionend", askSoon);
  input.addEventListener("focus", () => { if (asked && asked === input.value.trim()) show(); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", onKey);
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the focus in the box
  list.addEventListener("htmx:afterSwap", () => {
    show();
    announce(words("results", { n: options().length }));
  });
}
