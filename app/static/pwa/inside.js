// The activity inside a lent tablet's page, in a frame of its own: it is put there and taken away, and told what it asks.

import * as handover from "./handover.js";

/** How long the activity may take to put on the disk what is open in it, in steps of 50 ms. */
const STEPS = 100;

const place = () => /** @type {HTMLElement} */ (document.querySelector('[data-part="frame"]'));
const frame = () => place().querySelector("iframe");

/** Whether one is open. */
export const open = () => !!frame();
export const close = () => place().replaceChildren();

/**
 * @param {handover.Handover} held
 * @param {string} slug
 * @param {() => void} touched  what to do at every touch in it
 * @param {() => void} astray  what to do where it led to something else, which then does not show
 */
export function show({ family, member }, slug, touched, astray) {
  const made = document.createElement("iframe");
  made.title = document.title;
  made.src = `/families/${family}/members/${member}/tools/${slug}`;
  made.addEventListener("load", () => {
    if (!made.contentDocument) return (close(), astray());
    for (const event of ["pointerdown", "pointermove", "keydown"]) {
      made.contentWindow?.addEventListener(event, touched, true);
    }
    made.focus();
  });
  place().replaceChildren(made);
}

/**
 * @param {handover.Handover} held
 * @param {{key: CryptoKey, told: handover.Told}} opened
 * @param {string} what
 */
export function answer(held, { key, told }, what) {
  const path = frame()?.contentWindow?.location.pathname ?? "";
  return what === "told" ? told : what === "drafts" ? handover.drafts(held, key, path) : undefined;
}

/** Whether this message comes from the activity and from nowhere else. @param {MessageEvent} event */
export const isFrom = ({ source, origin }) =>
  origin === location.origin && !!source && source === frame()?.contentWindow;

/** Whoever speaks into a recording touches nothing. */
export const inUse = () => !!frame()?.contentDocument?.querySelector('[data-state="recording"]');

/** What is open in it is put on the disk, as when one walks out of a room. */
export async function finish() {
  const found = frame()?.contentDocument?.querySelectorAll("[data-question]") ?? [];
  const questions = [.../** @type {NodeListOf<HTMLElement>} */ (found)];
  for (const question of questions) question.dispatchEvent(new CustomEvent("finish"));
  for (let left = STEPS; left && questions.some(({ dataset }) => dataset.state === "keeping"); left--) {
    await new Promise((done) => setTimeout(done, 50));
  }
}
