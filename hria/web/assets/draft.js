// The draft: a sentence shows its sources beside it, a gap its form. Without this script the links lead below.

import { byId, element, fault, post, say } from "./api.js";

const beside = byId("beside");

function show(link, title, ...parts) {
  for (const other of document.querySelectorAll(".chosen")) other.classList.remove("chosen");
  link.classList.add("chosen");
  const back = element("button", { type: "button", onclick: () => link.focus() }, "Back to the text");
  const head = element("h2", { tabindex: "-1" }, title);
  beside.replaceChildren(head, ...parts, back);
  head.focus({ preventScroll: true });
  beside.scrollTop = 0;
}

function copyOf(id) {
  const copy = byId(id).cloneNode(true);
  copy.removeAttribute("id");
  copy.removeAttribute("tabindex");
  return copy;
}

function sources(link) {
  const labels = link.dataset.sources.split(" ");
  show(link, labels.length === 1 ? "Source" : `${labels.length} sources`, ...labels.map((label) => copyOf(`source-${label}`)));
}

function gap(link) {
  const form = copyOf(`gap-${link.dataset.gap}`);
  for (const [name, id] of [["to", "beside-to"], ["note", "beside-note"]]) {
    const input = form.elements[name];
    form.querySelector(`label[for="${CSS.escape(input.id)}"]`).htmlFor = id;
    input.id = id;
    input.value = byId(`gap-${link.dataset.gap}`).elements[name].value;
  }
  show(link, "Gap", form);
}

async function save(form) {
  const { gap: key, report, variant } = form.dataset;
  const body = { gap: key, report, variant, to: form.elements.to.value, note: form.elements.note.value };
  try {
    const kept = await post("/api/assign", body);
    for (const other of document.querySelectorAll(`form[data-gap="${CSS.escape(key)}"]`)) {
      other.elements.to.value = kept.to;
      other.elements.note.value = kept.note;
    }
    for (const link of document.querySelectorAll(`a[data-gap="${CSS.escape(key)}"]`)) link.classList.toggle("assigned", kept.to !== "");
    say(kept.to ? `Assigned to ${kept.to}.` : "Assigned to nobody.");
  } catch (error) {
    fault(error);
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.cited, a.gap");
  if (!link || getComputedStyle(beside).display === "none") return;
  event.preventDefault();
  if (link.classList.contains("gap")) gap(link); else sources(link);
});
document.addEventListener("submit", (event) => {
  const form = event.target.closest("form.gap-form");
  if (!form) return;
  event.preventDefault();
  save(form);
});
