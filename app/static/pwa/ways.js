// For the youngest: inside a house, one way of showing it at a time, each a picture to touch. The others are a touch away,
// and what was begun on one of them is kept.

import { lay } from "./style.js";

/** What is offered first, where a part asks for more than one. */
const FIRST = ["faces", "people", "scale", "choice", "drawing"];
/** In which there is something on the screen that is not on the disk. */
const OPEN = ["open", "failed", "no-pass"];

/** @param {HTMLFormElement} form */
export function offer(form) {
  const all = /** @type {HTMLTemplateElement | null} */ (document.querySelector("template[data-ways]"));
  const [style, ways] = all?.content.children ?? [];
  if (!ways) return; // they are there already
  lay([style]).catch(() => {});
  for (const room of form.querySelectorAll("[data-section]")) furnish(room, ways);
  ways.remove();
}

/** @param {Element} room @param {Element} all */
function furnish(room, all) {
  /** @type {NodeListOf<HTMLElement>} */
  const found = room.querySelectorAll(
    "[data-question]:not([data-kind='naming'], [data-question^='own_'])",
  );
  const questions = [...found];
  const ways = /** @type {HTMLElement} */ (all.cloneNode(true));
  const pictures = new Map([...ways.children].map((way) => [way.getAttribute("data-way") ?? "", way]));
  if (questions.length < 2 || !questions.every(({ dataset }) => pictures.has(dataset.kind ?? ""))) return;

  const buttons = questions.map((question) => {
    const button = /** @type {HTMLElement} */ (pictures.get(question.dataset.kind ?? "")?.cloneNode(true));
    button.addEventListener("click", () => show(question));
    question.addEventListener("show", () => show(question));
    return button;
  });
  ways.replaceChildren(...buttons);
  room.querySelector(".room-head")?.after(ways);
  const first = FIRST.flatMap((kind) => questions.filter(({ dataset }) => dataset.kind === kind))[0] ??
    questions[0];
  show(first);
  // what is being changed, came back after the tablet was switched off or could not be kept is not to be out of sight
  new MutationObserver(tell).observe(room, {
    subtree: true,
    attributeFilter: ["data-state", "data-item"],
  });
  tell();

  /** @param {HTMLElement} chosen */
  function show(chosen) {
    questions.forEach((question, place) => {
      const yes = question === chosen;
      if (!yes && question.dataset.chosen !== undefined) question.dispatchEvent(new CustomEvent("finish"));
      question.toggleAttribute("data-chosen", yes);
      buttons[place].setAttribute("aria-pressed", `${yes}`);
    });
  }

  function tell() {
    questions.forEach(({ dataset }, place) =>
      buttons[place].toggleAttribute(
        "data-has",
        Boolean(dataset.item || questions[place].querySelector("[data-sheets] > *")),
      )
    );
    const form = /** @type {HTMLFormElement} */ (room.closest("form"));
    if (new FormData(form).get("band") !== "younger") return; // there all of them are in sight
    const trouble = questions.find(({ dataset }) => OPEN.includes(dataset.state ?? ""));
    if (!trouble || trouble.dataset.chosen !== undefined) return;
    show(trouble);
    if (trouble.dataset.changing) trouble.querySelector("textarea")?.focus();
  }
}
