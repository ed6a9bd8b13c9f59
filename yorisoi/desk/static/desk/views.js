// Counts beside saved views: asked for after the page is there, again when cases change, never more often than this.
const PAUSE = 15_000; // ms
let kept = {};
let last = 0;
let timer = 0;

const marks = () => [...document.querySelectorAll("[data-count-of]")];

function show() {
  for (const mark of marks()) {
    const text = kept[mark.dataset.countOf];
    mark.hidden = !text;
    if (text && mark.textContent !== text) mark.textContent = text;
  }
}

async function fetchCounts() {
  clearTimeout(timer);
  timer = 0;
  const address = document.querySelector("[data-view-counts]")?.dataset.viewCounts;
  if (!address || !marks().length || document.hidden) return;
  last = Date.now();
  const answer = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok) return;
  kept = await answer.json();
  show();
}

export function countsChanged() {
  show(); // the rail may have been drawn anew
  if (!timer) timer = setTimeout(fetchCounts, Math.max(0, PAUSE - (Date.now() - last)));
}

document.addEventListener("visibilitychange", () => { if (!document.hidden) countsChanged(); });
fetchCounts();
