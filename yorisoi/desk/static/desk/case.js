// A case on the screen: others see who looks at it, and the timeline stays at its end when something comes.
import "./composer.js";
import "./filling.js";
import "./mentions.js";
import "./saving.js";
import "./templates.js";

const EVERY = 20_000; // ms between signs of life
const NEAR = 120; // px from the end that still count as being at it
let shown = null; // the case pane whose presence was told
let timer = 0;

const token = () => document.querySelector('meta[name="csrf"]')?.content ?? "";
const pane = () => document.querySelector("#case[data-case]");

export function tell(method, address, body) {
  return fetch(address, { method, headers: { "X-CSRFToken": token(), "HX-Request": "true" }, body, keepalive: true }).catch(() => null);
}

// The page may not hear of it live yet: what was told of this case is read by looking at it.
async function beat() {
  if (!shown || document.hidden) return;
  const answer = await tell("POST", `${shown.path}presence/`);
  if (Number(answer?.headers.get("X-Notifications-Read"))) document.body.dispatchEvent(new Event("notices:read"));
}

function leave() {
  if (!shown) return;
  tell("DELETE", `${shown.path}presence/`);
  shown = null;
}

function arrive() {
  const now = pane();
  if (now?.dataset.case === shown?.id) return;
  leave();
  if (!now) return;
  shown = { id: now.dataset.case, path: now.dataset.path };
  clearInterval(timer);
  timer = setInterval(beat, EVERY);
  beat();
}

// Out-of-band parts replace the timeline inside its scroller: stay where one reads, or at the end.
let atEnd = true;
const scroller = () => document.querySelector("#case .timeline");

document.addEventListener("htmx:oobBeforeSwap", (event) => {
  if (event.detail.target?.id !== "timeline") return;
  const box = scroller();
  atEnd = !box || box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
});

document.addEventListener("htmx:oobAfterSwap", (event) => {
  if (event.detail.target?.id === "timeline" && atEnd) toEnd();
});

function toEnd() {
  const box = scroller();
  if (box) box.scrollTop = box.scrollHeight;
}

// Earlier messages come in above: what one reads stays in place.
let heightBefore = 0;
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target?.matches(".timeline__earlier")) heightBefore = scroller()?.scrollHeight ?? 0;
});
document.addEventListener("htmx:afterSwap", (event) => {
  const box = scroller();
  if (event.detail.target?.matches(".timeline__earlier") && box) box.scrollTop += box.scrollHeight - heightBefore;
});

// A dialog begins at its first question, and what stands there can be typed over.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id !== "dialogs") return;
  const body = event.target.querySelector(".dialog__body");
  const first = body?.querySelector("[autofocus], input:not([type=hidden], [type=radio]:not(:checked)), select, textarea");
  first?.focus();
  first?.select?.();
});

document.addEventListener("htmx:afterSettle", arrive);
document.addEventListener("visibilitychange", beat);
addEventListener("pagehide", leave);
addEventListener("pageshow", arrive);
arrive();
