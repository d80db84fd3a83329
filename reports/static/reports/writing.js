"use strict";
// Saves a part of a report while it is written, as its own button would, and shows what the check says then.
const form = document.querySelector("form[data-saves]");
const told = document.querySelector("#saved");
const PAUSE = 2500;
let timer, busy, changed = false;

async function send() {
  const said = new URLSearchParams(new FormData(form));
  said.set("go", "stay");
  try {
    const answer = await fetch(location.href, { method: "POST", body: said, keepalive: true });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector("#saved");
    told.textContent = now ? now.textContent : form.dataset.offline;
    if (!answer.ok || !now) return;
    for (const one of ["#standing", ".steps"]) document.querySelector(one).replaceWith(page.querySelector(one));
    for (const name of ["revision", "row"]) {
      const value = page.querySelector(`[name=${name}]`)?.value;
      for (const one of document.querySelectorAll(`[name=${name}]`)) one.value = value;
    }
  } catch {
    told.textContent = form.dataset.offline;
  }
}

async function save() {
  clearTimeout(timer);
  if (busy || !changed) return;
  changed = false;
  told.textContent = form.dataset.saving;
  busy = send();
  await busy;
  busy = null;
  if (changed) timer = setTimeout(save, PAUSE);
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
