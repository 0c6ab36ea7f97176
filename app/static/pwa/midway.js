// A tablet that is switched off midway, when a thing lies on the disk and the screen that says so does not yet: what is
// being kept is noted beside what stands there, so that it is not handed in a second time.

import { isHeld } from "./store.js";

/**
 * What is being kept of a question: the `entry` that brings it, which names the item too, which item it takes the place of
 * or takes out, and which `sheet` of a drawing it is.
 *
 * @typedef {{entry: string, replaces?: string, out?: string, sheet?: string}} Next
 * @typedef {import("./drafts.js").Draft} Draft
 */

/** @param {HTMLElement} question @param {Next} next */
export const note = (question, next) => void (question.dataset.next = JSON.stringify(next));

/** @param {HTMLElement} question */
export const forget = (question) => void delete question.dataset.next;

/** @param {HTMLElement} question @returns {Next | undefined} */
export const noted = ({ dataset: { next } }) => next && JSON.parse(next);

/**
 * What stood in a question, with what has come to lie on the disk since.
 *
 * @param {Draft} draft
 * @param {{dataset: DOMStringMap}} question
 * @param {number} at  which of its fields holds its words
 * @param {(entry: string) => Promise<boolean>} [isThere]
 * @returns {Promise<Draft>}
 */
export async function asItLies(draft, { dataset: { kind } }, at, isThere = isHeld) {
  const { next, ...its } = draft;
  if (!next || !(await isThere(next.entry).catch(() => false))) return its;
  if (kind === "lines") return thought(its, next, at);
  const hangs = its.sheets.some(({ name }) => name === next.sheet);
  return hangs ? sheet(its, next) : whole(its, next);
}

/** On the wall, or off it. Nothing else could be written here meanwhile. @param {Draft} its @param {Next} next @param {number} at @returns {Draft} */
function thought(its, { entry: item, replaces, out }, at) {
  if (out) return { ...its, pins: its.pins.filter((pin) => pin.item !== out) };
  const { fields, asked, changing: _changing, ...rest } = its;
  const now = { item, text: `${fields[at]}`, state: "kept", asked };
  const pins = replaces
    ? its.pins.map((pin) => pin.item === replaces ? { ...pin, ...now } : pin)
    : [...its.pins, now];
  return { ...rest, pins, fields: fields.map((value, place) => place === at ? "" : value), state: "" };
}

/** It may have been drawn on before it was put away: as it hangs there it takes that one's place. @param {Draft} its @param {Next} next @returns {Draft} */
function sheet(its, { entry: item, sheet: name, out }) {
  const sheets = its.sheets.filter((one) => one.name !== name || !out);
  return {
    ...its,
    sheets: sheets.map((one) => one.name === name ? { ...one, item, state: "keeping" } : one),
  };
}

/** What was changed since takes its place. @param {Draft} its @param {Next} next @returns {Draft} */
function whole(its, { entry, replaces = "", out }) {
  if ((its.item ?? "") !== (out ?? replaces)) return its; // it was a sheet that neither hangs nor lies on the table
  const [item, kept] = out ? ["", ""] : [entry, "kept"];
  return { ...its, item, state: its.state === "keeping" ? kept : "open" };
}
