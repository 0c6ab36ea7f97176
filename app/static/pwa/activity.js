// A child's activity comes to life: each question by its kind, the scene, and the end of the sitting.

import { capture, GOODBYE } from "./capture.js";
import * as outbox from "./outbox.js";
import * as pass from "./pass.js";
import { hold } from "./release.js";
import { enter, go } from "./scene.js";

/**
 * One row a kind: what brings it to life, fetched only where a page has it.
 *
 * @type {Record<string, () => Promise<{enhance: (element: HTMLElement, given: Given) => void}>>}
 */
const KINDS = {
  lines: () => import("./lines.js"),
  drawing: () => import("./drawing.js"),
  scale: () => import("./scale.js"),
  faces: () => import("./picks.js"),
  choice: () => import("./picks.js"),
  people: () => import("./people.js"),
};

const OFTEN = 20 * 60_000;

/** States in which something is on the screen and not on the disk. */
const UNKEPT = ["open", "failed", "no-pass"];

/**
 * What a kind's module is given. `unfinished` tells whether something is open here that is not on the disk yet.
 *
 * @typedef {{keep: import("./capture.js").Keep, unfinished: (yes: boolean) => void}} Given
 */

/** @param {HTMLFormElement} form */
export async function begin(form) {
  const kinds = await found(form);
  document.documentElement.dataset.ready = isSecureContext ? "kept" : "plain";
  enter(form);
  askOneAtATime(form);
  if (!isSecureContext) return plainly(form, kinds);

  const captured = capture(form);
  /** What stands on the walls would be gone from the screen with a new page: a new release waits for the goodbye. */
  const keep = (
    /** @type {import("./capture.js").Thing} */ thing,
  ) => (hold(form, true), captured.keep(thing));
  for (const question of questions(form)) {
    const unfinished = (/** @type {boolean} */ yes) => hold(question, yes);
    kinds.get(question.dataset.kind ?? "")?.enhance(question, { keep, unfinished });
  }
  sayWhetherItCanKeep();
  addEventListener("visibilitychange", sayWhetherItCanKeep);
  markWhatIsSent(captured);
  /** A second press asks for no second end. @type {Promise<void> | undefined} */
  let ending;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ending ??= end(form, captured).then((ended) => void (ended || (ending = undefined)));
  });
}

/** What brings this page's kinds to life. @param {HTMLFormElement} form */
async function found(form) {
  const names = new Set([...questions(form)].map(({ dataset }) => dataset.kind ?? ""));
  const known = [...names].filter((name) => name in KINDS);
  return new Map(
    await Promise.all(known.map(async (name) => /** @type {const} */ ([name, await KINDS[name]()]))),
  );
}

/**
 * Nothing can be sealed here: the page posts its form, drawings and all, and never says “On this tablet”.
 *
 * @param {HTMLFormElement} form
 * @param {Awaited<ReturnType<typeof found>>} kinds
 */
function plainly(form, kinds) {
  setInterval(() => fetch("/session").catch(() => {}), OFTEN); // so that the session does not end under the child's hand
  for (const question of questions(form)) {
    if (question.dataset.kind === "lines") continue; // every line of it is a thought
    kinds.get(question.dataset.kind ?? "")?.enhance(question, {
      keep: () => new Promise(() => {}),
      unfinished: () => {},
    });
  }
}

/** @param {HTMLFormElement} form @returns {NodeListOf<HTMLElement>} */
const questions = (form) => form.querySelectorAll("[data-question]");

/**
 * The sitting ends: what is open is kept first. What could not be kept stays on the screen, and so does the child.
 *
 * @param {HTMLFormElement} form
 * @param {import("./capture.js").Capture} captured
 * @returns {Promise<boolean>} whether it has ended
 */
async function end(form, { finish, settled }) {
  for (const question of questions(form)) question.dispatchEvent(new CustomEvent("finish"));
  do {
    await settled();
    await new Promise((done) => setTimeout(done));
  } while ([...questions(form)].some(({ dataset }) => dataset.state === "keeping"));
  const open = [...questions(form)].find(({ dataset }) => UNKEPT.includes(dataset.state ?? ""));
  if (open) {
    go(open.closest("[data-section]")?.id ?? "hill");
    return false;
  }
  try {
    await finish();
    hold(form, false);
    const goodbye = document.querySelector("[data-goodbye]");
    if (goodbye instanceof HTMLElement) Object.assign(goodbye.dataset, { item: GOODBYE, state: "kept" });
    go("goodbye");
    return true;
  } catch {
    form.dataset.state = "failed";
    return false;
  }
}

/** Without a pass nothing could be delivered: it is said before the first mark. */
async function sayWhetherItCanKeep() {
  document.body.toggleAttribute("data-cannot-keep", !(await pass.forThisPage().catch(() => undefined)));
}

/** “Sent”, when the server has answered for it. @param {import("./capture.js").Capture} captured */
function markWhatIsSent({ itemOf }) {
  outbox.listen(({ event, id = "" }) => {
    if (event !== "sent") return;
    /** @type {NodeListOf<HTMLElement>} */
    const its = document.querySelectorAll(`[data-item="${itemOf(id)}"][data-state="kept"]`);
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
