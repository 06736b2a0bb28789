// Severity ratings: saved one issue at a time; the matrix and the ranking are drawn anew after each.

import { byId, drawn, element, fault, get, post, say } from "./api.js";

const CELL = 62;
const LEFT = 34;
const number = (value) => (value ? Number(value) : null);

function matrix(issues) {
  const size = LEFT + 5 * CELL + 8;
  const svg = drawn("svg", { viewBox: `0 0 ${size} ${size + 16}`, role: "img" });
  const placed = issues.filter((one) => one.severity !== null && one.likelihood !== null);
  svg.setAttribute("aria-label", `Severity upwards, likelihood to the right. ${placed.map((one) => `${one.name}: severity ${one.severity}, likelihood ${one.likelihood}`).join(". ")}`);
  for (let severity = 1; severity <= 5; severity++) {
    for (let likelihood = 1; likelihood <= 5; likelihood++) {
      const [x, y] = [LEFT + (likelihood - 1) * CELL, (5 - severity) * CELL + 4];
      svg.append(drawn("rect", { x, y, width: CELL, height: CELL, class: `cell heat${Math.min(4, Math.floor((2 * severity + likelihood - 3) / 3))}` }));
      const here = placed.filter((one) => one.severity === severity && one.likelihood === likelihood);
      here.forEach((one, place) => {
        const [cx, cy] = [x + 12 + (place % 3) * 19, y + 12 + Math.floor(place / 3) * 19];
        svg.append(drawn("circle", { cx, cy, r: 9, class: "point" }), words(one.rank, cx, cy + 4, "on-point", one.name));
      });
    }
    svg.append(words(severity, LEFT - 10, (5.5 - severity) * CELL + 8), words(severity, LEFT + (severity - 0.5) * CELL, 5 * CELL + 20));
  }
  const upwards = words("Severity", 10, 2.5 * CELL);
  upwards.setAttribute("transform", `rotate(-90 10 ${2.5 * CELL})`);
  svg.append(upwards, words("Likelihood", LEFT + 2.5 * CELL, 5 * CELL + 38));
  byId("matrix").replaceChildren(svg);
  const open = issues.length - placed.length;
  if (open) byId("matrix").append(element("p", { class: "note" }, `${open} of ${issues.length} issues have no place in it: they are not fully rated.`));
}

function words(text, x, y, className = "", title = "") {
  const made = drawn("text", { x, y, class: className, "text-anchor": "middle" });
  made.textContent = text;
  if (title) { const name = drawn("title"); name.textContent = title; made.append(name); }
  return made;
}

function ranking(issues) {
  byId("ranking").tBodies[0].replaceChildren(...issues.map((one) => element("tr", {},
    element("td", {}, `${one.rank}`), element("th", { scope: "row" }, one.name),
    element("td", {}, one.severity === null ? "not rated" : `${one.severity}`), element("td", {}, one.likelihood === null ? "not rated" : `${one.likelihood}`),
    element("td", {}, one.reaches.filter((reach) => reach.best !== reach.worst).map((reach) => `${reach.dimension}: ${reach.best} to ${reach.worst}`).join("; ") || "no single rating moves it"))));
}

function show({ issues }) {
  matrix(issues);
  ranking(issues);
  for (const one of issues) {
    const form = document.querySelector(`form[data-category="${CSS.escape(one.category)}"]`);
    if (form) form.dataset.seen = one.mark;
  }
}

async function save(form) {
  const given = new FormData(form);
  const body = { category: form.dataset.category, seen: form.dataset.seen, rationale: given.get("rationale") };
  for (const name of ["scale", "scope", "irremediability", "likelihood"]) body[name] = number(given.get(name));
  const blame = form.querySelector(".fault");
  blame.hidden = true;
  try {
    const seen = new Map([...document.querySelectorAll("form.issue")].map((one) => [one, one.dataset.seen]));
    const answer = await post("/api/rating", body);
    show(answer);
    // What others set meanwhile was not looked at here: their forms keep what they showed.
    for (const [other, mark] of seen) if (other !== form) other.dataset.seen = mark;
    say("Saved to assessment.toml.");
  } catch (error) {
    blame.textContent = error.message;
    blame.hidden = false;
    form.querySelector("textarea").focus();
  }
}

for (const form of document.querySelectorAll("form.issue")) {
  form.addEventListener("submit", (event) => { event.preventDefault(); save(form); });
}
get("/api/ratings").then(({ issues }) => { matrix(issues); ranking(issues); }).catch(fault);
