/* Which procedure an address means, and which of those on the phone have the words. No browser, no store. */

const ADDRESS = /^\/prosedyrer\/([^/]+)\/?$/;

/** The number in the address of a procedure's page, or null. */
export function wantedIn(path) {
  const found = ADDRESS.exec(path);
  try {
    return found ? decodeURIComponent(found[1]).toUpperCase() : null;
  } catch {
    return null; // half a percent sign
  }
}

/** Those whose number, title or text has every word, number and title first. */
export function matching(items, typed) {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const named = ({ number, title }) => `${number} ${title}`.toLowerCase();
  const has = (text) => words.every((word) => text.includes(word));
  const near = items.filter((item) => has(named(item)));
  return [...near, ...items.filter((item) => !near.includes(item) && has(`${named(item)} ${item.text.toLowerCase()}`))];
}
