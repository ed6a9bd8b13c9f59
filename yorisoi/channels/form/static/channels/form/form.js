// What makes a form of ours nicer; everything works without it.

// In a frame: tell the page around us how tall we are. It is named by the server, which knows the sites allowed.
const parent = document.body.dataset.parent;
if (parent && window.parent !== window) {
  const say = (opened) =>
    window.parent.postMessage({ from: "yorisoi-form", height: document.body.scrollHeight, opened }, parent);
  document.documentElement.dataset.sized = "";
  new ResizeObserver(() => say(false)).observe(document.querySelector(".portal"));
  say(true);
}

// A second press while the first is on its way does nothing. (Two would still be one message.)
for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-once]")) delete form.dataset.sent;
});

// The number comes a moment after the message; until then the reference stands there.
const waiting = document.querySelector("[data-number]");
if (waiting) {
  let looks = 0;
  const look = async () => {
    looks += 1;
    const answer = await fetch(waiting.dataset.number).catch(() => null);
    if (answer && answer.status === 200) {
      waiting.querySelector("[data-number-words]").textContent = waiting.dataset.words;
      waiting.querySelector("[data-number-value]").textContent = await answer.text();
    } else if (looks < 12) {
      setTimeout(look, looks < 4 ? 1000 : 4000);
    }
  };
  setTimeout(look, 500);
}

document.documentElement.dataset.ready = "";
