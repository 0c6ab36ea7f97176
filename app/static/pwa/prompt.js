// What is asked on the screen, in whose words, who holds the pen, and in which language it is said: an answer is kept with
// what stood there when it was begun, whatever stands there by the time it lies on the disk.

/**
 * What holds for everything on the page; `language` is that of the page, `tongue` that of what is said.
 *
 * @typedef {{band: string, language: string, hand: string, tongue: string, other_tongue: string}} Chosen
 * @typedef {Chosen & {prompt: string}} Asked
 */
const CHOSEN = ["band", "language", "hand", "tongue", "other_tongue"];

/** @param {HTMLFormElement} form @returns {Chosen} */
export function chosen(form) {
  const fields = new FormData(form);
  return /** @type {any} */ (Object.fromEntries(CHOSEN.map((name) => [name, `${fields.get(name) ?? ""}`])));
}

/** What stands there at this moment, whether or not its house is open. @param {HTMLElement} question @returns {Asked} */
export function asked(question) {
  const now = chosen(/** @type {HTMLFormElement} */ (question.closest("form")));
  const shown = prompts(question, now.band).filter((line) => !line.hidden);
  return { ...now, prompt: shown.map((line) => line.textContent?.trim()).join(" ") };
}

/** From now on this is what is being answered. @param {HTMLElement} question @param {Asked} [what] */
export const note = (question, what = asked(question)) =>
  void (question.dataset.asked = JSON.stringify(what));

/** What was noted of this question, or of this thing. @param {HTMLElement} element @returns {Asked | undefined} */
export const noted = ({ dataset }) => dataset.asked ? JSON.parse(dataset.asked) : undefined;

/**
 * The language in which this was said, for whatever speaks or shows it: nothing, where it has no tag.
 *
 * @param {HTMLElement} element
 * @returns {string | undefined}  undefined, where nothing was noted
 */
export function spoken(element) {
  const its = noted(element);
  const said = its && (its.tongue || its.language);
  return said && !/^[a-z]{2,3}(-|$)/i.test(said) ? "" : said;
}

/** What is being answered stands there again, where it is one of those that may. @param {HTMLElement} question */
export function show(question) {
  const { band = "", prompt = "" } = noted(question) ?? {};
  const all = prompts(question, band);
  const its = all.find((line) => line.textContent?.trim() === prompt);
  if (its) all.forEach((line) => line.hidden = line !== its);
}

/**
 * One prompt at a time, and another at a touch.
 *
 * A thought that is open when the pen goes into another hand, other questions are asked or another language is spoken is
 * finished first: nobody's words are put down as another's. What is being said out loud goes on: no pen is in it.
 *
 * @param {HTMLFormElement} form
 */
export function askOneAtATime(form) {
  for (const button of form.querySelectorAll("[data-another]")) {
    button.addEventListener("click", () => {
      const question = /** @type {HTMLElement} */ (button.closest("[data-question]"));
      finish(question);
      const all = prompts(question, asked(question).band);
      const at = all.findIndex((line) => !line.hidden);
      all.forEach((line, place) => line.hidden = place !== (at + 1) % all.length);
    });
  }
  form.addEventListener("change", ({ target }) => {
    if (!CHOSEN.includes(/** @type {HTMLInputElement} */ (target).name)) return;
    /** @type {NodeListOf<HTMLElement>} */
    const all = form.querySelectorAll("[data-question]:not([data-kind=recording])");
    all.forEach(finish);
  });
}

/** What is open was said to what stood there until now. @param {HTMLElement} question */
const finish = (question) => void question.dispatchEvent(new CustomEvent("finish"));

/** @param {HTMLElement} question @param {string} band @returns {HTMLElement[]} */
const prompts = (question, band) =>
  [...question.querySelectorAll(`[data-prompt][data-band="${band}"]`)].map(
    (line) => /** @type {HTMLElement} */ (line),
  );
