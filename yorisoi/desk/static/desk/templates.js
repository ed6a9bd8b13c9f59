// `;;` in the composer opens the templates: typed letters filter, arrows walk, Enter or Tab takes, Escape leaves.
import { composing, fold, words } from "../ui/words.js";
import { place } from "../ui/menu.js";
import { toast } from "../ui/toast.js";

const OPENS = /(?:;;|；；)([^\s;；]*)$/; // before the caret
const token = () => document.querySelector('meta[name="csrf"]')?.content ?? "";
let open = null; // { field, list, begin } while the list is shown

const pathOf = () => document.querySelector("#case[data-case]")?.dataset.path;
const typed = (field) => OPENS.exec(field.value.slice(0, field.selectionStart));
const shown = () => [...open.list.querySelectorAll("[role=option]")].filter((each) => !each.hidden);
const marked = () => shown().find((each) => each.getAttribute("aria-selected") === "true");

function mark(chosen) {
  for (const each of open.list.querySelectorAll("[role=option]")) each.setAttribute("aria-selected", String(each === chosen));
  if (!chosen) return open.field.removeAttribute("aria-activedescendant");
  open.field.setAttribute("aria-activedescendant", chosen.id);
  chosen.scrollIntoView({ block: "nearest" });
}

function close() {
  if (!open) return;
  open.list.remove();
  for (const name of ["aria-activedescendant", "aria-controls", "aria-expanded", "role"]) open.field.removeAttribute(name);
  open = null;
}

async function show(field) {
  const list = document.createElement("div");
  Object.assign(list, { id: "template-list", className: "combobox__list", popover: "manual" });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.form.dataset.templates);
  open = { field, list };
  const answer = await fetch(`${pathOf()}templates/`, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (open?.list !== list) return;
  if (!answer?.ok) {
    close();
    return toast({ text: words("offline"), tone: "danger" });
  }
  list.innerHTML = await answer.text();
  if (open?.list !== list) return;
  field.after(list);
  list.showPopover();
  place(list, field, { match: true });
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-expanded", "true");
  field.setAttribute("aria-controls", list.id);
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => take(event.target.closest("[role=option]")));
  filter();
}

function filter() {
  const asked = typed(open.field);
  if (!asked) return close();
  const query = fold(asked[1]);
  const begins = (each) => fold(each.dataset.shortcut).startsWith(query);
  for (const each of open.list.querySelectorAll("[role=option]")) each.hidden = !fold(each.textContent).includes(query);
  open.list.querySelector(".combobox__none").hidden = shown().length > 0;
  mark((query && shown().find((each) => each.dataset.shortcut && begins(each))) || shown()[0]);
}

async function take(option) {
  if (!option) return;
  const { field } = open;
  const asked = typed(field);
  close();
  const answer = await fetch(`${pathOf()}templates/${option.dataset.template}/`, { method: "POST", headers: { "X-CSRFToken": token(), "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok) return toast({ text: words("offline"), tone: "danger" });
  const { text } = await answer.json();
  const end = field.selectionStart;
  insert(field, text, asked ? end - asked[0].length : end, end);
}

// Puts text into a field so that the browser's own undo takes it back; the caret goes to the first open variable.
export function insert(field, text, begin = field.selectionStart, end = field.selectionEnd) {
  field.focus();
  field.setSelectionRange(begin, end);
  if (!document.execCommand("insertText", false, text)) {
    field.setRangeText(text, begin, end, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const gap = /\{\{[^{}\n]+\}\}/.exec(text);
  if (gap) field.setSelectionRange(begin + gap.index, begin + gap.index + gap[0].length);
}

document.addEventListener("input", (event) => {
  const field = event.target;
  if (composing(event) || !field.matches?.(".composer__text") || !field.form?.dataset.templates) return;
  if (open) filter();
  else if (typed(field)) show(field);
});
document.addEventListener("compositionend", (event) => {
  if (event.target.matches?.(".composer__text") && event.target.form?.dataset.templates && !open && typed(event.target)) show(event.target);
});
document.addEventListener("focusout", (event) => { if (open && event.target === open.field) close(); });
document.addEventListener("keydown", (event) => {
  if (!open || event.target !== open.field || composing(event)) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) mark(shown().at((shown().indexOf(marked()) + step) % shown().length));
  else if ((event.key === "Enter" || event.key === "Tab") && marked() && !event.ctrlKey && !event.metaKey) take(marked());
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}, { capture: true });

document.addEventListener("click", (event) => {
  const field = event.target.closest?.("[data-template-open]")?.form?.querySelector(".composer__text");
  if (field) insert(field, ";;", field.selectionEnd, field.selectionEnd);
});

// A macro's text comes into the reply; how the case is to stand then waits beside it until it is sent.
document.addEventListener("composer:insert", (event) => {
  const form = document.getElementById("composer-reply-form");
  const { text, then, until, words: told } = event.detail ?? {};
  if (!form || !text) return;
  document.getElementById("composer-reply-tab")?.click();
  const field = form.elements.text;
  const before = field.value.trim() ? `${field.value.replace(/\s+$/, "")}\n\n` : "";
  field.setSelectionRange(0, field.value.length);
  insert(field, before + text, 0, field.value.length);
  const after = form.querySelector("[data-after]");
  if (!after || !then) return;
  after.hidden = false;
  after.querySelector("span").textContent = told;
  after.querySelector("[name=then]").value = then;
  after.querySelector("[name=until]").value = until;
});
document.addEventListener("click", (event) => {
  const after = event.target.closest?.("[data-after-drop]")?.closest("[data-after]");
  if (!after) return;
  after.hidden = true;
  for (const field of after.querySelectorAll("input")) field.value = "";
});
