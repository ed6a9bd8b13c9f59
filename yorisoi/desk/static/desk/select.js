// Cases are selected: by x, a click on the box, shift+click for those between, or all of the view. What is done with them
// is in the bar above the list, whose keys go before the open case's while it is there.
import { bind } from "../ui/keys.js";

const bar = document.querySelector("[data-bulk]");
const list = bar?.closest(".list");
const chosen = new Set();
let everything = false;
let anchor = null;

const rows = () => [...document.querySelectorAll("#rows > [data-row]")];
const idOf = (row) => row.id.replace("row-", "");
const boxOf = (row) => row.querySelector(".row__check");

function show() {
  for (const row of rows()) {
    const here = everything || chosen.has(idOf(row));
    row.classList.toggle("is-selected", here);
    const box = boxOf(row);
    if (box && box.checked !== here) box.checked = here;
  }
  const any = everything || chosen.size > 0;
  bar.hidden = !any;
  list.classList.toggle("list--selecting", any);
  const text = everything ? bar.dataset.wordsAll : bar.dataset.wordsSome.replace("{n}", chosen.size);
  const count = bar.querySelector("[data-bulk-count]");
  if (count.textContent !== text) count.textContent = text;
}

function set(row, on) {
  if (everything) {
    everything = false;
    rows().forEach((each) => chosen.add(idOf(each)));
  }
  if (on) chosen.add(idOf(row));
  else chosen.delete(idOf(row));
}

function between(one, other) {
  const all = rows();
  const [from, to] = [all.indexOf(one), all.indexOf(other)].sort((a, b) => a - b);
  return from < 0 ? [other] : all.slice(from, to + 1);
}

function toggle(row, span) {
  const on = !(everything || chosen.has(idOf(row)));
  const from = span && anchor?.isConnected ? anchor : row;
  for (const each of between(from, row)) set(each, span ? true : on);
  anchor = row;
  show();
}

function clear() {
  chosen.clear();
  everything = false;
  anchor = null;
  show();
}

// The row with the focus; else the one that was walked to or is open.
function current() {
  return document.activeElement?.closest?.("#rows > [data-row]") ??
    document.querySelector('#rows[data-walked] a[tabindex="0"], #rows a[aria-current]')?.closest("[data-row]");
}

function onClick(event) {
  const box = event.target.closest?.(".row__check");
  const row = box?.closest("[data-row]") ?? (event.shiftKey ? event.target.closest?.("#rows > [data-row]") : null);
  if (row) {
    if (!box) event.preventDefault(); // a link would open in a new window
    event.stopPropagation();
    toggle(row, event.shiftKey);
  } else if (event.target.closest?.("[data-select-all]")) {
    everything = true;
    show();
  } else if (event.target.closest?.("[data-select-none]")) clear();
}

// What goes to the server: the cases by name, or the view.
function name(event) {
  if (!event.target.closest?.("[data-bulk], [data-bulk-form]") || event.detail.verb !== "post") return;
  const form = event.detail.formData;
  form.set("query", document.querySelector("[data-inbox]").dataset.query);
  if (everything) form.set("everything", "1");
  else form.set("ids", [...chosen].join(","));
}

if (bar) {
  bind("x", bar.dataset.labelToggle, "lists", () => {
    const row = current();
    if (!row) return false;
    toggle(row, false);
    return true;
  });
  document.addEventListener("click", onClick, { capture: true });
  document.addEventListener("htmx:configRequest", name);
  document.addEventListener("bulk:begun", clear);
  new MutationObserver(show).observe(document.getElementById("rows"), { childList: true });
}
