// The attributes of a finding as fields, and what was changed in them.

import { element } from "./api.js";

const HINTS = { list: "several with commas", target: "a number and what it counts: 25000 women, 100 %" };

export function fieldsOf(fields, prefix) {
  return fields.map((field) => field.type === "choices" ? choices(field, prefix) : single(field, prefix));
}

function single(field, prefix) {
  const id = `${prefix}-${field.name}`;
  const hint = HINTS[field.type];
  const wrap = element("div", { class: "field", "data-name": field.name, "data-before": field.value },
    element("label", { for: id }, field.label), control(field, id, hint ? `${id}-hint` : null),
    hint ? element("div", { class: "note", id: `${id}-hint` }, hint) : null);
  wrap.addEventListener("input", () => wrap.classList.toggle("changed", valueOf(wrap) !== field.value));
  return wrap;
}

function control(field, id, hint) {
  if (field.type === "fixed") return element("output", { id, class: "note" }, field.value || "not stated");
  if (field.type === "choice" || field.type === "yes_no") {
    const options = field.type === "yes_no" ? [{ value: "yes", label: "yes" }, { value: "no", label: "no" }] : field.options;
    const select = element("select", { id, "data-value": true },
      field.is_required ? null : element("option", { value: "" }, "not stated"),
      ...options.map((one) => element("option", { value: one.value }, one.label)));
    select.value = field.value;
    return select;
  }
  if (field.type === "text" && field.value.length > 40) {
    const area = element("textarea", { id, rows: 3, "data-value": true });
    area.value = field.value;
    return area;
  }
  const type = field.type === "date" ? "date" : "text";
  const input = element("input", { id, type, "data-value": true, "aria-describedby": hint,
    inputmode: field.type === "number" ? "decimal" : null });
  input.value = field.value;
  return input;
}

function choices(field, prefix) {
  const given = new Set(field.value.split(",").map((one) => one.trim()).filter(Boolean));
  const boxes = field.options.map((one) => {
    const box = element("input", { type: "checkbox", value: one.value });
    box.checked = given.has(one.value);
    return element("label", {}, box, ` ${one.label}`);
  });
  const said = () => [...wrap.querySelectorAll("input:checked")].map((box) => box.parentElement.textContent.trim()).join(", ") || "not stated";
  const summary = element("summary");
  const wrap = element("fieldset", { class: "field", "data-name": field.name, "data-before": field.value },
    element("legend", {}, field.label), element("details", {}, summary, element("div", { class: "choices" }, ...boxes)));
  summary.textContent = said();
  wrap.addEventListener("input", () => {
    summary.textContent = said();
    wrap.classList.toggle("changed", sorted(valueOf(wrap)) !== sorted(field.value));
  });
  return wrap;
}

const sorted = (list) => list.split(", ").sort().join(", ");

function valueOf(wrap) {
  if (wrap.tagName === "FIELDSET") return [...wrap.querySelectorAll("input:checked")].map((box) => box.value).join(", ");
  const input = wrap.querySelector("[data-value]");
  return input ? input.value : wrap.dataset.before;
}

// What was given; what was left empty is not stated.
export function valuesOf(place) {
  return Object.fromEntries([...place.querySelectorAll(".field")]
    .filter((wrap) => wrap.tagName === "FIELDSET" || wrap.querySelector("[data-value]"))
    .map((wrap) => [wrap.dataset.name, valueOf(wrap)]).filter(([, value]) => value.trim() !== ""));
}

export function changesOf(place) {
  return Object.fromEntries([...place.querySelectorAll(".field.changed")].map((wrap) => [wrap.dataset.name, valueOf(wrap)]));
}
