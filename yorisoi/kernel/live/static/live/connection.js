// One connection to /live: a stream, or polling where no stream gets through. Used by the SharedWorker and by pages without one.
const STREAM = "/live";
const POLL = "/live/poll";
const POLL_EVERY = 5000;
const STREAM_AGAIN = 60000;
const TRIES_BEFORE_POLLING = 3;
const LONGEST_WAIT = 60000;
const HELLO_WITHIN = 10000;
const LEAVE_AFTER = 2000;
const TOPICS_AT_MOST = 64;

export class Connection {
  #source = null;
  #timer = 0;
  #failures = 0;
  #position = "";
  #wanted = [];
  #streamAt = 0;
  #lost = false; // the server could not be reached at all
  #from = 0; // events since this time are wanted, whatever the position

  // tell: {event(topic, id), reset(), state(on)}
  constructor(tell) {
    this.tell = tell;
  }

  // Listen to these topics, also to what happened in the last `age` milliseconds: a page is older than its connection.
  // A stream that hears them all already is left as it is.
  want(topics, age = 0) {
    const wanted = [...topics].slice(-TOPICS_AT_MOST);
    const known = new Set(this.#wanted);
    const enough = this.#source && this.#source.readyState !== EventSource.CLOSED;
    if (wanted.length && enough && wanted.every((topic) => known.has(topic))) return;
    this.#wanted = wanted;
    this.#failures = 0;
    this.#streamAt = 0;
    this.#from = Math.min(this.#from || Infinity, Date.now() - age);
    // A page tells its topics one after the other as its parts arrive; one that goes is often followed by the next.
    this.#later(wanted.length ? 30 : LEAVE_AFTER, () => this.#open());
  }

  #later(milliseconds, act) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(act, milliseconds);
  }

  #close() {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
  }

  #address(path) {
    const query = new URLSearchParams({ topics: this.#wanted.join(",") });
    if (this.#position) query.set("since", this.#position);
    if (this.#from) query.set("age", Date.now() - this.#from);
    return `${path}?${query}`;
  }

  #open() {
    this.#close();
    if (!this.#wanted.length) return;
    const source = new EventSource(this.#address(STREAM));
    this.#source = source;
    source.addEventListener("hello", (event) => this.#arrived(event));
    source.addEventListener("reset", (event) => {
      this.#arrived(event);
      this.tell.reset();
    });
    source.addEventListener("bye", () => this.#stop());
    source.addEventListener("message", (event) => {
      this.#position = event.lastEventId;
      const { topic, id } = JSON.parse(event.data);
      this.tell.event(topic, id);
    });
    source.addEventListener("error", () => this.#failed(source));
    this.#later(HELLO_WITHIN, () => this.#giveUp()); // a proxy may hold the stream back
  }

  #arrived(event) {
    clearTimeout(this.#timer);
    this.#position = event.lastEventId;
    this.#failures = 0;
    this.#from = 0;
    this.tell.state(true);
  }

  // Signed out, or nothing may be heard: silent until a page asks anew.
  #stop() {
    this.#close();
    this.#wanted = [];
    this.tell.state(false);
  }

  // A stream that was cut comes back by itself; one that was refused is closed, and EventSource does not say why.
  #failed(source) {
    if (source !== this.#source) return;
    this.tell.state(false);
    this.#failures += 1;
    if (source.readyState === EventSource.CLOSED || this.#failures >= TRIES_BEFORE_POLLING) this.#giveUp();
  }

  #giveUp() {
    this.#close();
    this.#streamAt = Date.now() + STREAM_AGAIN;
    this.#poll();
  }

  async #poll() {
    let answer = null;
    try {
      answer = await fetch(this.#address(POLL), { credentials: "same-origin" });
    } catch {
      // the network is away: tried again below
    }
    if (!this.#wanted.length || this.#source) return;
    if (answer && [400, 401, 403].includes(answer.status)) return this.#stop();
    if (answer?.ok) {
      this.#take(await answer.json());
      const again = this.#lost || this.#failures < TRIES_BEFORE_POLLING || Date.now() >= this.#streamAt;
      this.#lost = false;
      return again ? this.#later(1000, () => this.#open()) : this.#later(POLL_EVERY, () => this.#poll());
    }
    this.tell.state(false);
    this.#lost = true;
    this.#failures += 1;
    const wait = Math.min(LONGEST_WAIT, 1000 * 2 ** Math.min(this.#failures, 10));
    this.#later(wait * (0.5 + Math.random() / 2), () => this.#poll());
  }

  #take({ position, reset, events }) {
    this.#position = position;
    this.#from = 0;
    this.tell.state(true);
    if (reset) this.tell.reset();
    for (const { topic, id } of events) this.tell.event(topic, id);
  }
}
