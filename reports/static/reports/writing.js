"use strict";
// Saves a part of a report while it is written, as its own button would, and shows what the check says then.
const form = document.querySelector("form[data-saves]");
const told = document.querySelector("#saved");
const PAUSE = 2500, LATER = 30000, MOST = 60000;
let timer, busy, changed = false;

function post() {
  const said = new URLSearchParams(new FormData(form));
  said.set("go", "stay");
  const keepalive = said.toString().length < MOST; // what is longer cannot outlive its page
  return fetch(location.href, { method: "POST", body: said, keepalive });
}

// Who has signed in anew in another window has another token; the page that is asked for again has it.
async function renewed() {
  const answer = await fetch(location.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector("form[data-saves] [name=csrfmiddlewaretoken]")?.value;
  if (token) for (const one of document.querySelectorAll("[name=csrfmiddlewaretoken]")) one.value = token;
  return Boolean(token);
}

// Whether it is to be tried again by itself.
async function send() {
  try {
    let answer = await post();
    if (answer.status === 403 && await renewed()) answer = await post();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector("#saved");
    const { signedOut, offline } = form.dataset;
    told.textContent = now ? now.textContent : answer.status === 403 ? signedOut : offline;
    if (!now || !answer.ok) return !now && answer.status !== 403;
    for (const one of ["#standing", ".steps"]) document.querySelector(one).replaceWith(page.querySelector(one));
    for (const name of ["revision", "row"]) {
      const value = page.querySelector(`[name=${name}]`)?.value;
      for (const one of document.querySelectorAll(`[name=${name}]`)) one.value = value;
    }
  } catch {
    told.textContent = form.dataset.offline;
    return true;
  }
  return false;
}

async function save() {
  clearTimeout(timer);
  if (busy || !changed) return;
  changed = false;
  told.textContent = form.dataset.saving;
  busy = send();
  const again = await busy;
  busy = null;
  if (changed || again) timer = setTimeout(save, changed ? PAUSE : LATER);
  changed ||= again;
}

if (form) {
  form.addEventListener("input", () => {
    changed = true;
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  form.addEventListener("submit", async (event) => {
    clearTimeout(timer);
    changed = false;
    if (!busy) return;
    event.preventDefault();
    await busy;
    form.requestSubmit(event.submitter);
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
}
