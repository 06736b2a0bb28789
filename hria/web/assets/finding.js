// The right side: what was found, why, its attributes, what it speaks to, what people decided.

import { byId, element } from "./api.js";
import { fieldsOf } from "./form.js";

export function draw(view, open) {
  byId("finding-title").textContent = `${view.kind[0].toUpperCase()}${view.kind.slice(1).replaceAll("_", " ")}`;
  byId("finding").replaceChildren(
    element("p", { class: `state ${view.state}`, id: "state" }, stateOf(view)),
    element("blockquote", { id: "quote", tabindex: "0" }, view.evidence.quote),
    facts(view),
    element("h3", {}, "Attributes"),
    element("form", { id: "attributes" }, ...fieldsOf(view.fields, "field")),
    ...section("Speaks to", view.criteria.map((one) => element("li", {},
      element("a", { href: `/coverage?framework=${encodeURIComponent(one.criterion.split(":")[0])}#${encodeURIComponent(one.criterion)}` }, one.reference),
      ` ${one.title}: ${one.stance} (${one.why})`)), "no criterion"),
    ...section("Other findings in this passage or with its words", view.others.map((one) => element("li", {},
      element("button", { type: "button", class: "link", onclick: () => open(one.id) }, `${one.kind}, ${one.state}: ${one.excerpt.slice(0, 90)}`))), "none"),
    ...section("History", view.history.map(entry), "no decision yet"),
  );
  byId("attributes").addEventListener("submit", (event) => event.preventDefault());
  byId("undo").disabled = view.state === "suggested";
}

function stateOf(view) {
  const last = view.history[view.history.length - 1];
  if (view.state === "stale") return "stale: the passage changed since it was decided on";
  return last && view.state !== "suggested" ? `${view.state} by ${last.reviewer}` : view.state;
}

function facts(view) {
  const place = view.is_pdf ? `page ${view.evidence.page}` : `paragraph ${view.evidence.paragraph}`;
  const rows = [["Document", `${view.document}, ${place}`], ["Under", view.evidence.heading ?? "no heading"],
    ["Found by", view.rule === "person" ? "a person, by hand" : `${view.rule}, confidence ${view.confidence.toFixed(2)}`],
    ["Went by", view.cues.join(", ") || "its place"]];
  return element("dl", { class: "facts" }, ...rows.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]));
}

function section(title, items, none) {
  const body = items.length ? element("ul", { class: "plain" }, ...items) : element("p", { class: "note" }, none);
  return [element("h3", {}, title), body];
}

function entry(one) {
  const when = one.decided_at.slice(0, 16).replace("T", " ");
  const changes = Object.entries(one.changes).map(([name, value]) => `${name} = ${value || "not stated"}`).join("; ");
  return element("li", {}, `${when} UTC, ${one.reviewer}: ${one.decision}`, changes ? element("div", { class: "note" }, changes) : null,
    one.note ? element("div", {}, `“${one.note}”`) : null);
}
