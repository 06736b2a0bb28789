// Adding a finding: what was marked, its kind and attributes, a note.

import { byId, element, post } from "./api.js";
import { fieldsOf, valuesOf } from "./form.js";

const dialog = byId("adding");
let marked = null;
let kinds = {};
export const events = { added: () => {}, place: () => null };

export async function open(where) {
  reset();
  dialog.showModal();
  if (where) await take(where);
}

function reset() {
  marked = null;
  byId("add-quote").textContent = "";
  byId("add-words").value = "";
  byId("add-note").value = "";
  byId("add-rest").hidden = true;
  byId("add-by-words").hidden = false;
  byId("add-save").disabled = true;
  blame("");
}

async function take(where) {
  blame("");
  try {
    const body = await post("/api/mark", where);
    marked = body.marked;
    kinds = body.kinds;
  } catch (error) {
    blame(error.message);
    return;
  }
  byId("add-quote").textContent = marked.quote;
  byId("add-by-words").hidden = true;
  byId("add-rest").hidden = false;
  byId("add-kind").replaceChildren(...Object.keys(kinds).map((kind) => element("option", { value: kind }, kind)));
  byId("add-save").disabled = false;
  fields();
  byId("add-kind").focus();
}

function fields() {
  byId("add-fields").replaceChildren(...fieldsOf(kinds[byId("add-kind").value], "add"));
}

function blame(words) {
  byId("add-fault").hidden = !words;
  byId("add-fault").textContent = words;
}

byId("add-kind").addEventListener("change", fields);
byId("add-cancel").addEventListener("click", () => dialog.close());
byId("find-words").addEventListener("click", () => {
  const place = events.place();
  if (place) take({ document: place.document, near: place.start, words: byId("add-words").value });
});
byId("add-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!marked) return;
  try {
    const made = await post("/api/add", {
      document: marked.document, start: marked.start, end: marked.end,
      kind: byId("add-kind").value, values: valuesOf(byId("add-fields")), note: byId("add-note").value,
    });
    dialog.close();
    events.added(made.id);
  } catch (error) {
    blame(error.message);
  }
});
