// What is asked on the screen, in whose words, and who holds the pen: an answer is kept with what stood there when it was
// begun, whatever stands there by the time it lies on the disk.

/** @typedef {{prompt: string, band: string, language: string, hand: string}} Asked */

/** What stands there at this moment, whether or not its house is open. @param {HTMLElement} question @returns {Asked} */
export function asked(question) {
  const chosen = new FormData(/** @type {HTMLFormElement} */ (question.closest("form")));
  const [band, language, hand] = ["band", "language", "hand"].map((name) => `${chosen.get(name) ?? ""}`);
  const shown = prompts(question, band).filter((line) => !line.hidden);
  return { prompt: shown.map((line) => line.textContent?.trim()).join(" "), band, language, hand };
}

/** From now on this is what is being answered. @param {HTMLElement} question @param {Asked} [what] */
export const note = (question, what = asked(question)) =>
  void (question.dataset.asked = JSON.stringify(what));

/** What was noted of this question, or of this thing. @param {HTMLElement} element @returns {Asked | undefined} */
export const noted = ({ dataset }) => dataset.asked ? JSON.parse(dataset.asked) : undefined;

/** What is being answered stands there again, where it is one of those that may. @param {HTMLElement} question */
export function show(question) {
  const { band = "", prompt = "" } = noted(question) ?? {};
  const all = prompts(question, band);
  const its = all.find((line) => line.textContent?.trim() === prompt);
  if (its) all.forEach((line) => line.hidden = line !== its);
}

/** One prompt at a time, and another at a touch. @param {HTMLFormElement} form */
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
    if (!["band", "language", "hand"].includes(/** @type {HTMLInputElement} */ (target).name)) return;
    /** @type {NodeListOf<HTMLElement>} */
    const all = form.querySelectorAll("[data-question]");
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
