/* What the words on the chips mean in time, by the phone's clock. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { localIso, occurredAt, readTime, written } from "../js/when.js";

const MORNING = new Date(2026, 8, 21, 7, 30, 5);
const at = (chip, text = "", now = MORNING) => localIso(occurredAt(chip, text, now)).slice(0, 16);

test("now is the moment it was written", () => assert.equal(at("now"), "2026-09-21T07:30"));

test("yesterday evening is eight o'clock the day before, also over a month's end", () => {
  assert.equal(at("yesterday_evening"), "2026-09-20T20:00");
  assert.equal(at("yesterday_evening", "", new Date(2026, 2, 1, 8)), "2026-02-28T20:00");
});

test("tonight is the night behind one in the morning, and the one around one late at night", () => {
  assert.equal(at("tonight"), "2026-09-21T03:00");
  assert.equal(at("tonight", "", new Date(2026, 8, 21, 1, 15)), "2026-09-21T01:15");
  assert.equal(at("tonight", "", new Date(2026, 8, 21, 23, 40)), "2026-09-21T23:40");
});

test("today is noon, but never later than now", () => {
  assert.equal(at("today"), "2026-09-21T07:30");
  assert.equal(at("today", "", new Date(2026, 8, 21, 15)), "2026-09-21T12:00");
});

test("people write dates in many ways", () => {
  for (const text of ["20.9.2026 kl. 14:30", "20.09.26 14.30", "20/9 14:30", "20.9 kl 14:30", " 20. 9. 2026 14:30 "]) {
    assert.equal(at("other", text), "2026-09-20T14:30", text);
  }
  assert.equal(at("other", "20.9"), "2026-09-20T12:00");
  assert.equal(at("other", "31.12"), "2025-12-31T12:00");
  assert.equal(at("other", "21.9"), "2026-09-21T07:30");
});

test("what is no time is told, not guessed", () => {
  for (const text of ["", "i går", "31.2.2026", "20.13.2026", "20.9.2026 kl. 25:00", "20.9.2026 kl. 12:61"]) {
    assert.equal(readTime(text, MORNING), null, text);
  }
});

test("a time in the future is kept as it was said, for the form to ask about", () => {
  assert.ok(occurredAt("other", "22.9.2026 kl. 10:00", MORNING) > MORNING);
});

test("a written time is read back as the same minute", () => {
  assert.equal(at("other", written(new Date(2026, 0, 5, 9, 4))), "2026-01-05T09:04");
});

test("the time is sent with the phone's offset from UTC", () => {
  assert.match(localIso(MORNING), /^2026-09-21T07:30:05[+-]\d\d:\d\d$/);
  assert.equal(new Date(localIso(MORNING)).getTime(), MORNING.getTime());
});
