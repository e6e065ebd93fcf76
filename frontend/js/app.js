/* On every page but the report page: sends what waits, says so in the band, stands in the door at log-out, and keeps
   the procedures that apply to me on the phone. */
import { carried, refresh, showKept } from "./copies.js";
import { guardLeaving } from "./leave.js";
import { able, begin, settle } from "./waiting.js";

async function start() {
  await settle(document.body.dataset.person);
  await begin();
  const kept = document.querySelector("section[data-copies]");
  if (kept) await showKept(kept);
  else if (document.body.dataset.person && carried()) await refresh(document.body.dataset.person);
}

if (able()) {
  guardLeaving();
  start().catch(() => {}); // a browser that refuses storage can still use every page
}
