/* The row of buttons over the text: one stop for Tab, arrows within (WAI-ARIA toolbar). */
import { h } from "./dom.js";
import { askLink, askPicture } from "./editor_ask.js";
import { say } from "./editor_words.js";

const KINDS = ["paragraph", "h2", "h3", "h4"];

const setKind = (chain, kind) =>
  kind === "paragraph" ? chain.setParagraph() : chain.setHeading({ level: Number(kind[1]) });

function kinds(editor) {
  const choice = h("select", { class: "ds-input", "aria-label": say("kind") },
    ...KINDS.map((kind) => h("option", { value: kind }, say(kind))));
  choice.addEventListener("change", () => setKind(editor.chain(), choice.value).focus().run());
  const show = () => {
    choice.value = KINDS.find((kind) => kind[0] === "h" && editor.isActive("heading", { level: Number(kind[1]) })) ??
      "paragraph";
  };
  return { element: choice, show };
}

/** A button; `active` names what it switches on, `inTable` shows it only there. */
function button(editor, { name, run, active = null, inTable = false, can = null }) {
  const element = h("button", { type: "button", class: "ds-button", "data-variant": "tertiary",
    "data-color": "neutral" }, say(name));
  element.addEventListener("click", () => element.getAttribute("aria-disabled") !== "true" && run(editor));
  const show = () => {
    if (active) element.setAttribute("aria-pressed", String(editor.isActive(active)));
    if (inTable) element.hidden = !editor.isActive("table");
    if (can) element.setAttribute("aria-disabled", String(!can(editor)));
  };
  return { element, show };
}

const chained = (step) => (editor) => step(editor.chain().focus()).run();

const buttons = (attach, form) => [
  { name: "bold", active: "bold", run: chained((chain) => chain.toggleBold()) },
  { name: "italic", active: "italic", run: chained((chain) => chain.toggleItalic()) },
  { name: "bullets", active: "bulletList", run: chained((chain) => chain.toggleBulletList()) },
  { name: "numbers", active: "orderedList", run: chained((chain) => chain.toggleOrderedList()) },
  { name: "checks", active: "taskList", run: chained((chain) => chain.toggleTaskList()) },
  { name: "link", active: "link", run: askLink },
  { name: "picture", active: "image", run: (editor) => askPicture(editor, attach, form) },
  { name: "table", run: chained((chain) => chain.insertTable({ rows: 3, cols: 2, withHeaderRow: true })) },
  { name: "row_more", inTable: true, run: chained((chain) => chain.addRowAfter()) },
  { name: "row_less", inTable: true, run: chained((chain) => chain.deleteRow()) },
  { name: "column_more", inTable: true, run: chained((chain) => chain.addColumnAfter()) },
  { name: "column_less", inTable: true, run: chained((chain) => chain.deleteColumn()) },
  { name: "header", inTable: true, run: chained((chain) => chain.toggleHeaderRow()) },
  { name: "table_less", inTable: true, run: chained((chain) => chain.deleteTable()) },
  { name: "undo", run: chained((chain) => chain.undo()), can: (editor) => editor.can().undo() },
  { name: "redo", run: chained((chain) => chain.redo()), can: (editor) => editor.can().redo() },
];

/** One part of the row can be reached with Tab; left, right, Home and End move between them. */
function roving(row) {
  const shown = () => [...row.children].filter((part) => !part.hidden);
  const reach = (part) => {
    for (const other of row.children) other.tabIndex = other === part ? 0 : -1;
  };
  reach(row.firstElementChild);
  row.addEventListener("focusin", (event) => reach(event.target));
  row.addEventListener("keydown", (event) => {
    const parts = shown();
    const here = parts.indexOf(document.activeElement);
    const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: parts.length - 1 }[event.key];
    if (to === undefined || here < 0) return;
    event.preventDefault();
    parts[(to + parts.length) % parts.length].focus();
  });
}

export function bar(editor, attach, form) {
  const parts = [kinds(editor), ...buttons(attach, form).map((facts) => button(editor, facts))];
  const row = h("div", { class: "m-editor-bar", role: "toolbar", "aria-label": say("bar") },
    ...parts.map(({ element }) => element));
  const show = () => parts.forEach((part) => part.show());
  editor.on("transaction", show);
  show();
  roving(row);
  return row;
}
