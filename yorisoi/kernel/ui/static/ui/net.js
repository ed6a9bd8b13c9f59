// Talking to the server: the safety token, a sign that something loads, and clear words when it fails.
import { toast } from "./toast.js";
import { element, icon, words } from "./words.js";

const BY_STATUS = { 401: "expired", 403: "refused", 404: "missing", 410: "missing", 413: "large", 429: "busy" };
const LONGEST_SEND = 600_000; // ms: a file may take its time, and giving up would leave open whether it arrived
let running = 0;

function busy(step) {
  running = Math.max(0, running + step);
  document.documentElement.classList.toggle("is-loading", running > 0);
}

// A part of the page that could not be loaded says so in its own place; anything else is told at the edge.
function failed(event, key) {
  const panel = event.detail.elt.closest?.("[data-panel]");
  if (panel && event.detail.requestConfig?.verb === "get") {
    const again = element("button", { type: "button", class: "btn btn--small", onclick: () => window.htmx.ajax("GET", panel.dataset.panel, { target: panel, source: panel }) }, icon("refresh"), words("retry"));
    panel.replaceChildren(element("div", { class: "empty empty--small", role: "status" }, icon("warning"), element("p", {}, words(key)), again));
    return;
  }
  toast({ text: words(key), tone: "danger" });
}

document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector('meta[name="csrf"]')?.content;
  if (token) event.detail.headers["X-CSRFToken"] = token;
  if (event.detail.verb !== "get") event.detail.timeout = LONGEST_SEND;
});
document.addEventListener("htmx:beforeRequest", () => busy(1));
document.addEventListener("htmx:afterRequest", () => busy(-1));
document.addEventListener("htmx:sendError", (event) => failed(event, "offline"));
document.addEventListener("htmx:timeout", (event) => failed(event, "timeout"));
document.addEventListener("htmx:responseError", (event) => {
  const told = event.detail.xhr.getResponseHeader("HX-Trigger")?.includes('"toast"');
  if (!told) failed(event, BY_STATUS[event.detail.xhr.status] ?? "failed");
});

// Signed out meanwhile: the answer is the sign-in page, which must not land inside this one.
document.addEventListener("htmx:beforeSwap", (event) => {
  const address = event.detail.xhr.responseURL;
  if (!address || !new URL(address).pathname.startsWith("/accounts/login")) return;
  event.detail.shouldSwap = false;
  failed(event, "expired");
});
