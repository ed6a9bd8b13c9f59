// What is typed into a reply or note goes to the server as well; without a connection this browser keeps it (drafts.js)
// and it is sent when the connection is back. Another window that kept something else meanwhile is asked about.
import { toast } from "../ui/toast.js";
import { words } from "../ui/words.js";

const PAUSE = 900; // ms of rest before saving
const timers = new WeakMap();
const busy = new WeakSet();
const waiting = new Set(); // forms whose last saving did not get through
const token = () => document.querySelector('meta[name="csrf"]')?.content ?? "";

const formOf = (target) => target?.closest?.("form[data-save]");

function later(form) {
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => save(form), PAUSE));
}

async function save(form, { force = false, last = false } = {}) {
  clearTimeout(timers.get(form));
  timers.delete(form);
  if (form.dataset.sending || form.dataset.asking || !form.isConnected) return;
  if (busy.has(form)) return later(form);
  busy.add(form);
  const body = new FormData(form);
  if (force) body.set("force", "1");
  const answer = await fetch(form.dataset.save, { method: "POST", headers: { "X-CSRFToken": token(), "HX-Request": "true" }, body, keepalive: last }).catch(() => null);
  busy.delete(form);
  if (answer?.ok) return kept(form, await answer.json());
  if (answer?.status === 409) return ask(form, await answer.json());
  waiting.add(form);
}

function kept(form, { version }) {
  waiting.delete(form);
  form.elements.draft_version.value = version;
  document.dispatchEvent(new CustomEvent("draft:forget", { detail: { name: form.dataset.draft } }));
  const sign = form.querySelector("[data-draft-kept]");
  if (sign) sign.hidden = !version;
}

// Both texts are safe: the other one on the server, this one on the screen and in this browser.
function ask(form, told) {
  form.dataset.asking = "yes";
  const field = form.querySelector(".composer__text");
  toast({
    text: told.words,
    tone: "danger",
    action: { words: form.dataset.keepMine, run: () => { delete form.dataset.asking; save(form, { force: true }); } },
  });
  toast({
    text: told.text.slice(0, 200) || "…",
    tone: "danger",
    action: {
      words: form.dataset.takeOther,
      run: () => {
        delete form.dataset.asking;
        form.elements.draft_version.value = told.version;
        field.value = told.text;
        field.dispatchEvent(new Event("input", { bubbles: true }));
      },
    },
  });
}

document.addEventListener("input", (event) => {
  const form = formOf(event.target);
  if (form) later(form);
});
document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-upload-remove]")) document.querySelectorAll("form[data-save]").forEach(later);
});
// A file that came up or went is part of the draft.
document.addEventListener("composer:files", (event) => {
  const form = formOf(event.target);
  if (form) later(form);
});
addEventListener("online", () => waiting.forEach((form) => save(form)));
addEventListener("pagehide", () => document.querySelectorAll("form[data-save]").forEach((form) => { if (timers.has(form)) save(form, { last: true }); }));
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target?.id !== "case") return;
  event.detail.target.querySelectorAll("form[data-save]").forEach((form) => { if (timers.has(form)) save(form, { last: true }); });
});
document.addEventListener("submit", (event) => {
  const form = formOf(event.target);
  if (form) clearTimeout(timers.get(form));
}, { capture: true });
