// The source: a page as a picture with boxes, or a text with marks; and what a person marks there.

import { byId, drawn, element, fault, get } from "./api.js";

const ZOOMS = [0.6, 0.8, 1, 1.25, 1.6, 2, 2.6];
const place = byId("place");
let zoom = Number(sessionStorage.getItem("zoom") ?? 2);
let asText = false;
let shown = null;
let drag = null;
let latest = 0;
export const events = { open: () => {}, marked: () => {}, selected: () => {} };

// Shows where a finding stands. `view` is the finding, or {evidence, is_pdf} of a place without one.
export async function show(view, page = view.evidence.page) {
  const turn = ++latest;
  const isPicture = view.is_pdf && !asText;
  const address = isPicture
    ? `/api/document/${view.evidence.document_id}/page/${page}`
    : `/api/document/${view.evidence.document_id}/text?at=${view.evidence.start}`;
  const body = await get(address);
  if (turn !== latest) return;
  shown = { view, page, body, isPicture };
  tell("");
  if (isPicture) drawPage(); else drawText();
  byId("as-text").hidden = !view.is_pdf;
  for (const id of ["page-back", "page-on", "smaller", "larger"]) byId(id).hidden = !isPicture;
  byId("page-number").textContent = isPicture ? `${page} / ${body.pages}` : "";
  byId("page-back").disabled = page <= 1;
  byId("page-on").disabled = !isPicture || page >= body.pages;
}

export function tell(words) {
  byId("place-said").hidden = !words;
  byId("place-said").textContent = words;
}

function drawPage() {
  const { view, body } = shown;
  const svg = drawn("svg", { viewBox: `0 0 ${body.width} ${body.height}`, role: "img" });
  svg.setAttribute("aria-label", `Page ${body.number} of ${view.document}. ${view.id ? `Marked: ${view.evidence.quote}` : ""}`);
  const picture = drawn("image", { width: body.width, height: body.height });
  picture.addEventListener("error", () => {
    asText = true;
    byId("as-text").setAttribute("aria-pressed", "true");
    show(view).then(() => tell("The page cannot be shown as a picture: its file is gone, changed or locked. This is its text.")).catch(fault);
  });
  svg.append(picture);
  for (const one of body.findings) if (one.id !== view.id) boxes(svg, one.boxes, `box faint ${one.state}`, one);
  const own = view.evidence.regions.filter((region) => region[0] === body.number).map((region) => region[1]);
  boxes(svg, own, "box current");
  svg.addEventListener("pointerdown", startDrag);
  place.replaceChildren(svg);
  setMarking(byId("mark").getAttribute("aria-pressed") === "true");
  fit(picture);
  const first = svg.querySelector(".current");
  if (first) first.scrollIntoView({ block: "center", inline: "nearest" });
  else place.scrollTop = 0;
}

function boxes(svg, list, className, finding) {
  for (const [x0, top, x1, bottom] of list) {
    const rect = drawn("rect", { x: x0 - 1, y: top - 1, width: x1 - x0 + 2, height: bottom - top + 2, rx: 1, class: className });
    if (finding) {
      const title = drawn("title");
      title.textContent = `${finding.kind}, ${finding.state}: ${finding.excerpt}`;
      rect.append(title);
      rect.addEventListener("click", () => { if (!isMarking()) events.open(finding.id); });
    }
    svg.append(rect);
  }
}

function fit(picture = place.querySelector("image")) {
  if (!picture) return;
  const svg = picture.ownerSVGElement;
  const width = Math.round(Math.max(place.clientWidth - 24, 200) * ZOOMS[zoom]);
  svg.style.width = `${width}px`;
  svg.style.height = `${Math.round((width * shown.body.height) / shown.body.width)}px`;
  const { body } = shown;
  const wanted = `/picture/${body.document}/${body.number}.png?width=${step(width * devicePixelRatio)}`;
  if (picture.getAttribute("href") !== wanted) picture.setAttribute("href", wanted);
}

const step = (width) => [900, 1400].find((one) => one >= width * 0.9) ?? 2200;

export function magnify(by) {
  zoom = Math.min(ZOOMS.length - 1, Math.max(0, zoom + by));
  sessionStorage.setItem("zoom", zoom);
  if (shown?.isPicture) fit();
}

export function turn(by) {
  if (shown?.isPicture) show(shown.view, shown.page + by).catch(fault);
}

export function switchText() {
  if (!shown?.view.is_pdf) return;
  asText = !asText;
  byId("as-text").setAttribute("aria-pressed", asText);
  show(shown.view).catch(fault);
}

// Text: spans that begin and end where a mark does.

function drawText() {
  const { view, body } = shown;
  const article = element("article", { class: "text" });
  let page = 0;
  if (body.before !== null) article.append(windowButton("Show what stands before", body.before));
  for (const block of body.blocks) {
    if (block.page !== page && view.is_pdf) article.append(element("div", { class: "page" }, `Page ${block.page}`));
    page = block.page;
    article.append(blockOf(block, body.marks, view));
  }
  if (body.after !== null) article.append(windowButton("Show what follows", body.after));
  place.replaceChildren(article);
  const mark = article.querySelector("mark");
  if (mark) mark.scrollIntoView({ block: "center" });
}

function windowButton(label, at) {
  return element("button", { type: "button", onclick: () => show({ ...shown.view, id: shown.view.id, evidence: { ...shown.view.evidence, start: at, regions: [], shownStart: shown.view.evidence.shownStart ?? shown.view.evidence.start } }).catch(fault) }, label);
}

function blockOf(block, marks, view) {
  const name = block.kind === "heading" ? "h3" : "p";
  const made = element(name, { class: block.kind === "table_cell" ? "cell" : null });
  const start = view.evidence.shownStart ?? view.evidence.start;
  const own = view.id ? { id: view.id, start, end: view.evidence.end } : null;
  const here = [...marks.filter((mark) => mark.id !== view.id), ...(own ? [own] : [])]
    .filter((mark) => mark.start < block.end && mark.end > block.start);
  const cuts = new Set([block.start, block.end]);
  for (const mark of here) {
    cuts.add(Math.max(mark.start, block.start));
    cuts.add(Math.min(mark.end, block.end));
  }
  const characters = Array.from(block.text);
  const sortedCuts = [...cuts].sort((a, b) => a - b);
  for (let number = 0; number + 1 < sortedCuts.length; number++) {
    const [from, to] = [sortedCuts[number], sortedCuts[number + 1]];
    const covering = here.filter((mark) => mark.start <= from && mark.end >= to);
    const isOwn = own && covering.includes(own);
    const tag = isOwn ? "mark" : "span";
    const words = characters.slice(from - block.start, to - block.start).join("");
    made.append(element(tag, { "data-start": from, class: !isOwn && covering.length ? "faint" : null }, words));
  }
  return made;
}

// The offsets, in characters, of what is selected in the text; null where nothing is.
export function selection() {
  const chosen = document.getSelection();
  if (!chosen || chosen.isCollapsed || !place.contains(chosen.anchorNode) || !place.contains(chosen.focusNode)) return null;
  const range = chosen.getRangeAt(0);
  const from = offsetOf(range.startContainer, range.startOffset);
  const to = offsetOf(range.endContainer, range.endOffset);
  return from !== null && to !== null && from < to ? { document: shown.view.evidence.document_id, start: from, end: to } : null;
}

function offsetOf(node, offset) {
  if (node.nodeType !== Node.TEXT_NODE) {
    // A border of elements: the first text after it, or the end of the last before it.
    const after = node.childNodes[offset];
    const next = after?.nodeType === Node.ELEMENT_NODE ? (after.matches("[data-start]") ? after : after.querySelector("[data-start]")) : null;
    if (next) return Number(next.dataset.start);
    const inside = node.querySelectorAll?.("[data-start]") ?? [];
    const last = inside[inside.length - 1];
    return last ? Number(last.dataset.start) + Array.from(last.textContent).length : null;
  }
  const span = node.parentElement.closest("[data-start]");
  return span ? Number(span.dataset.start) + Array.from(node.data.slice(0, offset)).length : null;
}

document.addEventListener("selectionchange", () => { if (shown && !shown.isPicture) events.selected(selection()); });

// Dragging a box over a page.

const isMarking = () => place.querySelector("svg")?.classList.contains("marking") ?? false;

export function setMarking(isOn) {
  byId("mark").setAttribute("aria-pressed", isOn);
  place.querySelector("svg")?.classList.toggle("marking", isOn);
}

export const current = () => shown;

function startDrag(event) {
  if (!isMarking() || event.button !== 0) return;
  event.preventDefault();
  const svg = event.currentTarget;
  drag = { svg, from: pointOf(svg, event), rect: drawn("rect", { class: "box drag" }) };
  svg.append(drag.rect);
  svg.setPointerCapture(event.pointerId);
  svg.addEventListener("pointermove", moveDrag);
  svg.addEventListener("pointerup", endDrag, { once: true });
  svg.addEventListener("pointercancel", cancelDrag, { once: true });
}

function moveDrag(event) {
  const [x0, top, x1, bottom] = boxTo(event);
  for (const [name, value] of Object.entries({ x: x0, y: top, width: x1 - x0, height: bottom - top })) drag.rect.setAttribute(name, value);
}

function endDrag(event) {
  const box = boxTo(event);
  cancelDrag();
  if (box[2] - box[0] > 2 && box[3] - box[1] > 2) events.marked({ document: shown.body.document, page: shown.body.number, box });
}

function cancelDrag() {
  drag.svg.removeEventListener("pointermove", moveDrag);
  drag.rect.remove();
}

function boxTo(event) {
  const to = pointOf(drag.svg, event);
  return [Math.min(drag.from.x, to.x), Math.min(drag.from.y, to.y), Math.max(drag.from.x, to.x), Math.max(drag.from.y, to.y)];
}

function pointOf(svg, event) {
  return new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
}

addEventListener("resize", () => { if (shown?.isPicture) fit(); });
