/* The report form as plain fields and back: reading it, filling it with a draft, saying what must be mended. */
import { h } from "./dom.js";
import { localIso, occurredAt, written } from "./when.js";
import { say } from "./words.js";

const NOT_FIELDS = new Set(["csrfmiddlewaretoken", "key"]);
const STALE = 2 * 60 * 60 * 1000; // milliseconds: after two hours «Nå» in a draft is no longer now

/** What stands in the form, word for word. A type chosen before the area was changed is out of sight and left out. */
export function read(form) {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    const chosen = form.querySelector(`[type=radio][name="${CSS.escape(name)}"]:checked`);
    const seen = !chosen || chosen.getClientRects().length;
    if (typeof value === "string" && seen && !NOT_FIELDS.has(name)) fields[name] = value || fields[name] || "";
  }
  return fields;
}

export function fill(form, fields) {
  for (const control of form.elements) {
    const value = fields[control.name];
    if (NOT_FIELDS.has(control.name) || control.type === "hidden") continue;
    if (control.type === "radio" || control.type === "checkbox") control.checked = value === control.value;
    else if (value !== undefined) control.value = value;
  }
}

/** A draft comes back as it was, but «Nå» from hours ago becomes the hour it was written. */
export function fillDraft(form, { at, fields }, now) {
  const stale = fields.when === "now" && now - at > STALE;
  fill(form, stale ? { ...fields, when: "other", occurred_at: written(new Date(at)) } : fields);
}

/** A report the server sent back, with its time as text again. */
export function fillReport(form, fields) {
  fill(form, { ...fields, when: "other", occurred_at: written(new Date(fields.occurred_at)) });
}

/** The fields as they are sent: {fields} or {errors}. All that depends on the moment is settled here, once. */
export function finish(fields, now, more) {
  const happened = occurredAt(fields.when, fields.occurred_at, now);
  const wrong = [
    [!fields.what?.trim(), "what", "what_missing"],
    [!happened, "occurred_at", "when_unread"],
    [happened > now, "occurred_at", "when_future"],
    [fields.unit === "", "unit", "unit_missing"],
  ].filter(([holds]) => holds);
  if (wrong.length) return { errors: wrong.map(([, pointer, name]) => ({ pointer, detail: say(name) })) };
  return { fields: { ...fields, ...more, occurred_at: localIso(happened), written_at: localIso(now) } };
}

const first = (control) => (control instanceof RadioNodeList ? control[0] : control);

export function showErrors(form, errors) {
  form.querySelectorAll("[data-error]").forEach((old) => old.remove());
  form.querySelectorAll("[aria-invalid]").forEach((old) => old.removeAttribute("aria-invalid"));
  const told = errors.length ? errors : [{ pointer: "", detail: say("refused_unclear") }];
  const links = told.map(({ pointer, detail }) => {
    const control = first(form.elements[String(pointer).replace(/^\//, "")]);
    if (!control) return h("li", {}, detail);
    control.id ||= `felt-${control.name}`;
    control.setAttribute("aria-invalid", "true");
    const message = h("p", { class: "ds-validation-message", "data-error": true, id: `feil-${control.name}` }, detail);
    control.setAttribute("aria-describedby", [...describing(control), message.id].join(" "));
    control.closest("details")?.setAttribute("open", "");
    (control.closest("fieldset, .ds-field") ?? control.parentElement).append(message);
    return h("li", {}, h("a", { href: `#${control.id}` }, detail));
  });
  const summary = h("div", { class: "ds-error-summary", role: "alert", tabindex: "-1", "data-error": true },
    h("h2", { class: "ds-heading", "data-size": "2xs" }, say("errors")), h("ul", {}, ...links));
  form.prepend(summary);
  summary.focus();
}

const describing = (control) =>
  (control.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && !id.startsWith("feil-"));
