// The command palette: every key and link of the frame by its name; words that match none are searched for.
import { caps, labelOf, listed } from "./keys.js";
import { announce, composing, element, fold, icon, words } from "./words.js";

const dialog = document.getElementById("palette");
const input = dialog?.querySelector("input");
const list = dialog?.querySelector('[role="listbox"]');
let commands = [];
let shown = [];
let at = 0;

function collect() {
  const found = listed()
    .filter((each) => each.target && !each.target.matches("input, [data-palette-open]"))
    .map((each) => ({ label: each.label, key: each.key, group: each.group, target: each.target }));
  const known = new Set(found.map((each) => each.target));
  for (const target of document.querySelectorAll(".rail__link, .view, .menu__item, [data-command]")) {
    const label = labelOf(target);
    if (!known.has(target) && label) found.push({ label, group: target.matches(".rail__link, .view") ? "go" : "here", target });
  }
  // What can be done here comes before where one can go.
  found.sort((one, other) => (one.group === "go") - (other.group === "go"));
  return found.map((each) => ({ ...each, folded: fold(each.label) }));
}

function matches(query) {
  const parts = fold(query).split(" ").filter(Boolean);
  return commands.filter((each) => parts.every((part) => each.folded.includes(part)));
}

function draw() {
  const query = input.value.trim();
  shown = matches(query);
  if (query) shown = [...shown, { label: `“${query}”`, group: "search", icon: "search", run: () => input.form.submit() }];
  at = 0;
  let group = "";
  const nodes = [];
  shown.forEach((each, index) => {
    if (each.group !== group && each.group !== "search") {
      group = each.group;
      nodes.push(element("div", { class: "palette__group", role: "presentation" }, words(group === "go" ? "anywhere" : "here")));
    }
    const sign = each.target?.querySelector("svg.icon")?.cloneNode(true) ?? icon(each.icon ?? "chevron-right");
    const row = element("div", { class: "palette__item", role: "option", id: `command-${index}`, "aria-selected": "false", onclick: () => run(index) }, sign, element("span", {}, each.label));
    if (each.key) row.append(element("span", { class: "keys-shown", "aria-hidden": "true" }, ...caps(each.key)));
    nodes.push(row);
  });
  list.replaceChildren(...nodes);
  mark(0);
  announce(words("results", { n: shown.length }));
}

function mark(index) {
  if (!shown.length) return input.removeAttribute("aria-activedescendant");
  at = (index + shown.length) % shown.length;
  list.querySelectorAll('[role="option"]').forEach((row, position) => row.setAttribute("aria-selected", String(position === at)));
  const row = document.getElementById(`command-${at}`);
  row.scrollIntoView({ block: "nearest" });
  input.setAttribute("aria-activedescendant", row.id);
}

function run(index) {
  const command = shown[index];
  dialog.close();
  if (command?.run) command.run();
  else command?.target.click();
}

function onKey(event) {
  if (composing(event)) return;
  if (event.key === "ArrowDown") mark(at + 1);
  else if (event.key === "ArrowUp") mark(at - 1);
  else if (event.key === "Enter" && shown.length) run(at);
  else return;
  event.preventDefault();
}

function open() {
  commands = collect(); // before the dialog is modal: afterwards only its own elements are in reach
  input.value = "";
  dialog.showModal();
  draw();
}

if (dialog) {
  document.addEventListener("click", (event) => { if (event.target.closest?.("[data-palette-open]")) open(); });
  input.addEventListener("input", draw);
  input.addEventListener("keydown", onKey);
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
}
