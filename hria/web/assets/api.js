// Asking the server, and building elements. Text of documents only ever goes in as text.

const csrf = document.querySelector('meta[name="csrf"]').content;

async function answer(response) {
  const body = await response.json().catch(() => ({ error: "hria does not answer as expected", hint: "is it still running?" }));
  if (response.ok) return body;
  const fault = new Error(body.hint ? `${body.error}; ${body.hint}` : body.error);
  fault.status = response.status;
  throw fault;
}

async function asked(address, options) {
  let response;
  try {
    response = await fetch(address, options);
  } catch {
    throw new Error("hria does not answer; is it still running?");
  }
  return answer(response);
}

export const get = (address) => asked(address);

export const post = (address, body) =>
  asked(address, {
    method: "POST",
    headers: { "content-type": "application/json", "x-csrf-token": csrf },
    body: JSON.stringify(body),
  });

export const byId = (id) => document.getElementById(id);

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

export function drawn(name, attributes = {}) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

let quiet = 0;
export function say(words, isFault = false) {
  const place = byId("said");
  place.className = isFault ? "fault" : "";
  place.textContent = words;
  clearTimeout(quiet);
  quiet = setTimeout(() => { place.textContent = ""; }, isFault ? 9000 : 4000);
}

export const fault = (error) => say(error.message, true);
