// Live pages. The page's topics are those its elements wait for: hx-trigger="live:case:… from:body" or data-live-topics="case:… inbox:…".
// When one changes, `live:<topic>` is dispatched on the body with detail {id} ({reset: true} when events may have been missed: pull anew).
// A hidden tab waits until it is looked at; the event `live` (detail {topic, id}) comes at once. <body data-live="on|off"> tells the state.
import { Connection } from "./connection.js";

const MARKS = '[hx-trigger*="live:"], [data-live-topics]';
const TOPIC = /live:([a-z_]+:[\w-]{1,64})/g;
const LEAVE_AFTER = 10000;
const ON_THE_WAY = 3000;
const PART_AGE = 5000; // at most so old is a part of the page that htmx has just put in
const waiting = new Map(); // topic -> detail, while the tab is hidden
let topics = new Set();
let told = "";
let send = () => {};

function topicsOfPage() {
  const found = new Set();
  for (const element of document.querySelectorAll(MARKS)) {
    for (const [, topic] of (element.getAttribute("hx-trigger") ?? "").matchAll(TOPIC)) found.add(topic);
    for (const topic of (element.dataset.liveTopics ?? "").split(/\s+/)) if (topic) found.add(topic);
  }
  return found;
}

function dispatch(topic, detail) {
  document.body.dispatchEvent(new CustomEvent(`live:${topic}`, { detail }));
}

function changed(topic, detail) {
  if (!topics.has(topic)) return;
  document.body.dispatchEvent(new CustomEvent("live", { detail: { topic, ...detail } }));
  if (document.hidden) waiting.set(topic, detail);
  else dispatch(topic, detail);
}

const tell = {
  event: (topic, id) => changed(topic, { id }),
  reset: () => { for (const topic of topics) changed(topic, { reset: true }); },
  state: (on) => { document.body.dataset.live = on ? "on" : "off"; },
};

function update(age = PART_AGE, force = false) {
  topics = topicsOfPage();
  const now = [...topics].sort().join(",");
  if (now === told && !force) return;
  told = now;
  send([...topics], Math.round(age));
}

// How long ago the server began to draw this page: what has happened since is not on it. Asking takes its time, too.
function pageAge() {
  return performance.now() - (performance.getEntriesByType("navigation")[0]?.requestStart ?? 0) + ON_THE_WAY;
}

// Without a SharedWorker each tab would hold a connection of its own: only the one that is looked at does.
function alone() {
  const connection = new Connection(tell);
  let leaving = 0;
  send = (wanted, age) => { if (!document.hidden) connection.want(wanted, age); };
  document.addEventListener("visibilitychange", () => {
    clearTimeout(leaving);
    if (document.hidden) leaving = setTimeout(() => connection.want([]), LEAVE_AFTER);
    else connection.want(topics);
  });
  addEventListener("pagehide", () => connection.want([]));
  update(pageAge(), true);
}

function shared() {
  const address = document.querySelector('meta[name="live-worker"]')?.content ?? new URL("live-worker.js", import.meta.url);
  const worker = new SharedWorker(address, { type: "module", name: "yorisoi-live" });
  const { port } = worker;
  worker.addEventListener("error", alone, { once: true });
  port.addEventListener("message", ({ data }) => {
    if (data.topic) tell.event(data.topic, data.id);
    if (data.reset) tell.reset();
    if ("on" in data) tell.state(data.on);
    if (data.ping) port.postMessage({ pong: true });
  });
  port.start();
  send = (wanted, age) => port.postMessage({ topics: wanted, age });
  addEventListener("pagehide", () => port.postMessage({ bye: true }));
  update(pageAge(), true);
}

function returned() {
  for (const [topic, detail] of waiting) dispatch(topic, detail);
  waiting.clear();
}

// Back from the browser's page cache or from being frozen: what happened meanwhile is not known.
function woke() {
  update(0, true);
  tell.reset();
}

tell.state(false);
try {
  if (typeof SharedWorker === "undefined") alone();
  else shared();
} catch {
  alone();
}
document.addEventListener("visibilitychange", () => { if (!document.hidden) returned(); });
document.addEventListener("resume", woke);
addEventListener("pageshow", (event) => { if (event.persisted) woke(); });
document.addEventListener("htmx:load", () => update());
document.addEventListener("htmx:afterSettle", () => update());
