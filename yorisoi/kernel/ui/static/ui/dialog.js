// Dialogs are the browser's own: focus stays inside, Escape closes, focus returns.
const question = document.getElementById("confirm-dialog");

// Ask before something that cannot be undone; resolves to true or false.
export function confirm(text, { danger = false, proceed = "" } = {}) {
  const yes = question.querySelector("[data-confirm-yes]");
  question.querySelector("p").textContent = text;
  yes.classList.toggle("btn--danger", danger);
  yes.classList.toggle("btn--primary", !danger);
  if (proceed) yes.querySelector("span").textContent = proceed;
  question.returnValue = "";
  question.showModal();
  return new Promise((resolve) => question.addEventListener("close", () => resolve(question.returnValue === "yes"), { once: true }));
}

function openBrought(root) {
  for (const dialog of root.querySelectorAll?.("dialog:not([open])") ?? []) {
    dialog.addEventListener("close", () => dialog.remove(), { once: true });
    dialog.showModal();
  }
}

document.addEventListener("click", (event) => {
  const target = event.target;
  if (!(target instanceof Element)) return;
  const opener = target.closest("[data-dialog-open]");
  if (opener) document.getElementById(opener.dataset.dialogOpen)?.showModal();
  if (target.closest("[data-dialog-close]")) target.closest("dialog")?.close();
  if (target.closest("[data-confirm-yes]")) question.close("yes");
  if (target.closest("[data-confirm-no]")) question.close("no");
});

// hx-confirm, and data-confirm on plain forms, ask in our own dialog.
document.addEventListener("htmx:confirm", (event) => {
  const text = event.detail.question;
  if (!text) return;
  event.preventDefault();
  const danger = event.detail.elt.matches(".btn--danger, .menu__item--danger, [data-danger]");
  confirm(text, { danger }).then((yes) => { if (yes) event.detail.issueRequest(true); });
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  const text = event.submitter?.dataset.confirm ?? form.dataset.confirm;
  if (!text || form.dataset.confirmed) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  confirm(text, { danger: event.submitter?.matches(".btn--danger, .menu__item--danger") }).then((yes) => {
    if (!yes) return;
    form.dataset.confirmed = "yes";
    form.requestSubmit(event.submitter);
    delete form.dataset.confirmed;
  });
}, { capture: true });

// Answers of htmx: a dialog in #dialogs opens; the event `dialog:close` (HX-Trigger) closes the one it came from.
document.addEventListener("htmx:afterSwap", (event) => { if (event.target.id === "dialogs") openBrought(event.target); });
document.addEventListener("dialog:close", (event) => {
  const dialog = event.target.closest?.("dialog") ?? document.querySelector("dialog:modal");
  dialog?.close();
});
document.querySelectorAll("dialog[data-open]").forEach((dialog) => dialog.showModal());
