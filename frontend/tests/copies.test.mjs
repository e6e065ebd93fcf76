/* Which procedure an address means, and what a search on the phone finds. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { matching, wantedIn } from "../js/copies_find.js";

const items = [
  { number: "P-MH-031", title: "Dobbeltkontroll ved multidose", text: "Legg endringen på fast plass" },
  { number: "P-MH-012", title: "Fall", text: "Kontroll av rommet. Multidose nevnes her." },
];

test("the number in the address is found, and nothing else", () => {
  assert.equal(wantedIn("/prosedyrer/p-mh-031/"), "P-MH-031");
  assert.equal(wantedIn("/prosedyrer/"), null);
  assert.equal(wantedIn("/prosedyrer/%E0%A4%A/"), null);
  assert.equal(wantedIn("/avvik/AV-2026-00017/"), null);
});

test("every word must be there, and a title comes before a text", () => {
  assert.deepEqual(matching(items, "multidose").map(({ number }) => number), ["P-MH-031", "P-MH-012"]);
  assert.deepEqual(matching(items, "MULTIDOSE rommet").map(({ number }) => number), ["P-MH-012"]);
  assert.equal(matching(items, "").length, 2);
  assert.equal(matching(items, "brann").length, 0);
});
