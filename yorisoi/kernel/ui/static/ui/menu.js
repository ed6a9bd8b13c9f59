// Menus: a button with data-menu opens the popover of that id beside itself. Arrow keys, Home, End, letters, Escape.
import { composing, fold } from "./words.js";
import { labelOf } from "./keys.js";

let opener = null;
const openMenu = () => document.querySelector(".menu:popover-open");
const itemsOf = (menu) => [...menu.querySelectorAll('[role^="menuitem"]')].filter((item) => !item.disabled);

export function place(floating, anchor, { match = false } = {}) {
  const box = anchor.getBoundingClientRect();
  if (match) floating.style.minInlineSize = `${box.width}px`;
  const size = floating.getBoundingClientRect();
  const below = box.bottom + 4;
  const fits = below + size.height <= innerHeight - 8 || box.top < size.height + 12;
  const top = fits ? Math.min(below, Math.max(8, innerHeight - size.height - 8)) : box.top - size.height - 4;
  const left = box.left + size.width <= innerWidth - 8 ? box.left : Math.max(8, box.right - size.width);
  floating.style.top = `${top}px`;
  floating.style.left = `${left}px`;
}

function open(button, last = false) {
  const menu = document.getElementById(button.dataset.menu);
  if (!menu) return;
  close();
  opener = button;
  menu.showPopover();
  place(menu, button);
  button.setAttribute("aria-expanded", "true");
  const items = itemsOf(menu);
  (last ? items.at(-1) : items.find((item) => item.getAttribute("aria-checked") === "true") ?? items[0])?.focus();
}

function close(returning = false) {
  openMenu()?.hidePopover();
  opener?.setAttribute("aria-expanded", "false");
  if (returning) opener?.focus();
  opener = null;
}

function walk(menu, event) {
  const items = itemsOf(menu);
  const at = items.indexOf(document.activeElement);
  const steps = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
  if (event.key in steps) {
    event.preventDefault();
    items.at(steps[event.key] % items.length)?.focus();
  } else if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    close(true);
  } else if (event.key === "Tab") {
    close();
  } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !menu.querySelector(`[data-key="${CSS.escape(event.key)}"]`)) {
    const ahead = [...items.slice(at + 1), ...items.slice(0, at + 1)];
    ahead.find((item) => fold(labelOf(item)).startsWith(fold(event.key)))?.focus();
    event.preventDefault();
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-menu]");
  if (button) {
    if (button.getAttribute("aria-expanded") === "true") close();
    else open(button);
  } else if (openMenu() && (!event.target.closest(".menu") || event.target.closest('[role="menuitem"]'))) {
    close(event.target.closest(".menu") !== null);
  }
});

document.addEventListener("keydown", (event) => {
  if (composing(event)) return;
  const menu = openMenu();
  const button = event.target.closest?.("[data-menu]");
  if (menu?.contains(document.activeElement)) walk(menu, event);
  else if (button && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    open(button, event.key === "ArrowUp");
  }
}, { capture: true });

addEventListener("resize", () => close());
addEventListener("scroll", (event) => { if (openMenu() && !event.target.closest?.(".menu")) close(); }, { capture: true, passive: true });
