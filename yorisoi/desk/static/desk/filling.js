// Buttons that write their value into a field of their form: data-fill names it, data-value is what is written.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-fill]");
  const field = button?.closest("form")?.elements[button.dataset.fill];
  if (!field) return;
  field.value = button.dataset.value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  button.closest("form").querySelector("[data-default]")?.focus();
});
