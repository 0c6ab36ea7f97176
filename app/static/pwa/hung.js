// The sheets of one drawing question: the one on the table, and the ones before it, which hang on the wall as small
// pictures and can be opened again, changed or taken out. Each is a thing of its own.

import { picture } from "./sheet.js";
import * as visit from "./visit.js";

/**
 * One sheet. `now` is what is on it, as it is written: nothing, where nothing is; `kept` what of it lies on the disk, and
 * as which `item`. `place` is where it hangs, once it does.
 *
 * @typedef {{name: string, now: string, kept: string, item: string, asked?: string, place?: HTMLElement}} Leaf
 */

/** Whose picture it is. @type {WeakMap<Element, Leaf>} */
const hanging = new WeakMap();

/** @param {Partial<Leaf>} [said] @returns {Leaf} */
export const leaf = (said) => ({
  name: isSecureContext ? crypto.randomUUID() : "",
  now: "",
  kept: "",
  item: "",
  ...said,
});

/** What is on a sheet that hangs. @param {Element} place */
export const contentOf = (place) => hanging.get(place)?.now ?? "";

/**
 * On the wall, as a small picture that is drawn once. On a lent tablet it is kept beside what is on the screen.
 *
 * @param {HTMLElement} question
 * @param {Leaf} one
 * @param {{state: string, drawn: import("./strokes.js").Stroke[], open: (one: Leaf) => void, out: (one: Leaf) => void}} told
 */
export function hang(question, one, { state, drawn, open, out }) {
  const template = /** @type {HTMLTemplateElement} */ (document.querySelector("template[data-hung]"));
  const made = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  const place = /** @type {HTMLElement} */ (made.firstElementChild);
  const canvas = /** @type {HTMLCanvasElement} */ (place.querySelector("canvas"));
  place.querySelector("[data-change]")?.addEventListener("click", () => open(one));
  place.querySelector("[data-take-out]")?.addEventListener("click", () => out(one));
  Object.assign(place.dataset, { leaf: one.name, item: one.item, state, asked: one.asked ?? "" });
  hanging.set(place, one);
  one.place = place;
  question.querySelector("[data-sheets]")?.append(place);
  picture(canvas, drawn);
  visit.keepDraft(slot(question, one), { text: one.now }).catch(() => {});
}

/** Off the wall. @param {HTMLElement} question @param {Leaf} one */
export function take(question, one) {
  one.place?.remove();
  delete one.place;
  visit.keepDraft(slot(question, one), null).catch(() => {});
}

/** Where what is on it is kept on a lent tablet. @param {HTMLElement} question @param {{name: string}} one */
const slot = ({ dataset }, { name }) => `${dataset.question} ${name}`;

/**
 * What a lent tablet keeps of the sheets that hang, beside what is on each of them.
 *
 * @typedef {{name: string, item: string, state: string, asked: string, text?: string}} Hung
 * @param {HTMLElement} question
 * @returns {Hung[]}
 */
export const hung = (question) =>
  [...question.querySelectorAll("[data-sheets] > *")].map((place) => {
    const { leaf: name = "", item = "", state = "", asked = "" } = /** @type {HTMLElement} */ (place).dataset;
    return { name, item, state, asked };
  });

/** With what is on each of them. @param {HTMLElement} question @param {Hung[]} all @param {Map<string, any>} kept by slot */
export const recall = (question, all, kept) =>
  all.map((one) => ({ ...one, text: kept.get(slot(question, one))?.text ?? "" }));
