// Parts of one page behind tabs: arrow keys move and choose, as the pattern of ARIA says.
import { composing } from "./words.js";

function choose(tab, focus = true) {
  const list = tab.closest('[role="tablist"]');
  for (const each of list.querySelectorAll('[role="tab"]')) {
    const chosen = each === tab;
    each.setAttribute("aria-selected", String(chosen));
    each.tabIndex = chosen ? 0 : -1;
    const panel = document.getElementById(each.getAttribute("aria-controls"));
    if (panel) panel.hidden = !chosen;
  }
  if (focus) tab.focus();
  list.dispatchEvent(new CustomEvent("tab:chosen", { bubbles: true, detail: { id: tab.getAttribute("aria-controls") } }));
}

document.addEventListener("click", (event) => {
  const tab = event.target.closest?.('[data-tabs] [role="tab"]');
  if (!tab) return;
  choose(tab, false);
  // The key of a tab leads into its panel: `r` opens the reply and the cursor is in the text.
  document.getElementById(tab.getAttribute("aria-controls"))?.querySelector("[data-first]")?.focus();
});

document.addEventListener("keydown", (event) => {
  const tab = event.target.closest?.('[data-tabs] [role="tab"]');
  if (!tab || composing(event)) return;
  const tabs = [...tab.closest('[role="tablist"]').querySelectorAll('[role="tab"]')];
  const at = tabs.indexOf(tab);
  const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  choose(tabs.at(next % tabs.length));
});
