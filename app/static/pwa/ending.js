// The end of a sitting: what is open is kept, everything is gone through once more, and then comes the goodbye.

import { GOODBYE } from "./capture.js";
import { NoPass } from "./entry.js";
import { hold } from "./release.js";
import { go } from "./scene.js";

/** States in which something is on the screen and not on the disk. */
const UNKEPT = ["open", "failed", "no-pass"];
/** Where a lent tablet keeps how far one has come in going through everything. */
export const READBACK = "readback";

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
  if (parent !== self) {
    await import("./goodbye.js").then(({ goodbye }) => goodbye()).catch(() => {});
  }
  go("goodbye");
  return true;
}

/**
 * Somebody was quicker than the line, or the page was given back: each in which something stands wakes, and is kept as
 * when one walks out of its room.
 *
 * @param {HTMLFormElement} form
 * @param {HTMLElement[]} asleep  the questions that nobody went in to
 * @param {(question: HTMLElement) => Promise<void> | undefined} wake
 */
export async function takeInBegun(form, asleep, wake) {
  const said = new FormData(form);
  for (const question of asleep) {
    /** @type {NodeListOf<HTMLInputElement>} */
    const fields = question.querySelectorAll("input[name], textarea[name]");
    if (![...fields].some(({ name }) => `${said.get(name) ?? ""}`.trim())) continue;
    await Promise.resolve(wake(question)).then(
      () => question.dispatchEvent(new CustomEvent("finish")),
      () => question.dataset.state = "failed",
    );
  }
}

/**
 * Nothing is left open behind whoever goes by a link: what cannot be kept is shown, and a second press goes all the same.
 *
 * @param {HTMLAnchorElement} way @param {HTMLFormElement} form @param {import("./capture.js").Capture} captured
 */
export function goBy(way, form, captured) {
  way.addEventListener("click", async (event) => {
    event.preventDefault();
    if (await kept(form, captured).catch(() => false) || way.dataset.pressed) location.assign(way.href);
    way.dataset.pressed = "yes";
  });
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
