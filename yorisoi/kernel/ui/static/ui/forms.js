// Forms: Ctrl+Enter sends, nothing is sent twice, text areas grow with their text.
import { composing } from "./words.js";

document.addEventListener("keydown", (event) => {
  if (composing(event) || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target.closest?.("form");
  if (!form || event.target.matches("button, a")) return;
  event.preventDefault();
  const button = form.querySelector("[data-default], button[type=submit]");
  if (button?.disabled) return;
  form.requestSubmit(button ?? undefined);
});

// A form on its way does not leave a second time. The mark goes when the answer is here, or the page comes back.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-guard]")) return;
  if (form.dataset.sending) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  // After all other listeners: one of them may still refuse.
  queueMicrotask(() => { if (!event.defaultPrevented || form.matches("[hx-post], [hx-put], [hx-patch], [hx-delete]")) mark(form, true); });
}, { capture: true });

function mark(form, sending) {
  if (sending) form.dataset.sending = "yes";
  else delete form.dataset.sending;
  for (const button of form.querySelectorAll("button[type=submit]")) button.toggleAttribute("data-busy", sending);
}

const release = () => document.querySelectorAll("form[data-sending]").forEach((form) => mark(form, false));
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.elt.closest?.("form[data-sending]");
  if (form) mark(form, false);
});
addEventListener("pageshow", release);

if (!CSS.supports("field-sizing", "content")) {
  document.addEventListener("input", (event) => {
    if (!event.target.matches?.("textarea")) return;
    event.target.style.blockSize = "auto";
    event.target.style.blockSize = `${event.target.scrollHeight + 2}px`;
  });
}
