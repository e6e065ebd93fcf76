/* When it happened, worked out on the phone at the moment «Send» is pressed: «Nå» means when it was written, also
   when the report leaves the phone two days later. Pure: the time now is an argument. Local time with its offset
   (ISO 8601). */

const EVENING = 20; // «I går kveld» is put at 20:00 …
const NIGHT = 3; // … and «I natt» at 03:00: the middle of what people mean by the words
const NIGHT_BEGINS = 22; // after this hour «i natt» is the night one stands in

const two = (number) => String(number).padStart(2, "0");

/** 2026-09-21T07:30:05+02:00 */
export function localIso(date) {
  const offset = -date.getTimezoneOffset();
  const zone = `${offset < 0 ? "-" : "+"}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}${zone}`;
}

/** 20.9.2026 kl. 14:30, as people write it and as readTime reads it back. */
export function written(date) {
  const clock = `${two(date.getHours())}:${two(date.getMinutes())}`;
  return `${date.getDate()}.${date.getMonth() + 1}.${date.getFullYear()} kl. ${clock}`;
}

function at(now, days, hour) {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour);
}

const DATE = String.raw`(\d{1,2})[./ -]+(\d{1,2})(?:[./ -]+(\d{4}|\d{2}(?![:.]\d)))?`;
const CLOCK = String.raw`(?:\s*(?:kl\.?)?\s*(\d{1,2})(?:[:.](\d{2}))?)?`;
const WRITTEN = new RegExp(String.raw`^\s*${DATE}[.,]?${CLOCK}\s*$`, "i");

/** «20.9», «20.09.26 14.30», «20.9.2026 kl 14»: a Date, or null if it is no time. No year: the latest such day. */
export function readTime(text, now) {
  const parts = WRITTEN.exec(text);
  if (!parts) return null;
  const [day, month, year, hour, minute] = parts.slice(1).map((part) => part && Number(part));
  const make = (full) => new Date(full, month - 1, day, hour ?? 12, minute ?? 0);
  let date = make(year === undefined ? now.getFullYear() : year < 100 ? 2000 + year : year);
  const today = date.toDateString() === now.toDateString();
  if (today && hour === undefined && date > now) return now;
  if (year === undefined && date > now) date = make(now.getFullYear() - 1);
  const real = date.getMonth() === month - 1 && date.getDate() === day && (hour ?? 0) < 24 && (minute ?? 0) < 60;
  return real ? date : null;
}

/** The Date a chip stands for; null when «Annet tidspunkt» has no readable text. Never after now, but for that text. */
export function occurredAt(chip, text, now) {
  if (chip === "other") return readTime(text ?? "", now);
  const middle = {
    today: at(now, 0, 12),
    yesterday_evening: at(now, -1, EVENING),
    tonight: now.getHours() >= NIGHT_BEGINS ? now : at(now, 0, NIGHT),
  }[chip];
  return middle && middle < now ? middle : now;
}
