// The end of a sitting: what is open is kept, everything is gone through once more, and then comes the goodbye.

import { GOODBYE } from "./capture.js";
import { hold } from "./release.js";
import { go } from "./scene.js";

/** States in which something is on the screen and not on the disk. */
const UNKEPT = ["open", "failed", "no-pass"];

/**
 * What could not be kept stays on the screen, and so does the child.
 *
 * @param {HTMLFormElement} form
 * @param {import("./capture.js").Capture} captured
 * @param {boolean} atOnce  whether the child stops, and nothing is gone through
 * @returns {Promise<boolean>} whether it has ended
 */
export async function end(form, captured, atOnce) {
  try {
    if (!(await kept(form, captured))) return false;
    if (!atOnce && !(await goneThrough(form, captured) && await kept(form, captured))) return false;
    await captured.finish();
    hold(form, false);
    const goodbye = document.querySelector("[data-goodbye]");
    if (goodbye instanceof HTMLElement) Object.assign(goodbye.dataset, { item: GOODBYE, state: "kept" });
    if (parent !== self) await import("./goodbye.js").then(({ goodbye }) => goodbye(form));
    go("goodbye");
    return true;
  } catch {
    go("hill");
    form.dataset.state = "failed";
    return false;
  }
}

/** Where this part of the page does not come down the line, the sitting can end all the same. */
const goneThrough = (
  /** @type {HTMLFormElement} */ form,
  /** @type {import("./capture.js").Capture} */ captured,
) => import("./readback.js").then(({ readBack }) => readBack(form, captured), () => true);

/** @param {HTMLFormElement} form @param {import("./capture.js").Capture} captured */
async function kept(form, { settled }) {
  /** @type {NodeListOf<HTMLElement>} */
  const found = form.querySelectorAll("[data-question]");
  const questions = [...found];
  for (const question of questions) question.dispatchEvent(new CustomEvent("finish"));
  do {
    await settled();
    await new Promise((done) => setTimeout(done));
  } while (questions.some(({ dataset }) => dataset.state === "keeping"));
  const open = questions.find(({ dataset }) => UNKEPT.includes(dataset.state ?? ""));
  if (open) go(open.closest("[data-section]")?.id ?? "hill");
  return !open;
}
