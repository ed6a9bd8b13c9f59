// “3 min ago” stays true while the page stays open. Words as kernel/ui/times.py makes them; older times do not move.
import { words } from "./words.js";

function refresh() {
  for (const each of document.querySelectorAll("time[data-relative]")) {
    const seconds = (Date.now() - Date.parse(each.dateTime)) / 1000;
    if (seconds < 0 || seconds >= 6 * 3600) continue;
    const minutes = Math.floor(seconds / 60);
    const text = minutes < 1 ? words("now") : minutes < 60 ? words("minutes", { n: minutes }) : words("hours", { n: Math.floor(minutes / 60) });
    if (each.textContent !== text) each.textContent = text;
  }
}

setInterval(() => { if (!document.hidden) refresh(); }, 30_000);
document.addEventListener("visibilitychange", refresh);
