/* The report page. Without this script the form is an ordinary one. With it the report is first laid safe on the
   phone, then sent: now if there is network, otherwise by itself later. The draft saves itself while one writes. */
import { button, h, icon, moment, receipt } from "./dom.js";
import { fillDraft, fillReport, finish, read, showErrors } from "./form.js";
import { personalData } from "./hint.js";
import { io } from "./net.js";
import { able, askForSync, begin, draw, round, settle } from "./waiting.js";
import { say } from "./words.js";

const REPORT = "/meld/";
const DRAFT_AFTER = 400; // milliseconds of rest before the draft is saved
const HINT_AFTER = 700; // … and before the hint speaks
const HINTS = 3; // so many at a time: the rest when these are gone
const PATIENCE = 6_000; // milliseconds the sender waits before the phone says «lagret»; the sending goes on behind it

const ELSEWHERE = 1_000; // milliseconds to hear the address of a receipt from the tab or worker that sent the report

const form = document.getElementById("meld");
let person = null;
let pressed = null; // the key of the report last sent from this page
let busy = false;
let leaving = false; // on the way to the receipt: a tap more does nothing, and Back does not meet the sent text
let draftTimer = 0;
let saving = Promise.resolve(); // the draft being written: a sent report must not be overtaken by its own draft

function hintUnder(field) {
  const hint = h("p", { class: "m-hint", "aria-live": "polite" });
  field.after(hint);
  let timer = 0;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const found = personalData(field.value).slice(0, HINTS);
      const text = found.map((hit) => say(`hint_${hit.kind}`, { text: hit.text })).join(" ");
      if (hint.textContent !== text) hint.textContent = text;
    }, HINT_AFTER);
  });
}

const begun = ({ what, immediate_action: action, area }) => Boolean(what?.trim() || action?.trim() || area);

function saveDraft() {
  clearTimeout(draftTimer);
  draftTimer = 0;
  if (busy || form.dataset.mends || !person) return undefined;
  const fields = read(form);
  saving = (begun(fields) ? io.saveDraft(person, fields, Date.now()) : io.dropDraft(person)).catch(() => {});
  return saving;
}

/** The form now mends a report the server sent back: sending it again takes the old one's place. */
function askToMend(key, errors) {
  form.dataset.mends = key;
  showErrors(form, errors);
  return draw();
}

async function restore() {
  const key = new URLSearchParams(location.hash.slice(1)).get("rett");
  const sentBack = key ? await io.report(key) : null;
  if (sentBack?.person === person && sentBack.state === "refused") {
    fillReport(form, await io.fieldsOf(sentBack));
    askToMend(key, sentBack.errors);
    return;
  }
  const draft = await io.draft(person);
  if (!draft || begun(read(form))) return;
  fillDraft(form, draft, Date.now());
  const startAfresh = async () => {
    await io.dropDraft(person);
    form.reset();
    note.remove();
  };
  const clear = button(say("draft_clear"), startAfresh, "tertiary");
  const note = h("p", { class: "m-row m-meta" }, h("span", {}, say("draft", { time: moment(draft.at) })), clear);
  (document.querySelector(".m-head") ?? form.parentElement).append(note);
}

function showSaved(key, login) {
  const row = (term, detail) => [h("dt", {}, say(term)), h("dd", {}, detail)];
  const sign = icon(login ? "lock" : "offline");
  const title = h("h1", { class: "ds-heading", "data-size": "sm", tabindex: "-1" }, say("saved_title"));
  const link = (href, words, variant) => h("a", { class: "ds-button", href, "data-variant": variant }, say(words));
  const main = document.querySelector("main");
  main.replaceChildren(
    h("div", { class: "m-stack" },
      sign && h("p", { class: "m-tone m-big", "data-color": "neutral" }, sign),
      title,
      h("p", { class: "m-lead" }, say(login ? "saved_login" : "saved_lead")),
      h("dl", { class: "m-dl" },
        ...row("saved_receipt", receipt(key)),
        ...row("saved_status", say(login ? "saved_needs_login" : "saved_waiting")),
        ...row("saved_answer", say("saved_answer_when")))),
    h("p", { class: "m-row m-noprint m-gap" },
      login ? link(login, "login", null) : link(form.dataset.mineUrl ?? "/", "mine", null),
      link("/meld/", "another", "secondary")));
  document.title = `${say("saved_title")} – Merkbar`;
  title.focus();
  scrollTo(0, 0);
}

/** To the server's receipt, but never to another site. */
function showSent(url) {
  const receiptPage = new URL(url ?? "/", location.href);
  if (receiptPage.origin !== location.origin) return;
  leaving = true;
  form.reset();
  location.assign(receiptPage);
}

function label() {
  const send = form.querySelector("[type=submit]");
  send.dataset.own ??= send.textContent; // the page's own word, in the page's language
  send.textContent = busy ? say("sending") : navigator.onLine ? send.dataset.own : say("send_offline");
}

/** What became of the report just sent, whoever sent it: this page, another tab or the service worker. */
async function conclude(key, result) {
  const held = await io.report(key);
  if (!held) return setTimeout(() => leaving || showSent(form.dataset.mineUrl), ELSEWHERE);
  if (held.state === "refused" && form.isConnected) return askToMend(key, held.errors);
  return form.isConnected && showSaved(key, result.login);
}

/** Lay it safe, then send. A storage that refuses leaves the ordinary way: the browser posts the form itself. */
async function send() {
  const key = crypto.randomUUID();
  const now = new Date();
  const channel = matchMedia("(pointer: coarse)").matches ? "phone" : "pc";
  const more = { device: await io.device().catch(() => ""), channel };
  const { errors, fields } = finish(read(form), now, more);
  if (errors) return showErrors(form, errors);
  await saving;
  try {
    await io.keep({ key, person, at: now.getTime(), fields, mends: form.dataset.mends });
  } catch {
    form.elements.key.value = key;
    return form.submit();
  }
  pressed = key;
  navigator.storage?.persist?.();
  askForSync();
  if (!navigator.onLine) return showSaved(key, null);
  const sending = round(key).then((result) => conclude(key, result));
  const enough = new Promise((resolve) => setTimeout(resolve, PATIENCE, "late"));
  if ((await Promise.race([sending, enough])) === "late" && form.isConnected) showSaved(key, null);
  return sending;
}

function rest() {
  busy = leaving;
  label();
}

/** A button with a name («Lagre utkast») is the server's; then the phone's own draft goes. Without network it stays. */
function leaveToServer(event) {
  if (!navigator.onLine) {
    event.preventDefault();
    return saveDraft();
  }
  clearTimeout(draftTimer);
  busy = true;
  return io.dropDraft(person);
}

function listen() {
  form.addEventListener("submit", (event) => {
    if (event.submitter?.name) return leaveToServer(event);
    event.preventDefault();
    if (busy) return;
    busy = true;
    clearTimeout(draftTimer);
    label();
    send().finally(rest);
  });
  form.addEventListener("input", () => {
    clearTimeout(draftTimer);
    draftTimer = setTimeout(saveDraft, DRAFT_AFTER);
  });
  const now = () => draftTimer && saveDraft();
  addEventListener("pagehide", now);
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    leaving = false;
    rest();
  });
  document.addEventListener("visibilitychange", now);
  for (const change of ["online", "offline"]) addEventListener(change, label);
  document.addEventListener("merkbar", ({ detail }) => {
    if (detail.sent && detail.sent === pressed) showSent(detail.url);
    if (detail.left) person = null; // logged out in another tab: nothing more is saved here …
    if (detail.left) setTimeout(() => location.reload(), ELSEWHERE); // … and the log-in page comes
  });
}

/** The page says who it was made for. If it does not, the server is asked, so that nobody meets another's draft. */
async function whoWrites() {
  const named = document.body.dataset.person ?? form.dataset.person;
  return settle(named ?? (navigator.onLine ? (await io.session())?.person : null));
}

async function start() {
  person = await whoWrites();
  if (!person) return; // nobody to write as: the form stays an ordinary one
  listen();
  await restore();
  label();
  await begin();
}

for (const field of form?.querySelectorAll("textarea, [name=immediate_action]") ?? []) hintUnder(field);
// The same template mends a draft kept on the server, at another address: that one stays an ordinary form.
const here = location.pathname === (form?.dataset.post ?? REPORT);
if (form && here && able()) start().catch(() => {}); // a browser that refuses storage keeps the ordinary form
