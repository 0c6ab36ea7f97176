// What a child has put into an activity, thing by thing, as the page shows it: what it looks like, and how it is taken out.

import { contentOf } from "./hung.js";
import { field, isSomebody } from "./person.js";
import { spoken } from "./prompt.js";
import { count } from "./scene.js";
import { sheet } from "./sheet.js";
import * as strokes from "./strokes.js";

/**
 * One thing that is kept: `item` is its name. `look` is what it looks like, to be laid into a place of its own.
 *
 * @typedef {{item: string, element: HTMLElement, question: HTMLElement, look: (place: HTMLElement) => void}} Thing
 */

/**
 * How an answer that is one whole looks on its own, by its kind.
 *
 * @type {Record<string, (question: HTMLElement, place: HTMLElement) => void>}
 */
const LOOKS = {
  drawing: drawn,
  layer: drawn,
  scale: walked,
  faces: picked,
  choice: picked,
  naming: named,
  people: stood,
  stickers: stuck,
};

/** All of them, in the order in which they stand on the page. @param {HTMLFormElement} form @returns {Thing[]} */
export function things(form) {
  /** @type {NodeListOf<HTMLElement>} */
  const found = form.querySelectorAll(
    "[data-wall] > [data-item], [data-takes] > [data-item], [data-sheets] > [data-item]:not([data-item='']), [data-question][data-item]:not([data-item=''])",
  );
  return [...found].map((element) => {
    const of = element.dataset.of ?? element.closest("[data-question]")?.getAttribute("data-question");
    /** @type {HTMLElement} */
    const question = form.querySelector(`[data-question="${of}"]`) ?? element;
    return {
      item: element.dataset.item ?? "",
      element,
      question,
      look: (place) => look(element, question, place),
    };
  });
}

/**
 * Taken out, and gone from the screen.
 *
 * @param {Thing} thing
 * @param {import("./capture.js").Keep} keep
 */
export async function takeOut({ element, question, item }, keep) {
  if (element === question) return empty(question);
  await keep({ question: question.dataset.question ?? "", out: item });
  element.remove();
  count(question);
}

/** A whole answer that says nothing any more is taken out by its own module. @param {HTMLElement} question */
function empty(question) {
  question.dispatchEvent(new CustomEvent("clear"));
  /** @type {NodeListOf<HTMLInputElement>} */
  const fields = question.querySelectorAll("input:not([type=hidden]):not([data-name])");
  for (const field of fields) {
    if (["checkbox", "radio"].includes(field.type)) field.checked = false;
    else field.value = "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  question.dispatchEvent(new CustomEvent("finish"));
}

/** @param {HTMLElement} element @param {HTMLElement} question @param {HTMLElement} place */
function look(element, question, place) {
  const { kind = "" } = question.dataset;
  if (element.matches("[data-takes] > *")) return heard(element, place);
  if (element.matches("[data-sheets] > *")) return drawn(question, place, contentOf(element));
  if (element !== question) {
    return words(element.querySelector("[data-text]")?.textContent ?? "", place, spoken(element));
  }
  if (kind in LOOKS) return LOOKS[kind](question, place);
  place.append(still(question)); // whatever it is, it is seen as it stands
}

/** @param {string} said @param {HTMLElement} place @param {string} [tongue]  the language it is said in, where that is known */
function words(said, place, tongue) {
  if (!said.trim()) return;
  const line = document.createElement("p");
  Object.assign(line, { dir: "auto", textContent: said });
  line.dataset.line = "";
  if (tongue !== undefined) line.lang = tongue;
  place.append(line);
}

/** On a sheet of its own, from its lines. @param {HTMLElement} question @param {HTMLElement} place @param {string} [content] */
function drawn(question, place, content) {
  const paper =
    /** @type {HTMLElement} */ (still(/** @type {Element} */ (question.querySelector("[data-paper]"))));
  const { value } = /** @type {HTMLInputElement} */ (question.querySelector("input[type=hidden]"));
  place.append(paper);
  const [base, live] = paper.querySelectorAll("canvas");
  sheet(base, live).show(strokes.read(content ?? value));
  words(strokes.words(content ?? value), place);
}

/** @param {HTMLElement} question @param {HTMLElement} place */
function walked(question, place) {
  const stone = document.createElement("b");
  stone.textContent = question.querySelector("[data-here]")?.textContent ?? "";
  Object.assign(stone.dataset, { line: "", stone: "" });
  const [high, low] = [".scale-high", ".scale-low"].map((end) => question.querySelector(end));
  place.append(...[low && still(low), stone, high && still(high)].filter((one) => one !== null));
}

/** @param {HTMLElement} question @param {HTMLElement} place */
function picked(question, place) {
  const all = document.createElement("div");
  all.dataset.picked = "";
  for (const box of question.querySelectorAll("[data-pick]:checked")) {
    const pick = still(/** @type {Element} */ (box.parentElement?.querySelector(":scope > span")));
    pick.dataset.line = "";
    all.append(pick);
  }
  place.append(all);
  const own = /** @type {HTMLInputElement | null} */ (question.querySelector("[data-words]"));
  words(own?.value ?? "", place, spoken(question));
}

/** @param {HTMLElement} question @param {HTMLElement} place */
function named(question, place) {
  const emblem = question.querySelector("[data-emblems] :checked")?.parentElement?.querySelector("svg");
  if (emblem) place.append(emblem.cloneNode(true));
  const own = /** @type {HTMLInputElement} */ (question.querySelector("[data-words]"));
  words(own.value, place, spoken(question));
}

/** Where everybody stands, and the same in words for whoever listens. @param {HTMLElement} question @param {HTMLElement} place */
function stood(question, place) {
  for (const part of question.querySelectorAll("[data-spots], [data-nowhere]:not(:empty)")) {
    place.append(still(part));
  }
  const heard = document.createElement("div");
  heard.className = "only-heard";
  for (const row of question.querySelectorAll("[data-rows] > li")) {
    if (!isSomebody(row)) continue;
    const [who, where] = ["figure", "where"].map((part) =>
      /** @type {any} */ (field(row, part)).selectedOptions[0].textContent
    );
    words(`${field(row, "who").value || who}: ${where}`, heard);
  }
  place.append(heard);
}

/** The wall, and the same in words for whoever listens. @param {HTMLElement} question @param {HTMLElement} place */
function stuck(question, place) {
  place.append(still(/** @type {Element} */ (question.querySelector("[data-stuck]"))));
  const heard = document.createElement("div");
  heard.className = "only-heard";
  for (const row of question.querySelectorAll("[data-rows] > li")) {
    words([...row.querySelectorAll("select")].map((one) => one.selectedOptions[0]?.text).join(": "), heard);
  }
  place.append(heard);
}

/** What was said out loud is listened to where it lies. @param {HTMLElement} take @param {HTMLElement} place */
function heard(take, place) {
  const silent = take.querySelector("[data-silent]");
  if (silent) return place.append(still(silent));
  const own = /** @type {HTMLElement} */ (take.querySelector("[data-play]"));
  const play = /** @type {HTMLElement} */ (own.cloneNode(true));
  play.addEventListener("click", () => own.click());
  const mirror = () => play.setAttribute("aria-pressed", own.getAttribute("aria-pressed") ?? "false");
  new MutationObserver(mirror).observe(own, { attributeFilter: ["aria-pressed"] });
  place.append(play);
}

/** A likeness that nothing can be done with. @param {Element} element @returns {HTMLElement} */
function still(element) {
  const copy = /** @type {HTMLElement} */ (element.cloneNode(true));
  for (const one of [copy, ...copy.querySelectorAll("*")]) {
    for (const name of ["id", "name", "for", "aria-labelledby", "data-question"]) one.removeAttribute(name);
  }
  copy.inert = true;
  return copy;
}
