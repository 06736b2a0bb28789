// The review page: keys, decisions, and where one is.

import { byId, element, fault, get, post, say } from "./api.js";
import * as adding from "./adding.js";
import { draw } from "./finding.js";
import { changesOf } from "./form.js";
import * as place from "./place.js";
import * as queue from "./queue.js";

let view = null;
let busy = false;
let selected = null;
const undone = JSON.parse(sessionStorage.getItem("decided") ?? "[]");
const ahead = new Map();

const addressOf = (id) => `/api/finding/${id}?${queue.query()}`;

function keep() {
  const query = queue.query();
  if (view) query.set("at", view.id);
  history.replaceState(null, "", `/?${query}`);
}

async function open(id, fresh = false) {
  const known = fresh ? null : ahead.get(addressOf(id));
  ahead.clear();
  view = await (known ?? get(addressOf(id)));
  draw(view, (other) => open(other).catch(fault));
  byId("note").value = "";
  byId("back").disabled = !view.previous;
  byId("on").disabled = !view.next;
  keep();
  if (!queue.has(view.id)) await queue.load(view.id, false);
  queue.point(view.id);
  await place.show(view);
  byId("finding").dataset.id = id;
  // The next one, so that it is there when it is asked for; its page too.
  if (view.next) {
    const next = get(addressOf(view.next)).catch(() => null);
    ahead.set(addressOf(view.next), next.then((found) => found ?? get(addressOf(view.next))));
  }
}

async function decide(decision) {
  if (!view || busy) return;
  const changes = decision === "edited" ? changesOf(byId("attributes")) : {};
  if (decision === "edited" && !Object.keys(changes).length) { say("Nothing was changed."); return; }
  busy = true;
  const { id, seen, next } = view;
  try {
    await post("/api/decide", { id, decision, seen, changes, note: byId("note").value });
    remember(id);
    queue.setState(id, decision);
    say(`${decision[0].toUpperCase()}${decision.slice(1)}${next ? "" : ". That was the last one in this queue."}`);
    await open(next ?? id, !next);
  } catch (error) {
    if (error.status === 409) await open(id, true);
    fault(error);
  } finally {
    busy = false;
  }
}

function remember(id) {
  undone.push(id);
  if (undone.length > 200) undone.shift();
  sessionStorage.setItem("decided", JSON.stringify(undone));
}

async function undo() {
  if (busy) return;
  const id = undone.at(-1) ?? (view && view.state !== "suggested" ? view.id : null);
  if (!id) { say("There is nothing to undo."); return; }
  busy = true;
  try {
    const { seen } = await get(addressOf(id));
    await post("/api/undo", { id, seen });
    if (undone.at(-1) === id) undone.pop();
    sessionStorage.setItem("decided", JSON.stringify(undone));
    ahead.clear();
    await open(id, true);
    queue.setState(id, view.state);
    say("Taken back; the log keeps both.");
  } catch (error) {
    fault(error);
  } finally {
    busy = false;
  }
}

async function undoThis() {
  if (view) { undone.splice(0, undone.length, ...undone.filter((id) => id !== view.id), view.id); await undo(); }
}

async function decideMany(decision) {
  const ids = queue.chosenIds();
  if (!ids.length || !confirm(`${decision === "accepted" ? "Accept" : "Reject"} ${ids.length} findings?`)) return;
  const items = [];
  for (const id of ids) items.push({ id, decision, seen: (await get(addressOf(id))).seen });
  const { done } = await post("/api/decide-many", { items });
  const failed = done.filter((one) => one.error);
  for (const one of done) if (!one.error) remember(one.id);
  await queue.load(view?.id ?? "");
  if (view) await open(view.id, true);
  say(failed.length ? `${done.length - failed.length} decided; ${failed.length} were decided by somebody else meanwhile` : `${done.length} decided`, failed.length > 0);
}

async function filter() {
  keep();
  ahead.clear();
  const rows = await queue.load();
  if (rows.length) await open(rows[0].id);
  else say("No finding fits these filters.");
}

function mark() {
  if (selected) { adding.open(selected).catch(fault); return; }
  const shown = place.current();
  if (!shown) return;
  const isOn = shown.isPicture && byId("mark").getAttribute("aria-pressed") !== "true";
  place.setMarking(isOn);
  if (isOn) place.tell("Drag a box over the words, or press m again to type them.");
  else { place.tell(""); adding.open(null).catch(fault); }
}

function showKeys() { byId("keys").showModal(); }

function find(words = byId("words").value) {
  byId("hits-words").value = words;
  byId("hits").showModal();
  if (words) hits().catch(fault);
}

async function hits() {
  const { hits: found } = await get(`/api/search?words=${encodeURIComponent(byId("hits-words").value)}`);
  byId("hits-list").replaceChildren(...found.map((hit) => element("li", {},
    element("button", { type: "button", class: "link", onclick: () => look(hit) }, `${hit.document}, p. ${hit.page}`),
    element("div", {}, ...marked(hit.excerpt)))));
  if (!found.length) byId("hits-list").replaceChildren(element("li", {}, "Nothing has all these words."));
}

function marked(excerpt) {
  return excerpt.split("\u0002").flatMap((part, number) => {
    if (!number) return [part];
    const [inside, after] = part.split("\u0003");
    return [element("mark", {}, inside), after];
  });
}

function look(hit) {
  byId("hits").close();
  const evidence = { document_id: hit.document_id, start: hit.start, end: hit.start, quote: "", page: hit.page, regions: [] };
  place.show({ document: hit.document, evidence, is_pdf: hit.is_pdf }).then(() => byId("place").focus()).catch(fault);
}

const KEYS = {
  a: () => decide("accepted"), r: () => decide("rejected"), e: () => byId("attributes")?.querySelector("input, select, textarea, summary")?.focus(),
  n: () => step("next"), j: () => step("next"), p: () => step("previous"), k: () => step("previous"), u: undo, m: mark,
  t: place.switchText, "+": () => place.magnify(1), "=": () => place.magnify(1), "-": () => place.magnify(-1),
  "/": () => byId("words").focus(), "?": showKeys,
};

async function step(name) {
  if (!view) return;
  if (view[name]) await open(view[name]);
  else say(name === "next" ? "That is the last one in this queue." : "That is the first one in this queue.");
}

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input:not([type=checkbox]), textarea, select");
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.closest("#attributes, #note")) {
    event.preventDefault();
    decide("edited");
    return;
  }
  if (event.key === "Escape" && isTyping && !event.target.closest("dialog")) { event.target.blur(); return; }
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const action = byId("keys-on").checked ? KEYS[event.key] : null;
  if (!action) return;
  event.preventDefault();
  Promise.resolve(action()).catch(fault);
});

function wire() {
  const clicks = {
    accept: () => decide("accepted"), reject: () => decide("rejected"), edit: () => decide("edited"), undo: undoThis,
    on: () => step("next"), back: () => step("previous"), "page-back": () => place.turn(-1), "page-on": () => place.turn(1),
    smaller: () => place.magnify(-1), larger: () => place.magnify(1), "as-text": place.switchText, mark, "show-keys": showKeys,
    "accept-many": () => decideMany("accepted"), "reject-many": () => decideMany("rejected"), "find-text": () => find(),
    clear: () => { queue.clear(); return filter(); },
  };
  for (const [id, action] of Object.entries(clicks)) byId(id).addEventListener("click", () => Promise.resolve(action()).catch(fault));
  byId("filters").addEventListener("change", () => filter().catch(fault));
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("hits-form").addEventListener("submit", (event) => { event.preventDefault(); hits().catch(fault); });
  byId("keys-on").checked = localStorage.getItem("keys") !== "off";
  byId("keys-on").addEventListener("change", (event) => localStorage.setItem("keys", event.target.checked ? "on" : "off"));
  queue.events.open = place.events.open = (id) => open(id).catch(fault);
  place.events.marked = (where) => { place.setMarking(false); place.tell(""); adding.open(where).catch(fault); };
  place.events.selected = (where) => { selected = where; };
  adding.events.place = () => place.current() && { document: place.current().view.evidence.document_id, start: place.current().view.evidence.start };
  adding.events.added = (id) => { remember(id); say("Added and accepted."); queue.load(id).then(() => open(id, true)).catch(fault); };
}

async function start() {
  wire();
  queue.read(location.search);
  const at = new URLSearchParams(location.search).get("at") ?? "";
  const rows = await queue.load(at);
  const first = at || rows[0]?.id;
  if (first) await open(first);
}

start().catch(fault);
