// Panes that can be made wider or narrower, drawers, and folds that remember how they were left.
const STORE = "yorisoi-panes";
const read = () => JSON.parse(localStorage.getItem(STORE) ?? "{}");
const write = (change) => localStorage.setItem(STORE, JSON.stringify({ ...read(), ...change }));
const STEP = 16;

// A separator: data-resizer names the custom property it moves on the parent; data-least and data-most bound it, in px.
function setWidth(resizer, width, keep = true) {
  const least = Number(resizer.dataset.least ?? 160);
  const most = Number(resizer.dataset.most ?? 560);
  const next = Math.round(Math.min(most, Math.max(least, width)));
  resizer.parentElement.style.setProperty(resizer.dataset.resizer, `${next}px`);
  resizer.setAttribute("aria-valuenow", String(next));
  if (keep) write({ [resizer.dataset.resizer]: next });
}

const widthOf = (resizer) => resizer.previousElementSibling.getBoundingClientRect().width;

function prepare(root) {
  const kept = read();
  for (const resizer of root.querySelectorAll?.("[data-resizer]") ?? []) {
    resizer.setAttribute("aria-valuemin", resizer.dataset.least ?? "160");
    resizer.setAttribute("aria-valuemax", resizer.dataset.most ?? "560");
    setWidth(resizer, kept[resizer.dataset.resizer] ?? widthOf(resizer), false);
  }
  for (const fold of root.querySelectorAll?.("details[data-fold]") ?? []) {
    const state = kept[`fold:${fold.dataset.fold}`];
    if (state !== undefined) fold.open = state;
  }
  // What is read from its end: a timeline starts at what is new, or at the last word.
  for (const scroller of root.querySelectorAll?.("[data-scroll-end]:not([data-settled])") ?? []) {
    scroller.dataset.settled = "yes";
    const mark = scroller.querySelector("[data-scroll-here]");
    scroller.scrollTop = mark ? mark.offsetTop - scroller.offsetTop - 48 : scroller.scrollHeight;
  }
}

document.addEventListener("pointerdown", (event) => {
  const resizer = event.target.closest?.("[data-resizer]");
  if (!resizer) return;
  event.preventDefault();
  const from = event.clientX;
  const width = widthOf(resizer);
  const sign = getComputedStyle(resizer).direction === "rtl" ? -1 : 1;
  resizer.setPointerCapture(event.pointerId);
  resizer.dataset.dragging = "yes";
  const move = (moved) => setWidth(resizer, width + sign * (moved.clientX - from));
  const stop = () => {
    delete resizer.dataset.dragging;
    resizer.removeEventListener("pointermove", move);
  };
  resizer.addEventListener("pointermove", move);
  resizer.addEventListener("lostpointercapture", stop, { once: true });
});

document.addEventListener("keydown", (event) => {
  const resizer = event.target.closest?.("[data-resizer]");
  const step = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
  if (!resizer || !step) return;
  event.preventDefault();
  setWidth(resizer, widthOf(resizer) + step);
});

// Drawers: data-drawer names what opens and closes; a click elsewhere or Escape closes it again.
function toggle(button, open) {
  const drawer = document.getElementById(button.dataset.drawer);
  drawer?.classList.toggle("is-open", open);
  button.setAttribute("aria-expanded", String(open));
  if (open) drawer?.querySelector("a, button, summary, input")?.focus();
}

const expanded = () => document.querySelector('[data-drawer][aria-expanded="true"]');

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-drawer]");
  const before = expanded();
  if (before && before !== button && !document.getElementById(before.dataset.drawer)?.contains(event.target)) toggle(before, false);
  if (button) toggle(button, button.getAttribute("aria-expanded") !== "true");
});

document.addEventListener("keydown", (event) => {
  const button = expanded();
  if (event.key !== "Escape" || event.isComposing || !button) return;
  toggle(button, false);
  button.focus();
});

document.addEventListener("toggle", (event) => {
  const fold = event.target;
  if (fold.matches?.("details[data-fold]")) write({ [`fold:${fold.dataset.fold}`]: fold.open });
}, { capture: true });

document.addEventListener("htmx:afterSettle", (event) => prepare(event.target));
prepare(document);
