/* Small hands for making elements: the pages run under a policy that forbids inline script and style. */

/** h("p", {class: "m-meta"}, "text", h("b", …)); a property that is a function listens, null and false are left out. */
export function h(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value !== null && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== false));
  return made;
}

export const button = (words, click, variant = "secondary") =>
  h("button", { type: "button", class: "ds-button", "data-variant": variant, click }, words);

/** mandag 21. september kl. 14:30 */
export const moment = (at) =>
  new Intl.DateTimeFormat(document.documentElement.lang || "nb", {
    weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit",
  }).format(at);

/** Six signs of the key: enough to tell one's own reports apart, and clearly no case number. */
export const receipt = (key) => key.slice(0, 6).toUpperCase();

/** A sign from the sprite the page already uses; null on a page that has none. */
export function icon(name) {
  const sprite = document.querySelector('use[href*="sprite.svg"]')?.getAttribute("href").split("#")[0];
  if (!sprite) return null;
  const [svg, use] = ["svg", "use"].map((tag) => document.createElementNS("http://www.w3.org/2000/svg", tag));
  svg.setAttribute("class", "m-i");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `${sprite}#i-${name}`);
  svg.append(use);
  return svg;
}
