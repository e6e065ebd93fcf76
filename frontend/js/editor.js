/* The rich text editor of a procedure: takes the place of <textarea data-editor>, which keeps the text and is what the
   form sends. Loaded on that page only. Without it, or where it fails, the textarea stands as it is. */
import { Editor } from "@tiptap/core";
import { Image } from "@tiptap/extension-image";
import { TaskItem, TaskList } from "@tiptap/extension-list";
import { Table, TableCell, TableHeader, TableRow } from "@tiptap/extension-table";
import { StarterKit } from "@tiptap/starter-kit";
import { h } from "./dom.js";
import { bar } from "./editor_bar.js";
import { say } from "./editor_words.js";
import { fromWord } from "./editor_paste.js";

// Column widths would be style attributes, which the policy of the pages forbids.
const PlainTable = Table.extend({ renderHTML: () => ["table", {}, ["tbody", 0]] });
const SCHEMES = ["http", "https", "mailto", "tel"];

const checkbox = (node, checked) => say(checked ? "checked" : "unchecked", { text: node.textContent });

const extensions = () => [
  StarterKit.configure({
    heading: { levels: [2, 3, 4] }, code: false, codeBlock: false,
    link: { openOnClick: false, protocols: SCHEMES, defaultProtocol: "https" },
  }),
  PlainTable.configure({ resizable: false }), TableRow, TableHeader, TableCell,
  TaskList, TaskItem.configure({ nested: true, a11y: { checkboxLabel: checkbox } }),
  Image.configure({ allowBase64: false }),
];

/** Words without any tag become paragraphs, as the server would make them. */
const asHtml = (text) => {
  if (/<[a-z][^>]*>/i.test(text)) return text;
  const escaped = text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  return escaped.split(/\n\s*\n/).map((part) => `<p>${part.trim().replace(/\n/g, "<br>")}</p>`).join("");
};

/** Tab moves in lists and tables; after Esc it leaves the text, so nobody is caught. */
function wayOut() {
  let leaving = false;
  return {
    keydown: (_view, event) => {
      if (event.key === "Escape") leaving = true;
      else if (event.key !== "Tab" && event.key !== "Shift") leaving = false;
      return leaving && event.key === "Tab"; // true: not the editor's; the browser moves the focus
    },
    blur: () => {
      leaving = false;
      return false;
    },
  };
}

function attributes(area, label, hint) {
  const described = [area.getAttribute("aria-describedby"), hint.id].filter(Boolean).join(" ");
  return {
    class: "m-text", role: "textbox", "aria-multiline": "true", "aria-describedby": described,
    "aria-label": label?.firstChild?.textContent.trim() || say("bar"),
    ...(area.id && { id: area.id }),
    ...(area.getAttribute("aria-invalid") && { "aria-invalid": "true" }),
    ...(area.required && { "aria-required": "true" }),
  };
}

function take(area) {
  const label = area.labels?.[0];
  const hint = h("p", { class: "m-hide", id: `${area.id || area.name}-tast` }, say("leave"));
  const box = h("div", { class: "m-editor" });
  area.before(box);
  const editor = new Editor({
    element: box, extensions: extensions(), content: asHtml(area.value), injectCSS: false,
    editorProps: {
      attributes: attributes(area, label, hint), handleDOMEvents: wayOut(), transformPastedHTML: fromWord,
    },
  });
  box.prepend(bar(editor, area.dataset.attach, area.form));
  box.after(hint);
  label?.addEventListener("click", () => editor.commands.focus());
  area.hidden = true;
  area.required = false;
  area.removeAttribute("id");
  editor.on("update", () => {
    area.value = editor.isEmpty ? "" : editor.getHTML();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

document.querySelectorAll("textarea[data-editor]").forEach(take);
