/* What the phone keeps: reports waiting to be sent, the draft being written and procedures to read, sealed (crypto.js), each person's
   apart. Only what the sending needs lies open: the key, whose it is, when it was written, and how it stands. */
import { openDB } from "idb";
import { newKey, open, seal } from "./crypto.js";

const NAME = "merkbar";
let opened = null;

function database() {
  opened ??= openDB(NAME, 2, {
    upgrade(db, before) {
      if (before < 1) {
        db.createObjectStore("keys");
        db.createObjectStore("reports", { keyPath: "key" });
        db.createObjectStore("drafts");
        db.createObjectStore("meta");
      }
      db.createObjectStore("copies");
    },
    blocking: () => {
      opened?.then((db) => db.close());
      opened = null;
    },
    terminated: () => (opened = null),
  });
  return opened;
}

async function keyOf(person, make) {
  const db = await database();
  const found = await db.get("keys", person);
  if (found || !make) return found;
  const fresh = await newKey();
  // Two tabs may come here at once: the first to write decides which key holds.
  const tx = db.transaction("keys", "readwrite");
  const other = await tx.store.get(person);
  if (!other) await tx.store.put(fresh, person);
  await tx.done;
  return other ?? fresh;
}

export const remember = async (name, value) => (await database()).put("meta", value, name);
export const recall = async (name) => (await database()).get("meta", name);

/** A random name for this phone, made once. */
export async function device() {
  const known = await recall("device");
  if (known) return known;
  const made = crypto.randomUUID();
  await remember("device", made);
  return made;
}

export const reports = async () => (await database()).getAll("reports");
export const report = async (key) => (await database()).get("reports", key);
export const removeReport = async (key) => (await database()).delete("reports", key);
export const changeReport = async (key, change) => {
  const tx = (await database()).transaction("reports", "readwrite");
  const found = await tx.store.get(key);
  if (found) await tx.store.put({ ...found, ...change });
  await tx.done;
};

/** The fields of a stored report, or null when its key is gone or the data is damaged. */
export async function fieldsOf({ person, sealed }) {
  const secret = await keyOf(person, false);
  return secret ? open(secret, sealed).catch(() => null) : null;
}

/** Lay a report in the queue and take away the draft, and the refused report it mends, in one go. */
export async function keep({ key, person, at, fields, mends }) {
  const sealed = await seal(await keyOf(person, true), fields);
  const tx = (await database()).transaction(["reports", "drafts"], "readwrite");
  await tx.objectStore("reports").put({ key, person, at, state: "waiting", sealed });
  if (mends) await tx.objectStore("reports").delete(mends);
  await tx.objectStore("drafts").delete(person);
  await tx.done;
}

export async function saveDraft(person, fields, at) {
  const sealed = await seal(await keyOf(person, true), fields);
  await (await database()).put("drafts", { at, sealed }, person);
}

export async function draft(person) {
  const found = await (await database()).get("drafts", person);
  const fields = found && (await fieldsOf({ person, sealed: found.sealed }));
  return fields ? { at: found.at, fields } : null;
}

export const dropDraft = async (person) => (await database()).delete("drafts", person);

/** The procedures kept for reading without a network: {at, tag, items}. How old they are lies open, the rest is sealed. */
export async function keepCopies(person, { at, tag, items }) {
  const sealed = await seal(await keyOf(person, true), items);
  await (await database()).put("copies", { at, tag, sealed }, person);
  return true;
}

export const copyFacts = async (person) => (await database()).get("copies", person);

export async function touchCopies(person, at) {
  const found = await copyFacts(person);
  if (found) await (await database()).put("copies", { ...found, at }, person);
  return true;
}

export async function copies(person) {
  const found = await copyFacts(person);
  const items = found && (await fieldsOf({ person, sealed: found.sealed }));
  return items ? { at: found.at, items } : null;
}

/** Log-out: the person's key, reports, draft and procedures are gone. What others wrote stays, sealed with their own keys. */
export async function wipe(person) {
  const tx = (await database()).transaction(["keys", "reports", "drafts", "copies", "meta"], "readwrite");
  for (const { key, person: author } of await tx.objectStore("reports").getAll()) {
    if (author === person) await tx.objectStore("reports").delete(key);
  }
  await tx.objectStore("drafts").delete(person);
  await tx.objectStore("copies").delete(person);
  await tx.objectStore("keys").delete(person);
  await tx.objectStore("meta").delete("person");
  await tx.done;
}
