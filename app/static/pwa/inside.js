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
  made.dataset.slug = slug;
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

/** Which activity is open. */
export const slug = () => frame()?.dataset.slug;

/**
 * What is open in it is put on the disk, as when one walks out of a room.
 *
 * @returns {Promise<boolean>} whether all of it is
 */
export async function finish() {
  const root = () => frame()?.contentDocument?.documentElement;
  if (!open()) return true;
  await until(() => root()?.dataset.stands !== undefined);
  /** @type {NodeListOf<HTMLElement> | undefined} */
  const found = root()?.querySelectorAll("[data-question], [data-wall] .beside");
  const parts = [...found ?? []];
  for (const part of parts) if (part.dataset.question) part.dispatchEvent(new CustomEvent("finish"));
  const is = (/** @type {string[]} */ states) =>
    parts.some(({ dataset }) => states.includes(dataset.state ?? ""));
  await until(() => !is(["keeping"]));
  return root()?.dataset.stands !== undefined && !is(["keeping", "open", "failed", "no-pass"]);
}

/**
 * The same of whatever was begun and left: one after the other they are opened once more.
 *
 * @param {string[]} begun  the activities
 * @param {(slug: string) => Promise<unknown>} enter
 * @returns {Promise<boolean>} whether all of it is on the disk; where it is not, its activity stands open
 */
export async function finishAll(begun, enter) {
  if (!(await finish())) return false;
  for (const one of begun.filter((one) => one !== slug())) {
    await enter(one);
    if (!(await finish())) return false;
  }
  return true;
}

/** @param {() => boolean} there */
async function until(there) {
  for (let left = STEPS; left && !there(); left--) await new Promise((done) => setTimeout(done, 50));
}
