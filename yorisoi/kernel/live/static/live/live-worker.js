// The SharedWorker: one connection for all tabs of this browser (over HTTP/1.1 the seventh stream would block every page).
import { Connection } from "./connection.js";

const PING = 60000;
const GONE = 180000;
const REMEMBER = 60000;
const ports = new Map(); // port -> { topics: Set, seen: time }
let recent = []; // {topic, id, at}: for pages that connect a moment after they were drawn
let on = false;

function tellAll(message) {
  for (const port of ports.keys()) port.postMessage(message);
}

const connection = new Connection({
  event(topic, id) {
    const at = Date.now();
    recent = [...recent.filter((event) => at - event.at < REMEMBER), { topic, id, at }].slice(-500);
    for (const [port, { topics }] of ports) if (topics.has(topic)) port.postMessage({ topic, id });
  },
  reset: () => tellAll({ reset: true }),
  state(now) {
    on = now;
    tellAll({ on });
  },
});

function want(age) {
  connection.want(new Set([...ports.values()].flatMap(({ topics }) => [...topics])), age);
}

function heard(port, { topics, age = 0, bye }) {
  if (bye) {
    ports.delete(port);
    return want();
  }
  const known = ports.get(port);
  if (known) known.seen = Date.now();
  if (!topics) return;
  ports.delete(port); // the newest page last: where there are too many topics its own are kept
  ports.set(port, { topics: new Set(topics), seen: Date.now() });
  port.postMessage({ on });
  for (const { topic, id, at } of recent) {
    if (topics.includes(topic) && Date.now() - at < age) port.postMessage({ topic, id });
  }
  want(age);
}

addEventListener("connect", (event) => {
  const port = event.ports[0];
  port.addEventListener("message", (message) => heard(port, message.data));
  port.start();
});

// A tab that crashed says nothing; one that is frozen tells its topics again when it wakes.
setInterval(() => {
  const before = ports.size;
  for (const [port, { seen }] of ports) {
    if (Date.now() - seen > GONE) ports.delete(port);
    else port.postMessage({ ping: true });
  }
  if (ports.size < before) want();
}, PING);
