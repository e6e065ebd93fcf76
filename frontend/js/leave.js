/* Log-out takes away the key, and with it everything on the phone. So unsent reports are sent first; what still is
   not sent, or only begun, is asked about on the page itself. */
import { button, h } from "./dom.js";
import { forgetPages, io, tell } from "./net.js";
import { mine, round } from "./waiting.js";
import { count, say } from "./words.js";

async function leave(form) {
  const person = await io.recall("person");
  if (person) await io.wipe(person);
  await forgetPages();
  tell({ left: true });
  form.submit();
}

function ask(form, lines, acts) {
  document.getElementById("leave")?.remove();
  const box = h("section", { id: "leave", class: "m-ask", "data-color": "warning", tabindex: "-1", role: "alertdialog",
    "aria-labelledby": "leave-text" },
    h("p", { id: "leave-text" }, lines.join(" ")),
    h("p", { class: "m-row" }, ...acts, button(say("cancel"), () => box.remove(), "tertiary")));
  document.querySelector("[popover]:popover-open")?.hidePopover();
  (document.querySelector("main") ?? document.body).prepend(box);
  box.focus();
}

async function tryToLeave(form) {
  const { own } = await mine();
  if (own.some(({ state }) => state === "waiting")) await round();
  if (!navigator.onLine) return ask(form, [say("leave_offline")], []);
  const unsent = (await mine()).own.length || null;
  const draft = await io.draft(await io.recall("person") ?? "");
  if (!unsent && !draft) return leave(form);
  const lines = [unsent && count("leave", unsent), draft && say("leave_draft")].filter(Boolean);
  return ask(form, lines, [
    unsent && button(say("try_now"), () => tryToLeave(form), "primary"),
    draft && h("a", { class: "ds-button", "data-variant": unsent && "secondary", href: "/meld/" }, say("leave_write")),
    button(say("leave_delete"), () => leave(form)),
  ].filter(Boolean));
}

export function guardLeaving() {
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-logout]");
    if (!form) return;
    event.preventDefault();
    tryToLeave(form).catch(() => form.submit()); // no storage to guard: log out as usual
  });
}
