// The queue: filters, rows, what is chosen. The filters stand in the address, so that a reload keeps them.

import { byId, element, fault, get } from "./api.js";

const NAMES = ["words", "state", "kind", "category", "document", "criterion", "stance", "least", "most", "order"];
const DEFAULTS = { least: "0", most: "1", order: "place" };
export const events = { open: () => {} };
const chosen = new Map();
let after = null;

export function read(address) {
  const query = new URLSearchParams(address);
  for (const name of NAMES) byId(name).value = query.get(name) ?? DEFAULTS[name] ?? "";
  if (["category", "document", "criterion", "stance", "least", "most", "order"].some((name) => query.has(name))) byId("more-filters").open = true;
}

export function query() {
  const found = new URLSearchParams();
  for (const name of NAMES) {
    const value = byId(name).value.trim();
    if (value && value !== DEFAULTS[name]) found.set(name, value);
  }
  return found;
}

export function clear() {
  for (const name of NAMES) byId(name).value = DEFAULTS[name] ?? "";
}

export async function load(at = "", withCounts = true) {
  const asked = query();
  if (at) asked.set("at", at);
  if (withCounts) asked.set("counts", "");
  const body = await get(`/api/queue?${asked}`);
  chosen.clear();
  byId("rows").replaceChildren();
  fill(body.page);
  if (body.counts) label(body.counts);
  return body.page.rows;
}

export async function more() {
  const asked = query();
  asked.set("after", after);
  fill((await get(`/api/queue?${asked}`)).page);
}

function fill(page) {
  after = page.after;
  byId("more").hidden = after === null;
  byId("total").textContent = `${page.total.toLocaleString("en")} finding${page.total === 1 ? "" : "s"}`;
  byId("rows").append(...page.rows.map(row));
  count();
}

function row(one) {
  const box = element("input", { type: "checkbox", "aria-label": `Choose: ${one.excerpt.slice(0, 60)}` });
  box.addEventListener("change", () => { if (box.checked) chosen.set(one.id, one); else chosen.delete(one.id); count(); });
  const open = element("button", { type: "button", onclick: () => events.open(one.id) },
    element("span", { class: "head" }, element("span", { class: `state ${one.state}` }, one.state), element("span", {}, one.kind.replaceAll("_", " ")),
      one.category ? element("span", {}, one.category.replaceAll("_", " ")) : null,
      element("span", {}, `p. ${one.page}`), element("span", { title: "confidence" }, one.confidence.toFixed(2))),
    element("span", { class: "words" }, one.excerpt));
  return element("li", { "data-id": one.id }, element("label", {}, box), open);
}

function count() {
  byId("many").hidden = chosen.size === 0;
  byId("chosen").textContent = `${chosen.size} chosen`;
}

// The counts stand in the labels, so that a filter shows what it would find.
function label(counts) {
  for (const [name, found] of Object.entries(counts)) {
    for (const option of byId(name).options) {
      if (option.dataset.name && !["open", "counted"].includes(option.value)) option.textContent = `${option.dataset.name} (${(found[option.value] ?? 0).toLocaleString("en")})`;
    }
  }
}

export const chosenIds = () => [...chosen.keys()];

export function point(id) {
  for (const one of byId("rows").children) {
    const button = one.querySelector("button");
    if (one.dataset.id === id) {
      button.setAttribute("aria-current", "true");
      one.scrollIntoView({ block: "nearest" });
    } else button.removeAttribute("aria-current");
  }
}

export const has = (id) => byId("rows").querySelector(`[data-id="${CSS.escape(id)}"]`) !== null;

export function setState(id, state) {
  const shown = byId("rows").querySelector(`[data-id="${CSS.escape(id)}"] .state`);
  if (shown) { shown.textContent = state; shown.className = `state ${state}`; }
}

byId("more").addEventListener("click", () => more().catch(fault));
