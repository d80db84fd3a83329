"use strict";
// Keeps what is typed into a step while it is typed, as its own button would: for its writer alone, and no part of the draft.
const form = document.querySelector("form[data-keep]");
const PAUSE = 2000;
let timer, busy, changed = false;

async function keep() {
  clearTimeout(timer);
  if (busy || !changed) return;
  changed = false;
  const said = new URLSearchParams(new FormData(form));
  said.set("act", "keep");
  busy = fetch(form.action, { method: "POST", body: said, headers: { "X-Kept-By": "script" }, keepalive: true });
  await busy.catch(() => { changed = true; });
  busy = null;
}

form.addEventListener("input", () => {
  changed = true;
  clearTimeout(timer);
  timer = setTimeout(keep, PAUSE);
});
form.addEventListener("submit", async (event) => {
  clearTimeout(timer);
  changed = false;
  if (!busy) return;
  event.preventDefault(); // what is saved must not be kept again after it
  await busy.catch(() => {});
  form.requestSubmit(event.submitter);
});
document.addEventListener("visibilitychange", () => { if (document.hidden) keep(); });
