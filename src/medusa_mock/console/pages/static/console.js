// What the pages do in the browser: send changes to the control API, keep live views fresh, and listen to keys.
"use strict";

const said = document.getElementById("said");
const session = document.body.dataset.session;

function value(field) {
  if (field.type === "checkbox") return field.checked;
  if (field.value === "") return undefined;
  if (field.dataset.type === "number") return Number(field.value);
  return field.dataset.type === "json" ? JSON.parse(field.value) : field.value;
}

async function body(form) {
  if (form.dataset.text) return form.dataset.text;
  if ("file" in form.dataset) return form.elements.file.files[0].text();
  if ("json" in form.dataset) return form.elements.json.value;
  const named = [...form.elements].filter((field) => field.name);
  return JSON.stringify(Object.fromEntries(named.map((field) => [field.name, value(field)])));
}

async function send(form) {
  const [method, path] = form.dataset.api.split(" ");
  const options = { method, headers: { "X-Mock-Session": session, "Content-Type": "application/json" } };
  if (method !== "DELETE") options.body = await body(form);
  const answer = await fetch(path, options);
  if (answer.ok) return location.assign(form.dataset.then || location.href);
  const told = await answer.json().catch(() => ({ message: answer.statusText }));
  said.textContent = told.message;
  said.scrollIntoView({ block: "nearest" });
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.api) return;
  event.preventDefault();
  said.textContent = "";
  if (form.dataset.confirm && !confirm(form.dataset.confirm)) return;
  send(form).catch((error) => { said.textContent = `The server does not answer: ${error.message}`; });
});

document.addEventListener("change", (event) => {
  if ("submits" in event.target.dataset) event.target.form.requestSubmit();
});

document.addEventListener("input", (event) => {
  const list = document.getElementById(event.target.dataset.filters || "");
  for (const item of list ? list.children : []) {
    item.hidden = !item.textContent.toLowerCase().includes(event.target.value.toLowerCase());
  }
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.opens) document.getElementById(button.dataset.opens).showModal();
  if ("holds" in button.dataset) hold();
  if (button.dataset.copy) {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = "Copied";
  }
});

// Live views: the same page again, and what changed of it in place. A view that is looked into is left alone.
let held = false;
const live = document.querySelector("[data-live]");

function hold() {
  held = !held;
  for (const button of document.querySelectorAll("[data-holds]")) {
    button.setAttribute("aria-pressed", String(held));
    button.textContent = held ? "Go on" : "Hold";
  }
}

async function refresh() {
  const looking = live.contains(document.activeElement) && document.activeElement.closest("a, tr");
  if (!held && !document.hidden && !looking) {
    const answer = await fetch(location.href);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-live]");
    if (fresh && fresh.innerHTML !== live.innerHTML) live.innerHTML = fresh.innerHTML;
  }
}

if (live) {
  const again = () => refresh().catch(() => {}).finally(() => setTimeout(again, 1000));
  setTimeout(again, 1000);
}

// Keys.
let going = false;

function step(by) {
  const links = [...document.querySelectorAll("table.rows tbody tr")].map((row) => row.querySelector("a")).filter(Boolean);
  const at = links.findIndex((link) => link.closest("tr").contains(document.activeElement));
  const next = at < 0 ? (by > 0 ? 0 : links.length - 1) : at + by;
  if (links[next]) links[next].focus();
}

function go(key) {
  const link = document.querySelector(`nav a[data-key="${CSS.escape(key)}"]`);
  if (link) link.click();
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  p: hold,
  g: () => { going = true; setTimeout(() => { going = false; }, 1500); },
  "?": () => document.getElementById("keys").showModal(),
  "/": () => { const field = document.querySelector("[data-search]"); if (field) field.focus(); },
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog")) return;
  if (going) {
    going = false;
    go(event.key);
  } else if (KEYS[event.key]) {
    event.preventDefault();
    KEYS[event.key]();
  }
});
