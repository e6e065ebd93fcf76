/* What the person sees of the queue: the band on every page, the list on «Mine meldinger», and the rounds of
   sending: at opening, when the network comes back, and again and again while something waits. */
import { button, h, icon, moment, receipt } from "./dom.js";
import { channel, forgetPages, io, tell } from "./net.js";
import { flush, inOrder } from "./queue.js";
import { count, say } from "./words.js";

const PAUSES = [5_000, 15_000, 30_000, 60_000]; // milliseconds before the next round, longer while nothing gets through
const SHOWN = 90; // letters of a report in the list
let timer = 0;
let tries = 0;
let last = { sent: [], login: null };

export const mendAddress = (key) => `/meld/#rett=${key}`;

/** Who is logged in, as far as the phone knows. A new person: the pages kept for the former one go. */
export async function settle(person) {
  const known = await io.recall("person");
  if (!person || person === known) return known;
  await io.remember("person", person);
  if (known) await forgetPages();
  navigator.serviceWorker?.ready.then(({ active }) => active.postMessage({ warm: true }));
  return person;
}

export async function mine() {
  const person = await io.recall("person");
  const all = inOrder(await io.reports());
  const by = (own) => all.filter((report) => (report.person === person) === own);
  return { own: by(true), others: by(false) };
}

function bandText({ own, others }, reportForm) {
  const waiting = own.filter(({ state }) => state === "waiting").length;
  const refused = own.filter(({ state, key }) => state === "refused" && key !== reportForm?.dataset.mends);
  if (!navigator.onLine && reportForm) return [say("offline")];
  if (waiting && last.login) return [count("login", waiting), " ", h("a", { href: last.login }, say("login"))];
  if (refused.length) {
    return [count("refused", refused.length), " ", h("a", { href: mendAddress(refused[0].key) }, say("edit"))];
  }
  if (waiting) return [count("waiting", waiting)];
  if (others.length) return [count("others", others.length)];
  return last.sent.length ? [count("sent", last.sent.length)] : null;
}

async function line(report) {
  const fields = report.state === "unreadable" ? null : await io.fieldsOf(report);
  const words = fields?.what ?? "";
  const state = fields ? report.state : "unreadable";
  const act = {
    waiting: () => button(say("try_now"), () => round()),
    refused: () =>
      h("a", { class: "ds-button", "data-variant": "secondary", href: mendAddress(report.key) }, say("edit")),
    unreadable: () => button(say("delete"), () => io.removeReport(report.key).then(draw)),
  }[state];
  const about = [say(`state_${state}`), moment(report.at), say("receipt", { text: receipt(report.key) })];
  return h("li", { class: "m-stack-sm" },
    h("p", {}, words.length > SHOWN ? `${words.slice(0, SHOWN).trimEnd()} …` : words),
    h("p", { class: "m-meta" }, about.join("\u00a0· ")),
    ...(report.errors ?? []).map(({ detail }) => h("p", { class: "ds-validation-message" }, detail)),
    h("p", { class: "m-row" }, act()));
}

/** Draw band and list from what the phone holds. */
export async function draw() {
  const held = await mine();
  const band = document.getElementById("band");
  if (band) {
    const text = bandText(held, document.getElementById("meld"));
    band.hidden = !text;
    const sign = icon(navigator.onLine ? "clock" : "offline");
    band.replaceChildren(...(text ? [sign ?? "", h("span", {}, ...text)] : []));
  }
  const list = document.querySelector("ul[data-mine]");
  if (list) {
    list.replaceChildren(...(await Promise.all(held.own.map((report) => line(report)))));
    (list.closest("[data-mine-section]") ?? list).hidden = !held.own.length;
  }
}

/** News for this page, whoever brings it: its own round, another tab or the service worker. */
const announce = (detail) => document.dispatchEvent(new CustomEvent("merkbar", { detail }));

/** One round of sending, then draw. The next follows by itself while something waits and somebody is logged in. */
export async function round(wanted = null) {
  clearTimeout(timer);
  const result = await flush(io, wanted);
  last = result;
  for (const { key, url } of result.sent) {
    tell({ sent: key, url });
    announce({ sent: key, url });
  }
  tries = result.sent.length ? 0 : tries + 1;
  const pause = PAUSES[Math.min(tries, PAUSES.length) - 1] ?? PAUSES[0];
  if (result.later && !result.login) timer = setTimeout(() => round(), pause);
  // The server's own list stands beside ours: fetch it again with what just arrived.
  if (result.sent.length && document.querySelector("ul[data-mine]")) location.reload();
  await draw();
  return result;
}

/** Ask the browser to send also when no page is open, where it can. */
export async function askForSync() {
  const { sync } = (await navigator.serviceWorker?.ready) ?? {};
  await sync?.register("merkbar").catch(() => {});
}

export function begin() {
  navigator.serviceWorker?.register("/sw.js").catch(() => {});
  addEventListener("online", () => {
    tries = 0;
    round();
  });
  addEventListener("offline", () => draw());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && round());
  channel?.addEventListener("message", ({ data }) => {
    announce(data);
    draw();
  });
  return round();
}

export const able = () =>
  isSecureContext && "indexedDB" in globalThis && Boolean(crypto.subtle) && "timeout" in AbortSignal;
