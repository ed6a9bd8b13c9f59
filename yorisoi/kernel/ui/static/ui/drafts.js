// What was typed and not yet sent stays in this browser: form[data-draft="case-7-reply"].
// Kept until it was sent, thrown away, signed out, or 30 days old.
import { toast } from "./toast.js";
import { words } from "./words.js";

const PREFIX = "yorisoi-draft:";
const OLD = 30 * 24 * 3600 * 1000;
const PAUSE = 400; // ms of rest before writing
const timers = new WeakMap();
let signingOut = false;

const fieldsOf = (form) => [...form.elements].filter((field) => field.matches("textarea[name], input[type=text][name]") && !field.closest("y-combobox"));

function keep(form) {
  if (signingOut) return;
  const values = Object.fromEntries(fieldsOf(form).filter((field) => field.value !== field.defaultValue).map((field) => [field.name, field.value]));
  const key = PREFIX + form.dataset.draft;
  try {
    if (Object.keys(values).length) localStorage.setItem(key, JSON.stringify({ at: Date.now(), values }));
    else localStorage.removeItem(key);
  } catch {
    return; // storage full or forbidden: typing goes on, only the safety net is missing
  }
  const sign = form.querySelector("[data-draft-kept]");
  if (sign) sign.hidden = !Object.keys(values).length;
}

export function forget(name) {
  localStorage.removeItem(PREFIX + name);
}

function restore(form) {
  const kept = JSON.parse(localStorage.getItem(PREFIX + form.dataset.draft) ?? "null");
  if (!kept || form.dataset.restored) return;
  form.dataset.restored = "yes";
  const empty = fieldsOf(form).filter((field) => kept.values[field.name] && field.value === field.defaultValue);
  if (!empty.length) return;
  for (const field of empty) field.value = kept.values[field.name];
  const time = new Date(kept.at).toLocaleString(document.documentElement.lang, { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" });
  toast({ text: words("restored", { time }), tone: "info", action: { words: words("discard"), run: () => { forget(form.dataset.draft); for (const field of empty) field.value = field.defaultValue; } } });
}

function sweep() {
  for (const key of Object.keys(localStorage).filter((each) => each.startsWith(PREFIX))) {
    if (Date.now() - (JSON.parse(localStorage.getItem(key))?.at ?? 0) > OLD) localStorage.removeItem(key);
  }
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form?.dataset.draft) return;
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => keep(form), PAUSE));
});

document.addEventListener("htmx:afterRequest", (event) => {
  // The form as it was sent: its answer may have replaced it by now.
  const form = (event.detail.requestConfig?.elt ?? event.detail.elt).closest?.("form[data-draft]");
  if (!form || !event.detail.successful || event.detail.requestConfig.verb === "get") return;
  clearTimeout(timers.get(form));
  forget(form.dataset.draft);
});

addEventListener("pagehide", () => document.querySelectorAll("form[data-draft]").forEach((form) => { if (!form.dataset.sending) keep(form); }));
document.addEventListener("submit", (event) => {
  if (!event.submitter?.matches("[data-sign-out]")) return;
  signingOut = true;
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
});
document.addEventListener("draft:forget", (event) => forget(event.detail?.name ?? event.detail?.value));
document.addEventListener("htmx:afterSettle", (event) => event.target.querySelectorAll?.("form[data-draft]").forEach(restore));
sweep();
document.querySelectorAll("form[data-draft]").forEach(restore);
