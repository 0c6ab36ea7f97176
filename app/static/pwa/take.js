// What was said out loud, as the child has it before them: to listen to while the page is open, and to take out. What came
// back after the tablet was put away is no longer to be heard here: its sound went out sealed, and nothing here opens it.

import { NoPass } from "./entry.js";
import { count } from "./scene.js";

/**
 * The question, what was laid into it, and how something is kept and told there.
 *
 * @typedef {{element: HTMLElement, recorder: HTMLElement, keep: import("./capture.js").Keep, note: (name: string) => void}} Place
 */

/**
 * @param {Place} place
 * @param {string} item
 * @param {Blob | undefined} sound
 * @param {number} ms
 * @param {string} [state]
 */
export function hang({ element, recorder, keep, note }, item, sound, ms, state = "kept") {
  const take = copied("take");
  const [play, silent, out] = ["play", "silent", "take-out"].map((
    name,
  ) => /** @type {HTMLElement} */ (take.querySelector(`[data-${name}]`)));
  const heard = sound && new Audio(URL.createObjectURL(sound));
  Object.assign(take.dataset, { item, state, ms });
  for (const time of take.querySelectorAll("[data-time]")) time.textContent = clock(ms);
  if (heard) listens(element, play, heard);
  (heard ? silent : play).remove();
  out.addEventListener("click", async () => {
    heard?.pause();
    take.hidden = true;
    try {
      await keep({ question: element.dataset.question ?? "", out: item });
      take.remove();
      if (heard) URL.revokeObjectURL(heard.src);
      count(element);
    } catch (error) {
      take.hidden = false;
      note(error instanceof NoPass ? "no-pass" : "no-room");
    }
  });
  recorder.querySelector("[data-takes]")?.append(take);
  count(element);
}

/** @param {HTMLElement} element @param {HTMLElement} play @param {HTMLAudioElement} heard */
function listens(element, play, heard) {
  play.addEventListener("click", () => heard.paused ? heard.play() : heard.pause());
  for (const event of ["play", "pause", "ended"]) {
    heard.addEventListener(event, () => play.setAttribute("aria-pressed", `${!heard.paused}`));
  }
  element.addEventListener("finish", () => heard.pause());
}

/** Minutes and seconds. @param {number} ms */
export function clock(ms) {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${`${seconds % 60}`.padStart(2, "0")}`;
}

/** @param {string} name @returns {HTMLElement} */
export function copied(name) {
  const template = /** @type {HTMLTemplateElement} */ (document.querySelector(`template[data-${name}]`));
  return /** @type {HTMLElement} */ (/** @type {Element} */ (template.content.firstElementChild).cloneNode(
    true,
  ));
}
