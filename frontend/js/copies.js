/* The procedures that apply to me, on the phone: fetched now and then while there is a network, sealed like the reports,
   and gone at log-out. Without a network /uten-nett/ stands in for every page and shows them. */
import { matching, wantedIn } from "./copies_find.js";
import { h } from "./dom.js";
import { io } from "./net.js";
import { say } from "./words.js";

const SOURCE = "/prosedyrer/kopi/";
const OLD = 3_600_000; // milliseconds before the phone asks again
const PATIENCE = 30_000;

/** Only what is carried around: a computer at the ward has the network, and many users. */
export const carried = () =>
  matchMedia("(pointer: coarse)").matches || matchMedia("(display-mode: standalone)").matches;

/** Ask for the procedures again if they are old; a new list takes the place of the former. */
export async function refresh(person, now = Date.now()) {
  const known = await io.copyFacts(person);
  if (known && now - known.at < OLD && now >= known.at) return false;
  const headers = { Accept: "application/json", ...(known && { "If-None-Match": known.tag }) };
  const answer = await fetch(SOURCE, { headers, cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
  if (answer.status === 304) return io.touchCopies(person, now);
  if (!answer.ok || answer.redirected || !answer.headers.get("Content-Type")?.includes("json")) return false;
  const body = await answer.json();
  // Somebody else may have logged in since the page was opened: then the list is not this person's.
  if (String(body.person) !== String(person)) return false;
  return io.keepCopies(person, { at: now, tag: answer.headers.get("ETag") ?? "", items: body.items });
}

/** The text of a procedure. It was cleaned by the server; an image lies on the network, so its words stand for it. */
function textOf(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  page.querySelectorAll("script, style, iframe, object").forEach((element) => element.remove());
  page.querySelectorAll("img").forEach((image) =>
    image.replaceWith(h("span", { class: "m-meta" }, say("copy_picture", { text: image.alt }))));
  return h("div", { class: "m-text" }, ...page.body.childNodes);
}

function shown(item) {
  return h("article", { class: "m-stack" },
    h("h2", { class: "ds-heading", "data-size": "xs" }, item.title),
    h("p", { class: "m-meta" }, say("copy_version", { number: item.number, version: item.version, date: item.from })),
    textOf(item.html));
}

function list(items, open) {
  return h("ul", { class: "m-plain m-stack-sm" }, ...items.map((item) =>
    h("li", {}, h("a", { href: `/prosedyrer/${encodeURIComponent(item.number)}/`, click: (event) => {
      event.preventDefault();
      open(item);
    } }, item.title), " ", h("span", { class: "m-meta" }, item.number))));
}

/** Fill the section of the page without a network: the procedure one was going to, and the others to search in. */
export async function showKept(section, path = location.pathname) {
  const person = await io.recall("person");
  const kept = person ? await io.copies(person) : null;
  if (!kept?.items.length) return;
  const place = h("div", { "aria-live": "polite" });
  const open = (item) => {
    place.replaceChildren(shown(item));
    place.scrollIntoView();
  };
  const rows = h("div", {});
  const draw = (typed) => rows.replaceChildren(list(matching(kept.items, typed), open));
  const box = h("input", { class: "ds-input", type: "search", id: "kopi-sok", input: () => draw(box.value) });
  section.append(place,
    h("h2", { class: "ds-heading", "data-size": "xs" }, say("copy_title")),
    h("p", { class: "m-meta" }, say("copy_when", { time: new Date(kept.at).toLocaleString("nb") })),
    h("div", { class: "ds-field" }, h("label", { class: "ds-label", for: "kopi-sok" }, say("copy_search")), box), rows);
  draw("");
  const wanted = kept.items.find(({ number }) => number.toUpperCase() === wantedIn(path));
  if (wanted) open(wanted);
  section.hidden = false;
}
