"use strict";
// A form that sends a file shows how far it has come. Without this script it is sent as any other form.
for (const form of document.querySelectorAll("form[data-uploads]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const bar = form.querySelector("progress");
    const button = form.querySelector("button");
    const sending = new XMLHttpRequest();
    const over = () => { bar.hidden = true; button.disabled = false; };
    sending.upload.addEventListener("progress", (now) => {
      if (now.lengthComputable) bar.value = 100 * now.loaded / now.total;
    });
    sending.addEventListener("load", () => {
      if (sending.status < 400) return void location.assign(sending.responseURL);
      const told = new DOMParser().parseFromString(sending.responseText, "text/html").querySelector("[role=alert]");
      over();
      document.querySelector("main [role=alert]")?.remove();
      if (!told) return void form.submit();
      form.before(told);
      told.focus();
    });
    sending.addEventListener("error", () => { over(); form.submit(); });
    sending.open("POST", form.action);
    bar.hidden = false;
    button.disabled = true;
    sending.send(new FormData(form));
  });
}
