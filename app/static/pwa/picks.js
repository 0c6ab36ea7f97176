// Faces and other things to pick: one or several, and words of one's own where one of them opens a line for them.

import { whole } from "./whole.js";

/** @param {HTMLElement} element @param {import("./activity.js").Given} given */
export function enhance(element, given) {
  /** @type {NodeListOf<HTMLInputElement>} */
  const boxes = element.querySelectorAll("[data-pick]");
  const words = /** @type {HTMLInputElement | null} */ (element.querySelector("[data-words]"));
  const none = /** @type {HTMLButtonElement | null} */ (element.querySelector("[data-none]"));
  /** In the order in which they were picked. @type {Set<string>} */
  const picked = new Set();
  const { changed } = whole(element, given, read);

  look();
  element.addEventListener("input", () => (look(), changed()));
  none?.addEventListener("click", () => {
    for (const box of boxes) box.checked = false;
    look();
    changed();
  });

  function look() {
    for (const { value, checked } of boxes) checked ? picked.add(value) : picked.delete(value);
    if (none) none.hidden = !picked.size;
    showInTheScene();
  }

  /** A line of words counts while what opens it is picked. */
  function read() {
    const opens = [...boxes].some((box) => box.checked && box.dataset.opens !== undefined);
    const said = opens ? words?.value.trim() ?? "" : "";
    return picked.size ? JSON.stringify({ picked: [...picked], words: said }) : "";
  }

  /** Who was chosen to be shown outside stands there. */
  function showInTheScene() {
    const key = element.dataset.question;
    for (const shown of document.querySelectorAll(`[data-shown="${key}"]`)) {
      shown.toggleAttribute("hidden", !picked.has(/** @type {HTMLElement} */ (shown).dataset.key ?? ""));
    }
  }
}
