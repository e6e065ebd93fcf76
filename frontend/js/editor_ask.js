/* What the editor asks about: where a link leads, which picture and what it shows. */
import { h } from "./dom.js";
import { say } from "./editor_words.js";

const ADDRESS = /^(https?:\/\/[^\s/]|mailto:\S+@|tel:[+\d]|\/(?![/\\])|#b-)/i;

let asked = 0;

function field(name, help, properties) {
  const id = `spor-${(asked += 1)}`;
  const input = h(properties.rows ? "textarea" : "input", { class: "ds-input", id, "aria-describedby": `${id}-hjelp`,
    ...properties });
  const element = h("div", { class: "ds-field" }, h("label", { class: "ds-label", for: id }, say(name)),
    h("p", { class: "m-hint", id: `${id}-hjelp` }, help ? say(help) : ""), input);
  return { element, input };
}

/** A dialog with these parts; `done` may refuse with a sentence, and is asked again. */
function ask(title, parts, done, more = []) {
  const wrong = h("p", { class: "ds-validation-message", role: "alert" });
  const send = h("button", { class: "ds-button", type: "submit" }, say("ok"));
  const close = h("button", { class: "ds-button", "data-variant": "secondary", type: "button" }, say("cancel"));
  const id = `spor-${(asked += 1)}`;
  const form = h("form", { class: "m-stack", method: "dialog" },
    h("h2", { class: "ds-heading", "data-size": "xs", id }, say(title)), ...parts, wrong,
    h("p", { class: "m-row" }, send, ...more, close));
  const dialog = h("dialog", { class: "m-editor-ask", "aria-labelledby": id }, form);
  const leave = () => dialog.close();
  close.addEventListener("click", leave);
  more.forEach((button) => button.addEventListener("click", leave));
  dialog.addEventListener("close", () => dialog.remove());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    send.setAttribute("aria-disabled", "true");
    const refused = await done((words) => (wrong.textContent = words));
    send.removeAttribute("aria-disabled");
    if (refused) wrong.textContent = refused;
    else leave();
  });
  document.body.append(dialog);
  dialog.showModal();
}

export function askLink(editor) {
  const { element, input } = field("link_address", "link_help", { type: "text", inputmode: "url" });
  input.value = editor.getAttributes("link").href ?? "";
  const drop = h("button", { class: "ds-button", "data-variant": "tertiary", type: "button" }, say("link_drop"));
  drop.addEventListener("click", () => editor.chain().focus().extendMarkRange("link").unsetLink().run());
  const done = () => {
    const typed = input.value.trim();
    const href = /^[\w-]+(\.[\w-]+)+(\/|$)/.test(typed) ? `https://${typed}` : typed;
    if (!ADDRESS.test(href)) return say("link_wrong");
    const chain = editor.chain().focus().extendMarkRange("link");
    if (editor.state.selection.empty && !editor.isActive("link")) {
      chain.insertContent({ type: "text", text: href, marks: [{ type: "link", attrs: { href } }] }).run();
    } else chain.setLink({ href }).run();
    return "";
  };
  ask("link_title", [element], done, editor.isActive("link") ? [drop] : []);
}

/** Sends a picture as an attachment of the record; its key stands in the address of the page that answers. */
async function sent(file, attach, form) {
  const data = new FormData();
  data.append("csrfmiddlewaretoken", form?.elements.csrfmiddlewaretoken?.value ?? "");
  data.append("file", file);
  const answer = await fetch(attach, { method: "POST", body: data, signal: AbortSignal.timeout(60_000) });
  const key = new URL(answer.url).searchParams.get("ny");
  if (answer.ok && key) return { src: `/vedlegg/${key}/` };
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const told = page.querySelector(".ds-validation-message, .ds-error-summary li");
  return { refused: told?.textContent.trim() || say("picture_failed") };
}

export function askPicture(editor, attach, form) {
  const old = editor.isActive("image") ? editor.getAttributes("image") : null;
  const file = field("picture_file", null, { type: "file", accept: ".png,.jpg,.jpeg,.webp" });
  const alt = field("picture_alt", "picture_help", { rows: 3, maxlength: 500 });
  alt.input.value = old?.alt ?? "";
  const done = async (tell) => {
    const text = alt.input.value.trim();
    if (!old && !attach) return say("picture_later");
    if (!old && !file.input.files.length) return say("picture_no_file");
    if (!text) return say("picture_no_alt");
    if (old) {
      editor.chain().focus().updateAttributes("image", { alt: text }).run();
      return "";
    }
    tell(say("picture_sending"));
    const { src, refused } = await sent(file.input.files[0], attach, form).catch(() => ({ refused: say("picture_failed") }));
    if (src) editor.chain().focus().setImage({ src, alt: text }).run();
    return refused ?? "";
  };
  ask("picture_title", old ? [alt.element] : [file.element, alt.element], done);
}
