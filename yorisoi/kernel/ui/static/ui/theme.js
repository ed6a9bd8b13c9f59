// Appearance: kept in cookies, so that the server draws the page right at once.
const YEAR = 31536000;

function keep(name, value) {
  document.cookie = `yorisoi_${name}=${value}; path=/; max-age=${value ? YEAR : 0}; samesite=lax`;
  if (value) document.documentElement.dataset[name] = value;
  else delete document.documentElement.dataset[name];
}

function check(group, chosen) {
  for (const each of document.querySelectorAll(group)) each.setAttribute("aria-checked", String(chosen(each)));
}

document.addEventListener("click", (event) => {
  const theme = event.target.closest?.("[data-theme-set]");
  if (theme) {
    keep("theme", theme.dataset.themeSet);
    check("[data-theme-set]", (each) => each === theme);
  }
  const density = event.target.closest?.("[data-density-set]");
  if (density) {
    const next = document.documentElement.dataset.density ? "" : density.dataset.densitySet;
    keep("density", next);
    check("[data-density-set]", () => next !== "");
  }
  if (event.target.closest?.("[data-rail-toggle]")) keep("rail", document.documentElement.dataset.rail ? "" : "wide");
});
