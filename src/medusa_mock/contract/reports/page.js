"use strict";
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const one = (id) => document.getElementById(id);

// What works only with a script is hidden without one.
for (const element of all("[hidden]")) element.hidden = false;

// Light and dark: as the system has it, until the button says otherwise.
const theme = one("theme");
const system = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (document.documentElement.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";
const nameTheme = () => { theme.textContent = isDark() ? "Light" : "Dark"; };
theme.addEventListener("click", () => {
  document.documentElement.dataset.theme = isDark() ? "light" : "dark";
  nameTheme();
});
system.addEventListener("change", nameTheme);
nameTheme();

// A row or a violation is shown, wherever it is hidden, and takes the focus.
function go(id) {
  const target = one(id);
  if (!target) return;
  if (target.hidden) { clearFilter(); }
  for (let parent = target.parentElement; parent; parent = parent.parentElement) {
    if (parent instanceof HTMLDetailsElement) parent.open = true;
  }
  // The browser goes there by itself, and who is further on by the time of the event is not called back.
  if (!target.contains(document.activeElement)) target.focus();
  target.scrollIntoView({ block: "nearest" });
}
addEventListener("hashchange", () => go(location.hash.slice(1)));
if (location.hash) go(location.hash.slice(1));

// The filter of the table, by text and by outcome; the outcome dims the map, too.
const filter = one("filter");
const tiles = all(".tile");
const rows = all("#operations tbody tr");
function applyFilter() {
  const outcome = tiles.find((tile) => tile.getAttribute("aria-pressed") === "true")?.dataset.outcome;
  const words = filter.value.toLowerCase().split(/\s+/);
  for (const row of rows) {
    const fits = words.every((word) => row.dataset.text.includes(word));
    row.hidden = !fits || (outcome !== undefined && row.dataset.outcome !== outcome);
  }
  for (const cell of all(".cell")) cell.classList.toggle("away", outcome !== undefined && cell.dataset.outcome !== outcome);
  one("shown").textContent = `${rows.filter((row) => !row.hidden).length} of ${rows.length}`;
}
function clearFilter() {
  filter.value = "";
  for (const tile of tiles) tile.setAttribute("aria-pressed", "false");
  applyFilter();
}
for (const tile of tiles) {
  tile.addEventListener("click", () => {
    const pressed = tile.getAttribute("aria-pressed") !== "true";
    for (const other of tiles) other.setAttribute("aria-pressed", String(other === tile && pressed));
    applyFilter();
  });
}
filter.addEventListener("input", applyFilter);
applyFilter();

for (const button of all(".copy")) {
  button.addEventListener("click", async () => {
    const text = button.parentElement.querySelector("pre").textContent;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(button.parentElement.querySelector("pre"));
      button.textContent = "Selected";
    }
  });
}

// The map is one stop of the tab key; arrows lead from cell to cell.
const cells = all(".cell");
cells.forEach((cell, index) => { cell.tabIndex = index ? -1 : 0; });
function step(cell, by) {
  const next = cells[cells.indexOf(cell) + by];
  if (!next) return;
  cell.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

const causes = all("#violations .cause");
function turn(by) {
  const at = causes.findIndex((cause) => cause.contains(document.activeElement));
  const next = causes[at < 0 && by < 0 ? causes.length - 1 : at + by];
  if (next) { next.focus(); next.scrollIntoView({ block: "start" }); }
}

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target === filter) {
    if (event.key === "Escape") { clearFilter(); filter.blur(); }
    return;
  }
  const arrows = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  if (event.target.classList.contains("cell") && event.key in arrows) { event.preventDefault(); step(event.target, arrows[event.key]); }
  else if (event.key === "j") turn(1);
  else if (event.key === "k") turn(-1);
  else if (event.key === "/") { event.preventDefault(); filter.focus(); }
});
