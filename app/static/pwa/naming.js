// A child's own name for a part of the activity, and a small picture to hang on it: both stand on its board at once.

import { whole } from "./whole.js";

/** @param {HTMLElement} element @param {import("./activity.js").Given} given */
export function enhance(element, given) {
  const words = /** @type {HTMLInputElement} */ (element.querySelector("[data-words]"));
  const boxes = emblems(element);
  const [, ...hung] = given.recalled?.fields ?? []; // what stood here before the tablet was switched off
  boxes.forEach((box, place) => box.checked = hung[place] === true);
  const none = /** @type {HTMLButtonElement} */ (element.querySelector("[data-none]"));
  const { changed } = whole(element, given, read);

  show();
  element.addEventListener("input", () => (show(), changed()));
  none.addEventListener("click", () => {
    for (const box of boxes) box.checked = false;
    show();
    changed();
  });

  function read() {
    const picked = boxes.filter(({ checked }) => checked).map(({ value }) => value);
    const said = words.value.trim();
    return said || picked.length ? JSON.stringify({ picked, words: said }) : "";
  }

  /** On the board before the house, and over the door inside. */
  function show() {
    const picture = boxes.find(({ checked }) => checked)?.parentElement?.querySelector("svg");
    none.hidden = !picture;
    const part = element.closest("[data-section]")?.id;
    for (const board of document.querySelectorAll(`[data-board="${part}"]`)) {
      const [emblem, name] = board.querySelectorAll("[data-own-emblem], [data-own-name]");
      emblem.replaceChildren(...picture ? [picture.cloneNode(true)] : []);
      name.textContent = words.value.trim();
    }
  }
}

/** This part's own pictures, taken from those of the page. @param {HTMLElement} element */
function emblems(element) {
  const all = /** @type {HTMLTemplateElement} */ (document.querySelector("[data-emblems-to-take]"));
  element.querySelector("[data-emblems]")?.append(all.content.cloneNode(true));
  /** @type {NodeListOf<HTMLInputElement>} */
  const boxes = element.querySelectorAll("[data-pick]");
  for (const box of boxes) box.name = element.dataset.question ?? "";
  return [...boxes];
}
