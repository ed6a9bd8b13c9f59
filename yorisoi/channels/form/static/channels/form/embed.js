// One tag on any page shows a form of ours in a frame that is as tall as what it holds:
//   <script src="https://desk.example/forms/embed.js" data-form="contact" async></script>
// data-lang="en", data-title="…" and data-scheme="light" (or dark, auto) are optional: by default a page that does not
// say that it can be dark gets a light form. Without script the plain address of the form does the same.
(() => {
  const tag = document.currentScript;
  const form = tag && tag.dataset.form;
  if (!form) return;
  const desk = new URL(tag.src).origin;
  const address = new URL(`/forms/${encodeURIComponent(form)}/`, desk);
  address.searchParams.set("embed", window.location.origin);
  const both = getComputedStyle(document.documentElement).colorScheme.includes("dark");
  address.searchParams.set("scheme", tag.dataset.scheme || (both ? "auto" : "light"));
  if (tag.dataset.lang) address.searchParams.set("lang", tag.dataset.lang);

  const frame = document.createElement("iframe");
  frame.src = address.href;
  frame.title = tag.dataset.title || (document.documentElement.lang.startsWith("ja") ? "お問い合わせフォーム" : "Contact form");
  frame.className = "yorisoi-form";
  Object.assign(frame.style, { display: "block", inlineSize: "100%", blockSize: "40rem", border: "0" });
  tag.after(frame);

  let drawn = false;
  window.addEventListener("message", (event) => {
    if (event.origin !== desk || event.source !== frame.contentWindow) return;
    const said = event.data;
    if (!said || said.from !== "yorisoi-form") return;
    const height = Number(said.height);
    if (height > 0 && height < 30000) frame.style.blockSize = `${Math.ceil(height)}px`;
    // A new page in the frame (what is wrong, thank you) begins at its top, which may lie above the window.
    if (said.opened && drawn && frame.getBoundingClientRect().top < 0) frame.scrollIntoView();
    if (said.opened) drawn = true;
  });
})();
