// The inbox's list stays true while it is open: rows that changed elsewhere are fetched and put where they belong.
import { countsChanged } from "./views.js";

const inbox = document.querySelector("[data-inbox]");
const PAUSE = 400; // ms: several changes at once are fetched together
const waiting = new Set();
let timer = 0;

const rows = () => document.getElementById("rows");

function changed(id) {
  if (!id) return;
  waiting.add(id);
  clearTimeout(timer);
  timer = setTimeout(fetchChanges, PAUSE);
}

async function fetchChanges() {
  const ids = [...waiting].slice(0, 100);
  ids.forEach((id) => waiting.delete(id));
  if (!ids.length || !inbox.isConnected) return;
  const answer = await fetch(`${inbox.dataset.changes}&ids=${ids.join(",")}`, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  takeRail(page.getElementById("views"));
  countsChanged();
  const fresh = new Map([...page.querySelectorAll("#changed > [data-row]")].map((row) => [row.id, row]));
  for (const id of ids) put(`row-${id}`, fresh.get(`row-${id}`));
  if (waiting.size) timer = setTimeout(fetchChanges, PAUSE);
  document.querySelector("[data-list-empty]").hidden = rows().children.length > 0;
}

function takeRail(views) {
  const shown = document.getElementById("views");
  if (!views || !shown) return;
  shown.replaceChildren(...views.childNodes);
}

// A row that left the view goes; the open one stays, dimmed, until another is opened.
function put(id, row) {
  const old = document.getElementById(id);
  const link = old?.querySelector("a");
  const current = link?.hasAttribute("aria-current") ?? false;
  const focused = link !== undefined && link === document.activeElement;
  if (!row) {
    if (current || focused) old.classList.add("is-gone");
    else old?.remove();
    return;
  }
  const made = document.importNode(row, true);
  if (current) made.querySelector("a").setAttribute("aria-current", "true");
  old?.remove();
  place(made);
  window.htmx.process(made);
  if (focused) made.querySelector("a").focus({ preventScroll: true });
  made.querySelector("a").tabIndex = link?.tabIndex ?? -1;
}

// Whether the one stands behind the other in the list's order; without a due date behind those with one.
function follows(one, other) {
  const [mine, theirs] = [one.dataset, other.dataset];
  if (inbox.dataset.sort === "oldest") return mine.at > theirs.at;
  if (inbox.dataset.sort === "due" && mine.due !== theirs.due) return !mine.due || (theirs.due && mine.due > theirs.due);
  return mine.at < theirs.at;
}

function place(row) {
  const later = [...rows().querySelectorAll(":scope > [data-row]")].find((each) => follows(each, row));
  if (later) later.before(row);
  else if (!rows().querySelector(".rows__more")) rows().append(row);
}

function dropGone() {
  for (const row of rows().querySelectorAll(".is-gone")) if (!row.querySelector("a[aria-current]")) row.remove();
}

// A case came into the pane: the address names it, small screens show it instead of the list.
document.addEventListener("htmx:afterSwap", (event) => {
  if (!inbox?.isConnected) return;
  const pane = document.getElementById("case");
  if (event.detail.target?.id !== "case" && event.target !== pane) return;
  inbox.classList.toggle("inbox--case", pane?.matches("[data-case]") ?? false);
  if (!pane?.dataset.case) return;
  const address = new URL(location.href);
  address.searchParams.set("case", pane.dataset.number);
  history.replaceState(history.state, "", address);
  document.title = `${pane.dataset.title} · Yorisoi`;
  rows().querySelector(`#row-${CSS.escape(pane.dataset.case)}`)?.classList.remove("is-unread");
  dropGone();
});

document.addEventListener("click", (event) => {
  const back = event.target.closest?.(".case__back");
  if (!back || !inbox?.isConnected) return;
  event.preventDefault();
  inbox.classList.remove("inbox--case");
  rows().querySelector("a[aria-current]")?.focus();
});

// Rows come in twice when one moved down between two pages: the newer stays.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "rows") return;
  event.target.querySelector(".rows__more:not(:has(~ [data-row] ~ [data-row]))")?.remove();
  const seen = new Set();
  for (const row of event.target.querySelectorAll(":scope > [data-row]")) {
    if (seen.has(row.id)) row.remove();
    seen.add(row.id);
  }
});

// A live word is not a request of its own: the rows it names are fetched together.
document.addEventListener("htmx:configRequest", (event) => {
  if (!event.target.matches?.("[data-live-rows]")) return;
  event.preventDefault();
  changed(event.detail.triggeringEvent?.detail?.id);
});
