// Keyboard: any element with data-key="r" (or "g i", "mod+k") is pressed by that key while it is on the page.
// Nothing is registered centrally: what is on the page is what the keys do, and `?` lists it.
import { composing, element, words } from "./words.js";

const STORE = "yorisoi-single-keys";
const PATIENCE = 1200; // ms between the keys of a sequence
const extra = []; // keys without a button: { key, label, group, run }
let pending = "";
let timer = 0;

// A key that no element stands for (j and k). `run` returns false when it had nothing to do.
export function bind(key, label, group, run) {
  extra.push({ key, label, group, run });
}

export function nameOf(event) {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return event.ctrlKey || event.metaKey ? `mod+${key}` : key;
}

export function isTyping(target) {
  return target instanceof Element &&
    target.closest('textarea, select, [contenteditable]:not([contenteditable="false"]), input:not([type="checkbox"], [type="radio"], [type="button"], [type="submit"])') !== null;
}

function singleKeys() {
  return localStorage.getItem(STORE) !== "off";
}

// In reach: seen, or waiting in a menu; with a dialog open only what is in it.
function inReach(candidate) {
  const modal = document.querySelector("dialog:modal");
  if (modal && !modal.contains(candidate)) return false;
  if (candidate.disabled || candidate.getAttribute("aria-disabled") === "true") return false;
  return candidate.checkVisibility({ visibilityProperty: true }) || candidate.closest(".menu") !== null;
}

function reachable() {
  return [...document.querySelectorAll("[data-key]")].filter(inReach);
}

function press(target) {
  if (target.matches("input:not([type=checkbox], [type=radio]), textarea, select")) {
    target.focus();
    target.select?.();
  } else {
    target.click();
    const next = target.dataset.keyFocus;
    if (next) document.querySelector(next)?.focus();
  }
}

function act(name) {
  const target = reachable().find((each) => each.dataset.key === name);
  if (target) {
    press(target);
    return true;
  }
  if (document.querySelector("dialog:modal")) return false;
  return extra.some((each) => each.key === name && each.run() !== false);
}

function begins(name) {
  return reachable().some((each) => each.dataset.key.startsWith(`${name} `));
}

function onKey(event) {
  if (composing(event) || event.defaultPrevented || event.altKey) return;
  const name = nameOf(event);
  if (name.startsWith("mod+")) {
    if (act(name)) event.preventDefault();
    return;
  }
  if (isTyping(event.target)) {
    if (name === "Escape" && !event.target.closest("dialog, y-combobox")) event.target.blur();
    return;
  }
  if (!singleKeys() || event.key === "Shift") return;
  if (event.target instanceof Element && event.target.closest('[role="menu"]') && name.length > 1) return;
  const whole = pending ? `${pending} ${name}` : name;
  clearTimeout(timer);
  pending = "";
  if (act(whole)) event.preventDefault();
  else if (begins(whole)) {
    pending = whole;
    timer = setTimeout(() => { pending = ""; }, PATIENCE);
    event.preventDefault();
  }
}

export function labelOf(target) {
  if (target.dataset.keyLabel) return target.dataset.keyLabel;
  const spoken = target.getAttribute("aria-label");
  if (spoken) return spoken;
  const copy = target.cloneNode(true);
  copy.querySelectorAll(".kbd, .count, [aria-hidden]").forEach((each) => each.remove());
  return copy.textContent.trim();
}

export function listed() {
  const seen = new Set();
  const rows = reachable().map((each) => ({ key: each.dataset.key, label: labelOf(each), group: each.dataset.keyGroup ?? "here", target: each }));
  return [...rows, ...extra].filter((row) => !seen.has(row.key) && seen.add(row.key));
}

const GROUPS = { here: "here", lists: "lists", writing: "editing", go: "anywhere" };

export function caps(key) {
  const parts = key.replace("mod+", /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘ " : "Ctrl ").split(" ");
  return parts.map((part) => element("kbd", { class: "kbd" }, part.length > 1 ? part : part.toUpperCase()));
}

function showAll() {
  const dialog = document.getElementById("keys-dialog");
  if (!dialog || dialog.open) return;
  const rows = [...listed(), { key: "mod+Enter", label: words("send"), group: "writing" }, { key: "Escape", label: words("leave"), group: "writing" }];
  const sections = Object.entries(GROUPS).map(([group, title]) => {
    const list = element("dl");
    rows.filter((row) => row.group === group).forEach((row) => list.append(element("dt", {}, row.label), element("dd", {}, ...caps(row.key))));
    return list.children.length ? element("section", {}, element("h3", {}, words(title)), list) : "";
  });
  dialog.querySelector("[data-keys-list]").replaceChildren(...sections);
  dialog.querySelector("[data-keys-switch]").checked = singleKeys();
  dialog.showModal();
}

document.addEventListener("keydown", onKey);
document.addEventListener("click", (event) => { if (event.target.closest?.("[data-keys-open]")) showAll(); });
document.addEventListener("change", (event) => {
  if (event.target.matches?.("[data-keys-switch]")) localStorage.setItem(STORE, event.target.checked ? "on" : "off");
});
