// A child's activity comes to life: each question by its kind, the scene, and the end of the sitting.

import { capture } from "./capture.js";
import * as drawing from "./drawing.js";
import * as lines from "./lines.js";
import * as outbox from "./outbox.js";
import * as pass from "./pass.js";
import { hold } from "./release.js";
import { enter } from "./scene.js";

/** One row a kind: how it comes to life. @type {Record<string, {enhance: (element: HTMLElement, given: Given) => void}>} */
const KINDS = { lines, drawing };

/**
 * What a kind's module is given. `unfinished` tells whether something is open here that is not on the disk yet.
 *
 * @typedef {{keep: import("./capture.js").Keep, unfinished: (yes: boolean) => void}} Given
 */

/** @param {HTMLFormElement} form */
export function begin(form) {
  document.documentElement.dataset.ready = isSecureContext ? "kept" : "plain";
  enter(form);
  const { keep: kept, finish } = capture(form);
  /** What stands on the walls would be gone from the screen with a new page: a new release waits for the goodbye. */
  const keep = (/** @type {import("./capture.js").Thing} */ thing) => (hold(form, true), kept(thing));
  /** @type {NodeListOf<HTMLElement>} */
  const questions = form.querySelectorAll("[data-question]");
  for (const question of questions) {
    const { kind = "" } = question.dataset;
    KINDS[kind]?.enhance(question, { keep, unfinished: (yes) => hold(question, yes) });
  }
  askOneAtATime(form);
  if (!isSecureContext) return; // such a page posts its form, and never says that anything is on this tablet
  sayWhetherItCanKeep();
  markWhatIsSent();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    end(form, finish);
  });
}

/** The sitting ends: what is open is kept, then the end itself. @param {HTMLFormElement} form @param {() => Promise<string>} finish */
async function end(form, finish) {
  for (const question of form.querySelectorAll("[data-question]")) {
    question.dispatchEvent(new CustomEvent("finish"));
  }
  try {
    const entry = await finish();
    const goodbye = form.querySelector("[data-goodbye]") ?? document.querySelector("[data-goodbye]");
    if (goodbye instanceof HTMLElement) goodbye.dataset.entry = entry;
    if (goodbye instanceof HTMLElement) goodbye.dataset.state = "kept";
    document.body.dataset.at = "goodbye";
    hold(form, false);
  } catch {
    form.dataset.state = "failed";
  }
}

/** Without a pass nothing could be delivered: it is said before the first mark. */
async function sayWhetherItCanKeep() {
  if (!(await pass.current())) document.body.dataset.cannotKeep = "";
}

/** “Sent”, when the server has answered for it. */
function markWhatIsSent() {
  outbox.listen(({ event, id }) => {
    if (event !== "sent") return;
    /** @type {NodeListOf<HTMLElement>} */
    const its = document.querySelectorAll(`[data-entry="${id}"]`);
    for (const element of its) element.dataset.state = "sent";
  });
}

/** One prompt at a time, and another at a touch. @param {HTMLFormElement} form */
function askOneAtATime(form) {
  for (const button of form.querySelectorAll("[data-another]")) {
    button.addEventListener("click", () => {
      const question = /** @type {HTMLElement} */ (button.closest("[data-question]"));
      const band = new FormData(form).get("band");
      /** @type {NodeListOf<HTMLElement>} */
      const found = question.querySelectorAll(`[data-prompt][data-band="${band}"]`);
      const prompts = [...found];
      const at = prompts.findIndex((prompt) => !prompt.hidden);
      prompts.forEach((prompt, place) => prompt.hidden = place !== (at + 1) % prompts.length);
    });
  }
}
