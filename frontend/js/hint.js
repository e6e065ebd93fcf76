/* A soft word while typing: this looks like a person. Only a hint, never a stop; the same rules run on the server,
   where they count. Numbers: date and two control digits (mod 11), also D-numbers (day + 40), H-numbers (month + 40)
   and the synthetic ones used in tests (month + 80 or + 65). */

const WEIGHTS = [[3, 7, 6, 1, 8, 9, 4, 5, 2, 1], [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]];
const MONTH_SHIFTS = [0, 40, 65, 80];
const WHO = "[Bb]ruker|[Pp]asient|[Bb]eboer|[Ee]lev|[Pp]årørende";
const NAME = "\\p{Lu}[\\p{Ll}]+";

const RULES = [
  ["number", /(?<!\d)\d(?:[ .\u00a0-]?\d){10}(?!\d)/gu, (found) => isPersonNumber(found.replace(/\D/g, ""))],
  ["mail", /[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.\p{L}{2,}/gu],
  ["name", new RegExp(`(?<!\\p{L})(?:${WHO})(?:en|n)? ${NAME}(?: ${NAME})*`, "gu")],
  ["name", new RegExp(`(?<!\\p{L})(?!(?:${WHO})(?!\\p{L}))${NAME}(?: ${NAME})+(?=,? (?:f|født)\\.? ?(?:den )?\\d)`, "gu")],
  ["born", /(?<!\p{L})(?:f|født)\.? ?(?:den )?\d{2}[. ]?\d{2}[. ]?(?:\d{4}|\d{2})(?!\d)/giu],
  ["phone", /(?<![\d.,])(?:(?:\+|00)47 ?)?[2-9](?:[ \u00a0]?\d){7}(?![\d]|[.,]\d)/gu],
];

/** Eleven digits that can be somebody's identity number. */
export function isPersonNumber(digits) {
  if (!/^\d{11}$/.test(digits)) return false;
  const holds = (weights) => weights.reduce((sum, weight, i) => sum + weight * digits[i], 0) % 11 === 0;
  if (!WEIGHTS.every(holds)) return false;
  let day = Number(digits.slice(0, 2));
  if (day > 40) day -= 40;
  const month = Number(digits.slice(2, 4));
  const year = Number(digits.slice(4, 6));
  return MONTH_SHIFTS.some((shift) => isDay(day, month - shift, 1900 + year) || isDay(day, month - shift, 2000 + year));
}

function isDay(day, month, year) {
  const date = new Date(Date.UTC(year, month - 1, day));
  return month >= 1 && month <= 12 && day >= 1 && date.getUTCDate() === day;
}

/** What in the text may point to a person: [{kind, text}], each place once, in the order of the rules. */
export function personalData(text) {
  const hits = [];
  let rest = text;
  for (const [kind, pattern, holds] of RULES) {
    rest = rest.replace(pattern, (found) => {
      if (holds && !holds(found)) return found;
      hits.push({ kind, text: found });
      return "\n";
    });
  }
  return hits;
}
