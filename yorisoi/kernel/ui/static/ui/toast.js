// Short notices at the edge of the screen. They wait while the pointer or the focus is on them; errors stay until closed.
import { announce, element, icon, words } from "./words.js";

const SIGNS = { positive: "check", info: "info", warning: "warning", danger: "error" };
const region = document.getElementById("toasts");

export function toast({ text, tone = "positive", undo = "", action = null, seconds = 6 }) {
  if (!region) return;
  const note = element("div", { class: `toast toast--${tone}` }, icon(SIGNS[tone] ?? "info"), element("p", {}, text));
  const dismiss = () => {
    note.remove();
    if (!region.querySelector(".toast")) region.hidePopover();
  };
  if (undo) note.append(undoButton(undo, dismiss));
  if (action) note.append(element("button", { type: "button", class: "btn btn--small", onclick: () => { dismiss(); action.run(); } }, action.words));
  note.append(element("button", { type: "button", class: "btn btn--icon btn--small btn--quiet", "aria-label": words("close"), onclick: dismiss }, icon("close")));
  region.append(note);
  region.hidePopover?.();
  region.showPopover?.(); // again on top, above a dialog that came later
  announce(text, tone === "danger");
  if (tone !== "danger") runOut(note, seconds, dismiss);
}

function undoButton(address, dismiss) {
  return element("button", { type: "button", class: "btn btn--small", "data-undo": true, "data-key": "z", "data-key-label": words("undo"), onclick: () => { dismiss(); window.htmx.ajax("POST", address, { swap: "none" }); } }, words("undo"), " ", element("span", { class: "muted", "data-seconds": true }));
}

// Counts only while nobody is busy with the notice; shows the seconds where something can be undone.
function runOut(note, seconds, dismiss) {
  let left = seconds;
  const shown = note.querySelector("[data-seconds]");
  if (shown) shown.textContent = String(left);
  const timer = setInterval(() => {
    if (!note.isConnected) return clearInterval(timer);
    if (!shown && note.matches(":hover, :focus-within")) return;
    left -= 1;
    if (shown) shown.textContent = String(left);
    if (left <= 0) {
      clearInterval(timer);
      dismiss();
    }
  }, 1000);
}

// Notices that came with the page, or with a part of it.
function raiseWaiting() {
  for (const template of document.querySelectorAll("template[data-toast]")) {
    const { tone, undo } = template.dataset;
    const text = template.content.textContent;
    template.remove();
    toast({ text, tone, undo });
  }
}

document.addEventListener("toast", (event) => {
  for (const notice of event.detail?.notices ?? []) toast(notice);
});
document.addEventListener("htmx:oobAfterSwap", raiseWaiting);
document.addEventListener("click", (event) => {
  const source = event.target.closest?.("[data-copy]");
  if (source) navigator.clipboard?.writeText(source.dataset.copy).then(() => toast({ text: words("copied"), seconds: 2 }));
});
raiseWaiting();
