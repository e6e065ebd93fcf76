/* The soft hint: what it sees and, as important, what it leaves alone. All numbers are made here, none is a
   person's. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isPersonNumber, personalData } from "../js/hint.js";

const sum = (digits, weights) => weights.reduce((total, weight, i) => total + weight * digits[i], 0);

/** The first number with right control digits on the day, given as six digits. */
function made(day, serial = 100) {
  const start = `${day}${serial}`;
  const first = (11 - (sum(start, [3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11)) % 11;
  const second = (11 - (sum(`${start}${first}`, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
  return first === 10 || second === 10 ? made(day, serial + 1) : `${start}${first}${second}`;
}

const kinds = (text) => personalData(text).map(({ kind }) => kind);

test("identity numbers of every kind are known", () => {
  for (const day of ["010150", "410150", "014150", "018150", "016650", "290200"]) assert.ok(isPersonNumber(made(day)), day);
});

test("eleven digits that are no date, or fail a control digit, are left alone", () => {
  for (const day of ["320150", "012050", "000150", "310650"]) assert.equal(isPersonNumber(made(day)), false, day);
  const right = made("010150");
  assert.equal(isPersonNumber(`${right.slice(0, 10)}${(Number(right[10]) + 1) % 10}`), false);
});

test("an identity number is found with spaces and dots, and not called a telephone", () => {
  const [a, b] = [made("010150").slice(0, 6), made("010150").slice(6)];
  for (const text of [`${a}${b}`, `${a} ${b}`, `${a}.${b}`, `nr ${a.match(/../g).join(".")} ${b}.`]) {
    assert.deepEqual(kinds(`Gjelder ${text}`), ["number"], text);
  }
});

test("telephone, e-mail, date of birth", () => {
  assert.deepEqual(kinds("ring 912 34 567"), ["phone"]);
  assert.deepEqual(kinds("ring +47 91234567."), ["phone"]);
  assert.deepEqual(kinds("skriv til kari.n@eksempel.no i dag"), ["mail"]);
  assert.deepEqual(kinds("bruker f. 010150"), ["born"]);
  assert.deepEqual(kinds("født 01.01.1950"), ["born"]);
});

test("a name right after the word for a person", () => {
  assert.deepEqual(personalData("Fant bruker Kari Nordmann på gulvet")[0], { kind: "name", text: "bruker Kari Nordmann" });
  assert.deepEqual(kinds("Pasienten Åse ringte"), ["name"]);
  assert.deepEqual(kinds("pårørende Ola var der"), ["name"]);
});

test("a name right before a date of birth, and every kind at once", () => {
  assert.deepEqual(personalData("Ga medisin til Ola Hansen, f. 12.03.1940").map(({ kind, text }) => [kind, text]),
    [["name", "Ola Hansen"], ["born", "f. 12.03.1940"]]);
  assert.deepEqual(kinds("Bruker Kari Nordmann, født 01.02.1950, tlf. 912 34 567"), ["name", "born", "phone"]);
});

test("ordinary sentences raise no hint", () => {
  for (const text of [
    "Bruker falt på badet kl. 14:30, blodtrykk 120/80, 2 tabletter à 500 mg.",
    "Glemte kveldsmedisinen hos en bruker. Oppdaget ved morgenbesøket 20.9.2026.",
    "Avvik AV-2026-00412 og org.nr. 974 760 673",
    "Brukeren var alene. Pasienten sov.",
    "Regning på 12345678,50 kroner",
  ]) assert.deepEqual(personalData(text), [], text);
});
