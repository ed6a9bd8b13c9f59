// Lists that are walked by keyboard: j and k (or the arrows) move, o or Enter opens. One row is in the tab order.
import { bind } from "./keys.js";
import { composing, words } from "./words.js";

const list = () => [...document.querySelectorAll("[data-rows]")].find((each) => each.checkVisibility());
const linksOf = (rows) => [...rows.querySelectorAll("[data-row] a[href]:first-of-type")];

function here(rows) {
  const links = linksOf(rows);
  const current = links.find((link) => link === document.activeElement) ??
    links.find((link) => link.tabIndex === 0 && rows.dataset.walked) ??
    links.find((link) => link.hasAttribute("aria-current"));
  return links.indexOf(current);
}

function rove(rows, chosen) {
  for (const link of linksOf(rows)) link.tabIndex = link === chosen ? 0 : -1;
}

function move(step) {
  const rows = list();
  if (!rows) return false;
  const links = linksOf(rows);
  const at = here(rows);
  const next = links[at < 0 ? 0 : at + step];
  if (!next) return false;
  rows.dataset.walked = "yes";
  rove(rows, next);
  next.focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
}

function open() {
  const rows = list();
  const link = rows && linksOf(rows)[here(rows)];
  if (!link) return false;
  link.click();
  return true;
}

function settle(root = document) {
  for (const rows of root.querySelectorAll?.("[data-rows]") ?? []) {
    const links = linksOf(rows);
    rove(rows, links[Math.max(here(rows), 0)]);
  }
}

bind("j", words("next"), "lists", () => move(1));
bind("k", words("previous"), "lists", () => move(-1));
bind("o", words("open"), "lists", open);

document.addEventListener("keydown", (event) => {
  if (composing(event) || !event.target.closest?.("[data-rows]")) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && move(step)) event.preventDefault();
});

// A row opened beside its list becomes the current one at once, before the answer is here.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-rows] a[hx-get]");
  if (!link) return;
  const rows = link.closest("[data-rows]");
  for (const each of linksOf(rows)) each.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
  rove(rows, link);
});

document.addEventListener("htmx:afterSettle", (event) => settle(event.target.closest?.("[data-rows]")?.parentElement ?? event.target));
settle();
