// The words scripts show come from the page, in its language; `words("results", { n: 3 })`.
const given = JSON.parse(document.querySelector('meta[name="ui-words"]')?.content ?? "{}");

export function words(key, values = {}) {
  let text = given[key] ?? key;
  for (const [name, value] of Object.entries(values)) text = text.replace(`{${name}}`, value);
  return text;
}

// For comparing only: width, case and kana are folded, so that ﾔﾏﾀﾞ, ヤマダ and やまだ are one.
export function fold(text) {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
    .replace(/\s+/g, " ")
    .trim();
}

// While an input method composes, keys belong to it. 229 is what some browsers send instead of the flag.
export function composing(event) {
  return event.isComposing || event.keyCode === 229;
}

// Spoken to those who cannot see the change. Emptied first, so that the same words are spoken again.
export function announce(text, urgent = false) {
  const region = document.getElementById(urgent ? "alert-region" : "live-region");
  if (!region) return;
  region.textContent = "";
  requestAnimationFrame(() => { region.textContent = text; });
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}
