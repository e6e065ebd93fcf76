/* A button that copies a text shows itself where the browser can copy, and says when it is done. */
for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copy).textContent.trim();
    const said = await navigator.clipboard.writeText(text).then(() => button.dataset.done, () => button.dataset.failed);
    document.getElementById(button.dataset.says).textContent = said;
  });
}
