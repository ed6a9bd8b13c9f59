// A list of check boxes narrowed by typing: [data-narrow] holds [data-narrow-by] (the field) and [data-narrowed] (labels).
// Enter in the field ticks the first that fits, the arrows walk through the boxes; a composing input method keeps its keys.
import { composing, fold } from "../ui/words.js";

const shown = (frame) => [...frame.querySelectorAll("[data-narrowed]")].filter((each) => !each.hidden);

function narrow(field) {
  const frame = field.closest("[data-narrow]");
  const parts = fold(field.value).split(" ").filter(Boolean);
  for (const each of frame.querySelectorAll("[data-narrowed]")) {
    const text = fold(each.textContent);
    each.hidden = !parts.every((part) => text.includes(part));
  }
  frame.querySelector("[data-narrow-none]").hidden = shown(frame).length > 0;
}

function walk(frame, from, step) {
  const stops = [frame.querySelector("[data-narrow-by]"), ...shown(frame).map((each) => each.querySelector("input"))];
  stops[stops.indexOf(from) + step]?.focus();
}

document.addEventListener("input", (event) => {
  if (event.target.matches?.("[data-narrow-by]")) narrow(event.target);
});

document.addEventListener("keydown", (event) => {
  const frame = event.target.closest?.("[data-narrow]");
  if (!frame || composing(event)) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    walk(frame, event.target, step);
  } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
    event.preventDefault(); // the form is sent by Ctrl+Enter or its button
    if (event.target.matches("[data-narrow-by]")) shown(frame)[0]?.querySelector("input").click();
    else event.target.click();
    event.target.select?.();
  }
});
