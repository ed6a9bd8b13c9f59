// @ in a note: a list of the people and teams that may see the case. Keys belong to an input method while it composes.
import { place } from "../ui/menu.js";
import { announce, composing, element, fold, words } from "../ui/words.js";

const SHOWN = 8;
const ASKED = /[@＠]([^@＠\n]{0,20})$/u;
const lists = new Map(); // address -> promise of what can be mentioned
let list = null; // the open list, one at a time
let field = null;
let marked = -1;

const options = () => [...list.querySelectorAll('[role="option"]')];

function load(address) {
  if (!lists.has(address)) {
    const asked = fetch(address, { headers: { "HX-Request": "true" } }).then((answer) => (answer.ok ? answer.json() : { found: [] }));
    lists.set(address, asked.then((given) => given.found.map((each) => ({ ...each, text: fold(`${each.name} ${each.reading}`) })), () => lists.delete(address) && []));
  }
  return lists.get(address);
}

// What stands between the last @ and the caret, or null.
function askedIn(area) {
  if (area.selectionStart !== area.selectionEnd) return null;
  const match = ASKED.exec(area.value.slice(0, area.selectionStart));
  return match ? match[1] : null;
}

function matches(each, query) {
  const bare = each.text.replace(/ /g, "");
  return bare.includes(query.replace(/ /g, ""));
}

async function ask(area) {
  const query = askedIn(area);
  if (query === null) return close();
  const all = await load(area.dataset.mentions);
  if (document.activeElement !== area || askedIn(area) !== query) return;
  const found = all.filter((each) => matches(each, fold(query))).slice(0, SHOWN);
  if (found.length) show(area, found);
  else close();
}

function show(area, found) {
  close();
  field = area;
  list = element("div", { class: "combobox__list", id: "mention-list", role: "listbox", "aria-label": area.dataset.mentionsLabel, popover: "manual" });
  found.forEach((each, at) => {
    const option = element("div", { class: "combobox__option", role: "option", id: `mention-${at}`, "aria-selected": "false" }, element("span", {}, each.name), element("small", {}, each.team ? `${area.dataset.mentionsTeam} (${each.n})` : each.reading));
    option.addEventListener("click", () => choose(each));
    option.chosen = each;
    list.append(option);
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the focus in the text
  area.form.append(list);
  list.showPopover();
  place(list, area);
  area.setAttribute("aria-controls", list.id);
  mark(0);
  announce(words("results", { n: found.length }));
}

function mark(at) {
  const all = options();
  marked = (at + all.length) % all.length;
  all.forEach((option, here) => option.setAttribute("aria-selected", String(here === marked)));
  field.setAttribute("aria-activedescendant", all[marked].id);
}

function close() {
  if (!list) return;
  field.removeAttribute("aria-activedescendant");
  field.removeAttribute("aria-controls");
  list.remove();
  list = field = null;
}

// The name goes into the text as it is; the id beside it tells two people of one name apart.
function choose(each) {
  const area = field;
  close();
  const before = area.value.slice(0, area.selectionStart);
  area.setRangeText(`@${each.name} `, before.length - ASKED.exec(before)[0].length, before.length, "end");
  area.form.append(element("input", { type: "hidden", name: "mention", value: each.id }));
  area.dispatchEvent(new Event("input", { bubbles: true }));
  area.focus();
}

document.addEventListener("input", (event) => {
  if (event.target.matches?.("textarea[data-mentions]") && !event.isComposing) ask(event.target);
});
document.addEventListener("compositionend", (event) => {
  if (event.target.matches?.("textarea[data-mentions]")) ask(event.target);
});
document.addEventListener("focusout", (event) => { if (event.target === field) close(); });

document.addEventListener("keydown", (event) => {
  if (!list || event.target !== field || composing(event)) return;
  if (event.key === "ArrowDown") mark(marked + 1);
  else if (event.key === "ArrowUp") mark(marked - 1);
  else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return;
  else if (event.key === "Enter" || event.key === "Tab") choose(options()[marked].chosen);
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, { capture: true });
