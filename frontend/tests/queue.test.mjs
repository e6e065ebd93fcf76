/* The queue against a server that fails in every way we know. No browser: a small store and server stand in. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { flush, inOrder, verdict } from "../js/queue.js";

const report = (key, at, more = {}) => ({ key, at, person: "anna", state: "waiting", what: key, ...more });

/** A phone with these reports; `answers` says what the server answers to each key, in turn. */
function phone(reports, { answers = {}, sessions = [{ csrf: "new", person: "anna" }], held = [] } = {}) {
  const kept = new Map(reports.map((one) => [one.key, one]));
  const posts = [];
  let asked = 0;
  return {
    kept, posts, loginUrl: "/logg-inn/",
    reports: async () => [...kept.values()],
    report: async (key) => kept.get(key),
    fieldsOf: async ({ what }) => (what ? { what } : null),
    removeReport: async (key) => kept.delete(key),
    changeReport: async (key, change) => kept.set(key, { ...kept.get(key), ...change }),
    session: async () => sessions[Math.min(asked++, sessions.length - 1)],
    lock: async (key, patient, work) => (held.includes(key) && !patient ? false : (await work(), true)),
    post: async (key, fields, csrf) => {
      posts.push({ key, csrf });
      return answers[key]?.shift() ?? { status: 201, body: { ref: `AV-${key}`, url: `/meldt/${key}/` } };
    },
  };
}
const sent = ({ posts }) => posts.map(({ key }) => key);

test("the oldest goes first", async () => {
  assert.deepEqual(inOrder([report("b", 2), report("c", 3), report("a", 1)]).map(({ key }) => key), ["a", "b", "c"]);
  const io = phone([report("b", 2), report("c", 3), report("a", 1)]);
  const result = await flush(io);
  assert.deepEqual(sent(io), ["a", "b", "c"]);
  assert.deepEqual(result.sent.map(({ url }) => url), ["/meldt/a/", "/meldt/b/", "/meldt/c/"]);
  assert.equal(io.kept.size, 0);
});

test("one that hangs or fails does not hold back the rest, and stays", async () => {
  const io = phone([report("a", 1), report("b", 2)], { answers: { a: [{ status: 0, body: null }] } });
  const result = await flush(io);
  assert.deepEqual(sent(io), ["a", "b"]);
  assert.deepEqual([...io.kept.keys()], ["a"]);
  assert.equal(result.later, 1);
});

test("a retry carries the same key", async () => {
  const io = phone([report("a", 1)], { answers: { a: [{ status: 502, body: null }] } });
  await flush(io);
  await flush(io);
  assert.deepEqual(sent(io), ["a", "a"]);
  assert.equal(io.kept.size, 0);
});

test("another person's report is never sent, and is kept", async () => {
  const io = phone([report("a", 1), report("b", 2, { person: "bente" })]);
  const result = await flush(io);
  assert.deepEqual(sent(io), ["a"]);
  assert.deepEqual([...io.kept.keys()], ["b"]);
  assert.equal(result.others, 1);
});

test("nobody logged in: nothing is sent, and the way to log in is told", async () => {
  const io = phone([report("a", 1)], { sessions: [{ login: "/logg-inn/?next=/meld/" }] });
  const result = await flush(io);
  assert.deepEqual(sent(io), []);
  assert.equal(result.login, "/logg-inn/?next=/meld/");
  assert.equal(io.kept.size, 1);
});

test("the session ends in the middle: the rest waits without being tried", async () => {
  const io = phone([report("a", 1), report("b", 2)], { answers: { a: [{ status: 401, body: { login: "/inn/" } }] } });
  const result = await flush(io);
  assert.deepEqual(sent(io), ["a"]);
  assert.equal(result.later, 2);
  assert.equal(result.login, "/inn/");
});

test("a stale token is fetched anew, once", async () => {
  const stale = { status: 403, body: { csrf: true } };
  const sessions = [{ csrf: "old", person: "anna" }, { csrf: "new", person: "anna" }];
  const io = phone([report("a", 1)], { answers: { a: [stale] }, sessions });
  await flush(io);
  assert.deepEqual(io.posts.map(({ csrf }) => csrf), ["old", "new"]);
  const stubborn = phone([report("a", 1)], { answers: { a: [stale, stale, stale] }, sessions });
  assert.equal((await flush(stubborn)).later, 1);
  assert.equal(stubborn.posts.length, 2);
});

test("somebody else logs in while the token is fetched: not sent as them", async () => {
  const sessions = [{ csrf: "old", person: "anna" }, { csrf: "new", person: "bente" }];
  const io = phone([report("a", 1)], { answers: { a: [{ status: 403, body: { csrf: true } }] }, sessions });
  await flush(io);
  assert.equal(io.posts.length, 1);
  assert.equal(io.kept.size, 1);
});

test("what the server refuses waits for the person, not for the network", async () => {
  const errors = [{ pointer: "what", detail: "Skriv hva som skjedde." }];
  const io = phone([report("a", 1)], { answers: { a: [{ status: 422, body: { errors } }] } });
  const result = await flush(io);
  assert.deepEqual(result.refused, [{ key: "a", errors }]);
  assert.equal(io.kept.get("a").state, "refused");
  await flush(io);
  assert.equal(io.posts.length, 1);
});

test("a report another tab is sending is left to it, but the one just written waits its turn", async () => {
  const io = phone([report("a", 1), report("b", 2)], { held: ["a", "b"] });
  const result = await flush(io, "b");
  assert.deepEqual(sent(io), ["b"]);
  assert.equal(result.later, 1);
});

test("a report that went out while its turn was awaited is not sent again", async () => {
  const io = phone([report("a", 1)]);
  const alone = io.lock;
  io.lock = async (key, patient, work) => {
    io.kept.delete(key); // another tab finished with it just now
    return alone(key, patient, work);
  };
  await flush(io, "a");
  assert.deepEqual(sent(io), []);
});

test("a report whose key is gone is told, not sent empty", async () => {
  const io = phone([report("a", 1, { what: "" })]);
  const result = await flush(io);
  assert.deepEqual(sent(io), []);
  assert.deepEqual(result.unreadable, ["a"]);
});

test("a hotel's log-in page with status 200 is no receipt", () => {
  assert.equal(verdict(200, null), "later");
  assert.equal(verdict(200, { ref: "AV-2026-00001" }), "sent");
  assert.equal(verdict(403, null), "later");
});
