// The composer: recipients unfold, files go up at once, one writer at a time.
import { toast } from "../ui/toast.js";
import { composing, words } from "../ui/words.js";

const LEASE = 30_000; // ms: the lease lasts 90 s and is prolonged while one types
const leased = new Map(); // address of the lease -> when it was last taken

const token = () => document.querySelector('meta[name="csrf"]')?.content ?? "";
const headers = () => ({ "X-CSRFToken": token(), "HX-Request": "true" });

function noticesOf(answer) {
  const given = answer.headers.get("HX-Trigger");
  for (const notice of given ? JSON.parse(given).toast?.notices ?? [] : []) toast(notice);
}

// One who types has the reply; a refusal says who has it already.
async function hold(form) {
  const address = form.dataset.lease;
  if (Date.now() - (leased.get(address) ?? 0) < LEASE) return;
  leased.set(address, Date.now());
  const answer = await fetch(address, { method: "POST", headers: headers() }).catch(() => null);
  if (answer?.status === 409) noticesOf(answer);
}

function release(form) {
  const address = form.dataset.lease;
  if (!leased.delete(address)) return;
  fetch(address, { method: "DELETE", headers: headers(), keepalive: true }).catch(() => null);
}

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-reply]");
  if (!form || !event.target.matches("textarea[name=text]")) return;
  if (event.target.value.trim()) hold(form);
  else release(form);
});

const leaveAll = () => document.querySelectorAll("form[data-reply]").forEach(release);
addEventListener("pagehide", leaveAll);
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target?.id === "case") leaveAll();
  if (event.detail.target?.id === "composer") leased.clear(); // sending ended it
});

// Recipients are shown on one line and change in rows of their own.
document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-recipients]");
  if (!opener) return;
  const rows = document.getElementById(opener.getAttribute("aria-controls"));
  rows.hidden = !rows.hidden;
  opener.setAttribute("aria-expanded", String(!rows.hidden));
  if (!rows.hidden) rows.querySelector("input").focus();
});

document.addEventListener("input", (event) => {
  const rows = event.target.closest?.("#composer-rows");
  if (!rows) return;
  const shown = ["to", "cc", "bcc"].map((name) => rows.querySelector(`[name=${name}]`).value.trim()).filter(Boolean);
  document.querySelector("[data-recipients-shown]").textContent = shown.join(", ");
});

// The note's own colour, so that nobody mistakes it for the reply.
document.addEventListener("tab:chosen", (event) => {
  const composer = event.target.closest(".composer");
  composer?.classList.toggle("composer--note", event.detail.id === "composer-note");
  const to = composer?.querySelector("[data-recipients]");
  if (to) to.hidden = event.detail.id === "composer-note";
});

// Files.
document.addEventListener("click", (event) => {
  const target = event.target.closest?.("[data-attach], [data-upload-remove]");
  if (!target) return;
  if (target.matches("[data-attach]")) target.form.querySelector("[data-attach-files]").click();
  else target.closest("li").remove();
});

document.addEventListener("change", (event) => {
  if (event.target.matches?.("[data-attach-files]")) upload(event.target.form, event.target.files, event.target);
});

document.addEventListener("paste", (event) => {
  const form = event.target.closest?.(".composer form");
  if (form && event.clipboardData.files.length) upload(form, event.clipboardData.files, form.querySelector("[data-attach-files]"));
});

async function upload(form, files, input) {
  const body = new FormData();
  for (const file of files) body.append("files", file);
  const answer = await fetch(input.dataset.upload, { method: "POST", headers: headers(), body }).catch(() => null);
  input.value = "";
  if (!answer?.ok) {
    if (answer?.headers.get("HX-Trigger")) noticesOf(answer);
    else toast({ text: words(answer?.status === 413 ? "large" : "offline"), tone: "danger" });
    return;
  }
  form.querySelector("[data-uploads]").insertAdjacentHTML("beforeend", await answer.text());
  form.dispatchEvent(new CustomEvent("composer:files", { bubbles: true }));
}

// Escape leaves the text for the keys of the page; while an input method composes it belongs to that.
document.addEventListener("keydown", (event) => {
  if (composing(event) || event.key !== "Escape" || !event.target.matches?.(".composer__text")) return;
  event.target.blur();
});
