/* The queue's way out: fetch, locks and store, for pages and service worker alike. No request lives longer than 15
   s, so one that hangs never holds back the rest. */
import * as store from "./store.js";

const PATIENCE = 15_000; // milliseconds
const POST = "/meld/";
const SESSION = "/meld/okt/";
const LOGIN = "/logg-inn/?next=/meld/";
const JSON_ONLY = { Accept: "application/json" };

/** {status, body}; status 0 when nothing, or nothing in time, came back. Body null unless it is JSON. */
async function ask(url, options) {
  try {
    const answer = await fetch(url, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE), ...options });
    const text = await answer.text();
    const json = answer.headers.get("Content-Type")?.includes("json");
    return { status: answer.status, body: json ? JSON.parse(text) : null };
  } catch {
    return { status: 0, body: null };
  }
}

/** {csrf, person} of whoever is logged in, {login} when nobody is, null without network. */
async function session() {
  const { status, body } = await ask(SESSION, { headers: JSON_ONLY });
  if (status === 401) return { login: body?.login ?? LOGIN };
  return status === 200 && body?.person ? body : null;
}

/** The key and the body are the same at every try. The phone's clock goes in a header, so that the server can tell how
    wrong it is and still know the same report again. */
function post(key, fields, csrf) {
  return ask(POST, {
    method: "POST",
    headers: { ...JSON_ONLY, "Idempotency-Key": key, "X-CSRFToken": csrf, "X-Phone-Now": new Date().toISOString() },
    body: new URLSearchParams(fields),
  });
}

/** Hold one report while it is sent, so that two tabs, or a tab and the service worker, never send it at once. False when
    somebody else held it; the patient one waits its turn. */
async function lock(key, patient, work) {
  const options = patient ? { signal: AbortSignal.timeout(PATIENCE + 5_000) } : { ifAvailable: true };
  const held = (ours) => (ours ? Promise.resolve(work()).then(() => true) : false);
  if (!navigator.locks) return held(true);
  return navigator.locks.request(`merkbar-${key}`, options, held).catch((error) => {
    if (error.name !== "TimeoutError" && error.name !== "AbortError") throw error;
    return false;
  });
}

export const io = { ...store, session, post, lock, loginUrl: LOGIN };

/** Tabs and service worker tell each other what was sent, and when somebody has logged out. */
export const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("merkbar") : null;
export const tell = (message) => channel?.postMessage(message);

/** The service worker's cached pages may be about the person: at log-out, or when another logs in, they go. */
export async function forgetPages() {
  if (!globalThis.caches) return;
  for (const name of await caches.keys()) await (await caches.open(name)).delete(POST);
}
