// <y-combobox>: choose one of many by typing. The options are in the page; matching folds kana, width and case.
import { place } from "./menu.js";
import { composing, element, fold, words } from "./words.js";

class Combobox extends HTMLElement {
  connectedCallback() {
    if (this.input) return;
    this.input = this.querySelector('[role="combobox"]');
    this.value = this.querySelector('input[type="hidden"]');
    this.list = this.querySelector('[role="listbox"]');
    this.options = [...this.list.querySelectorAll('[role="option"]')];
    this.none = element("div", { class: "combobox__none", hidden: true }, words("nothing"));
    this.list.append(this.none);
    this.input.addEventListener("input", () => this.open(this.input.value));
    this.input.addEventListener("click", () => this.open(""));
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.input.addEventListener("blur", () => this.leave());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the focus in the field
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest('[role="option"]');
      if (option) this.choose(option);
    });
  }

  get shown() {
    return this.options.filter((option) => !option.hidden);
  }

  open(query) {
    const parts = fold(query).split(" ").filter(Boolean);
    for (const option of this.options) {
      const text = fold(option.textContent);
      option.hidden = !parts.every((part) => text.includes(part));
    }
    this.none.hidden = this.shown.length > 0;
    if (!this.list.matches(":popover-open")) this.list.showPopover();
    place(this.list, this.input, { match: true });
    this.input.setAttribute("aria-expanded", "true");
    this.mark(this.shown.find((option) => option.dataset.value === this.value.value) ?? this.shown[0]);
  }

  close() {
    if (this.list.matches(":popover-open")) this.list.hidePopover();
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  mark(chosen) {
    for (const option of this.options) option.setAttribute("aria-selected", String(option === chosen));
    if (!chosen) return;
    this.input.setAttribute("aria-activedescendant", chosen.id);
    chosen.scrollIntoView({ block: "nearest" });
  }

  get marked() {
    return this.options.find((option) => option.getAttribute("aria-selected") === "true" && !option.hidden);
  }

  choose(option) {
    this.input.value = option.querySelector("span").textContent;
    this.close();
    if (this.value.value === option.dataset.value) return;
    this.value.value = option.dataset.value;
    this.value.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // Leaving with other words than the choice's: empty means nothing is chosen, anything else returns to the choice.
  leave() {
    this.close();
    if (this.input.value.trim() === "" && this.value.value !== "") {
      this.value.value = "";
      this.value.dispatchEvent(new Event("change", { bubbles: true }));
    }
    const chosen = this.options.find((option) => option.dataset.value === this.value.value);
    this.input.value = chosen?.querySelector("span").textContent ?? "";
  }

  onKey(event) {
    if (composing(event)) return;
    const isOpen = this.list.matches(":popover-open");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (!isOpen) return this.open("");
      const shown = this.shown;
      this.mark(shown.at((shown.indexOf(this.marked) + step) % shown.length));
    } else if (event.key === "Enter" && isOpen && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (this.marked) this.choose(this.marked);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      this.leave();
    }
  }
}

customElements.define("y-combobox", Combobox);
