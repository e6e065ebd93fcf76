/* Word pastes lists as paragraphs that only look like lists. Here they become lists; the rest the editor cleans itself,
   and the server once more. */

const LEVEL = /mso-list:\s*\S+\s+level(\d)/i;
const IGNORED = /mso-list:\s*ignore/i;
const NUMBER = /^[\s\u00a0]*\(?(\d{1,3}|[a-z])[.)]/i;

const styleOf = (element) => element.getAttribute("data-style") ?? "";
const levelOf = (element) => Number(LEVEL.exec(styleOf(element))?.[1] ?? 0);

function asItem(paragraph, page) {
  const item = page.createElement("li");
  for (const span of [...paragraph.querySelectorAll("span")]) if (IGNORED.test(styleOf(span))) span.remove();
  item.append(...paragraph.childNodes);
  return item;
}

function listAt(open, level, tag, paragraph, page) {
  open.length = Math.min(open.length, level);
  if (open.length === level && open[level - 1].localName !== tag) open.length = level - 1;
  while (open.length < level) {
    const list = page.createElement(tag);
    const parent = open.at(-1);
    if (!parent) paragraph.before(list);
    else (parent.lastElementChild ?? parent.appendChild(page.createElement("li"))).append(list);
    open.push(list);
  }
  return open[level - 1];
}

/** The pasted HTML with Word's lists as lists, and no style: the policy of the pages forbids it. Style is hidden before
    the browser reads it, or each would be told of as a breach. */
export function fromWord(html) {
  const page = new DOMParser().parseFromString(html.replace(/\sstyle\s*=/gi, " data-style="), "text/html");
  page.querySelectorAll("style, script, link, meta").forEach((element) => element.remove());
  let open = [];
  for (const paragraph of [...page.body.querySelectorAll("p")]) {
    const level = levelOf(paragraph);
    const follows = open[0] && paragraph.previousElementSibling === open[0];
    if (!level || !follows) open = [];
    if (!level) continue;
    const tag = NUMBER.test(paragraph.textContent) ? "ol" : "ul";
    listAt(open, level, tag, paragraph, page).append(asItem(paragraph, page));
    paragraph.remove();
  }
  return page.body.innerHTML;
}
