/* On every page but the report page: sends what waits, says so in the band, and stands in the door at log-out. */
import { guardLeaving } from "./leave.js";
import { able, begin, settle } from "./waiting.js";

async function start() {
  await settle(document.body.dataset.person);
  await begin();
}

if (able()) {
  guardLeaving();
  start().catch(() => {}); // a browser that refuses storage can still use every page
}
