// The end of a sitting: what is open is kept, everything is gone through once more, and then comes the goodbye.

import { GOODBYE } from "./capture.js";
import { NoPass } from "./entry.js";
import { hold } from "./release.js";
import { go } from "./scene.js";

/** States in which something is on the screen and not on the disk. */
const UNKEPT = ["open", "failed", "no-pass"];

/** What the child has said to something could not be kept. */
export class NotKept extends Error {}

/**
 * What could not be kept stays on the screen, and so does the child. Once it is over, nothing of it can be read here.
 *
 * @param {HTMLFormElement} form
 * @param {import("./capture.js").Capture} captured
 * @param {boolean} atOnce  whether the child stops, and nothing is gone through
 * @returns {Promise<boolean>} whether it has ended
 */
export async function end(form, captured, atOnce) {
  form.dataset.state = "";
  try {
    if (!(await kept(form, captured))) return false;
    if (!atOnce && !(await goneThrough(form, captured) && await kept(form, captured))) return false;
    await captured.finish();
  } catch (error) {
    const why = error instanceof NotKept ? error.cause : error;
    form.dataset.state = why instanceof NoPass ? "no-pass" : "failed";
    go("hill");
    return false;
  }
  hold(form, false);
  form.replaceChildren();
  const goodbye = document.querySelector("[data-goodbye]");
  if (goodbye instanceof HTMLElement) Object.assign(goodbye.dataset, { item: GOODBYE, state: "kept" });
  const back = /** @type {HTMLElement | null} */ (document.querySelector("[data-take-back]"));
  const offered = back && import("./takeback.js").then(({ offer }) => offer(back)).catch(() => {});
  if (parent !== self) {
    await offered;
    await import("./goodbye.js").then(({ goodbye }) => goodbye()).catch(() => {});
  }
  go("goodbye");
  return true;
}

/** Where something of this part does not come down the line, or breaks, the sitting can end all the same: what was not
 * gone through is for the worker alone. @param {HTMLFormElement} form @param {import("./capture.js").Capture} captured */
const goneThrough = (form, captured) =>
  import("./readback.js").then(({ readBack }) => readBack(form, captured)).catch((error) => {
    if (error instanceof NotKept) throw error;
    return true;
  });

/** @param {HTMLFormElement} form @param {import("./capture.js").Capture} captured */
async function kept(form, { settled }) {
  /** @type {NodeListOf<HTMLElement>} */
  const found = form.querySelectorAll("[data-question]");
  for (const question of found) question.dispatchEvent(new CustomEvent("finish"));
  /** @type {NodeListOf<HTMLElement>} */
  const beside = form.querySelectorAll("[data-wall] .beside"); // what a grown-up wrote there is lost no more than the rest
  const all = [...found, ...beside];
  do {
    await settled();
    await new Promise((done) => setTimeout(done));
  } while (all.some(({ dataset }) => dataset.state === "keeping"));
  const open = all.find(({ dataset }) => UNKEPT.includes(dataset.state ?? ""));
  if (open) go(open.closest("[data-section]")?.id ?? "hill");
  return !open;
}
