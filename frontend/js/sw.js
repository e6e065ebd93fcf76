/* The service worker: keeps the report page and what it needs on the phone, and sends waiting reports when the
   network comes back with no page open. It keeps two pages only, /meld/ and /uten-nett/, and our own static files:
   never a page with other people's data. VERSION is put in by the build and changes with any file. */
import { io, tell } from "./net.js";
import { flush } from "./queue.js";

const CACHE = `merkbar-${VERSION}`;
const REPORT = "/meld/";
const OFFLINE = "/uten-nett/";
const PATIENCE = 4_000; // milliseconds the network has before the kept report page is shown
const LOOSE = { ignoreSearch: true, ignoreVary: true };

const ASSET = /(?:src|href)="(\/[^"#]+\.(?:css|js|svg|png)(?:\?[^"#]*)?)["#]/g;
const FONT = /url\(["']?([^)"']+\.woff2[^)"']*)/g;
const assetsIn = (html) => [...html.matchAll(ASSET)].map(([, url]) => url);
const fontsIn = (css, base) => [...css.matchAll(FONT)].map(([, url]) => new URL(url, base).href);
const usable = (answer) => answer.ok && !answer.redirected;

async function keepAsset(cache, url) {
  if (await cache.match(url)) return;
  const answer = await fetch(url, { cache: "no-cache" });
  if (!usable(answer)) return;
  if (url.split("?")[0].endsWith(".css")) {
    const css = await answer.clone().text();
    await Promise.all(fontsIn(css, answer.url).map((font) => keepAsset(cache, font)));
  }
  await cache.put(url, answer);
}

/** A page and all it names. A log-in page instead (redirected) is not kept. */
async function keepPage(cache, path) {
  const answer = await fetch(path, { cache: "no-cache" });
  if (!usable(answer)) return;
  const html = await answer.clone().text();
  await Promise.all(assetsIn(html).map((url) => keepAsset(cache, url)));
  await cache.put(path, answer);
}

async function fillCache() {
  const cache = await caches.open(CACHE);
  await Promise.all([REPORT, OFFLINE].map((path) => keepPage(cache, path)));
}

async function clearOld() {
  const old = (await caches.keys()).filter((name) => name.startsWith("merkbar-") && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

const kept = async (path) => (await caches.open(CACHE)).match(path, LOOSE);

async function fresh(request) {
  const answer = await fetch(request);
  if (usable(answer) && !new URL(request.url).search) await (await caches.open(CACHE)).put(REPORT, answer.clone());
  return answer;
}

/** The network first, but not for long: someone in a stairwell is waiting. */
async function reportPage(event) {
  const network = fresh(event.request);
  event.waitUntil(network.catch(() => {}));
  const page = await kept(REPORT);
  if (!page) return network.catch(() => kept(OFFLINE)).then((answer) => answer ?? Response.error());
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, page));
  const answer = await Promise.race([network.catch(() => page), late]);
  return answer.status >= 500 ? page : answer;
}

const otherPage = (request) =>
  fetch(request).catch(async () => (await kept(OFFLINE)) ?? Response.error());

async function asset(request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(request, { ignoreVary: true })) ?? fetch(request);
}

async function sendWaiting() {
  const result = await flush(io);
  result.sent.forEach(({ key, url }) => tell({ sent: key, url }));
  // An error asks the browser to try again later; without anyone logged in that would be in vain.
  if (result.later && !result.login) throw new Error("not all sent");
}

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(fillCache());
});
self.addEventListener("activate", (event) => event.waitUntil(clearOld()));
self.addEventListener("message", (event) => event.data?.warm && event.waitUntil(fillCache()));
self.addEventListener("sync", (event) => event.waitUntil(sendWaiting()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(url.pathname === REPORT ? reportPage(event) : otherPage(request));
  else if (["style", "script", "font", "image"].includes(request.destination)) event.respondWith(asset(request));
});
