// What stands on the screen of an activity on a lent tablet, kept as it changes: a tablet that was switched off goes on
// where it was, in this child's sitting and in no other.

import * as hung from "./hung.js";
import * as midway from "./midway.js";
import * as outbox from "./outbox.js";
import * as visit from "./visit.js";

/** How long after a change it is kept, in ms. What is changed meanwhile goes with it. */
const SOON = 1000;
/** How long until what could not be kept is tried again, in ms. */
const AGAIN = 5000;
const TOGGLES = ["checkbox", "radio"];
/** The place of what holds for the whole page. */
const PAGE = "page";
/** States of a question in which nothing of it is only on the screen. */
const SETTLED = ["", "kept", "sent"];
const CHOICES = ["band", "hand", "tongue", "other_tongue"];

/**
 * What stood in one question: its fields in their order, what hung on its wall, what was said out loud, the item it was
 * kept as.
 *
 * @typedef {{fields: (string | boolean)[], rows: number, pins: Pin[], takes: Take[], changing?: string, item?: string,
 *   state?: string, asked?: string, sheets: import("./hung.js").Hung[], next?: midway.Next}} Draft
 * @typedef {{item: string, text: string, state: string, asked?: string, beside?: string}} Pin
 * @typedef {{item: string, ms: number, state: string}} Take
 */

/**
 * The page as it was left, before its parts come to life.
 *
 * @param {HTMLFormElement} form
 * @returns {Promise<Map<string, Draft>>} by question
 */
export async function recall(form) {
  const [lending, kept, { waiting }] = await Promise.all([visit.current(), visit.drafts(), outbox.counts()]);
  document.documentElement.dataset.lent = "";
  choose(form, { band: lending?.band, ...kept.get(PAGE) });
  for (const question of questions(form)) {
    const slot = question.dataset.question ?? "";
    if (!kept.has(slot)) continue;
    const at = [...fields(question)].findIndex((field) => field.matches("textarea"));
    const draft = await midway.asItLies(kept.get(slot), question, at);
    kept.set(slot, draft);
    if (!SETTLED.includes(draft.state ?? "")) draft.state = "open";
    draft.sheets = hung.recall(question, draft.sheets ?? [], kept);
    for (const one of [draft, ...draft.pins, ...draft.takes, ...draft.sheets]) {
      if (one.state === "kept" && !waiting) one.state = "sent";
    }
    fill(question, draft);
  }
  return kept;
}

/** Once the sitting is over nothing of it is kept here any more. */
let over = false;
/** What was kept last, so that what did not change is not sealed again. @type {Map<string, string>} */
const written = new Map();

/**
 * What is about to be kept is noted beside what stands on the screen; what this answers is done once it is kept, or not.
 *
 * @typedef {(thing: import("./capture.js").Thing, entry: string) => Promise<(() => void) | undefined>} Beforehand
 * @param {HTMLFormElement} form @returns {Beforehand}
 */
export const beforehand = (form) => async ({ question, replaces, out, part, sheet }, entry) => {
  const element = [...questions(form)].find(({ dataset }) => dataset.question === question);
  if (over || part || !element || element.dataset.kind === "recording") return undefined;
  midway.note(element, { entry, replaces, out, sheet });
  written.delete(question);
  await visit.keepDraft(question, read(element)).catch(() => {});
  return () => midway.forget(element);
};

/** From now on, whatever changes is kept. @param {HTMLFormElement} form */
export function watch(form) {
  /** @type {Set<HTMLElement>} */
  const changed = new Set();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let soon;
  const notice = (/** @type {Event | MutationRecord} */ event) => {
    const { target } = event;
    if (!(target instanceof Element)) return;
    const within = target.closest("[data-question]") ?? target.closest("[data-section]") ?? form;
    for (
      const one of within.matches("[data-question]") ? [within] : within.querySelectorAll("[data-question]")
    ) {
      changed.add(/** @type {HTMLElement} */ (one));
    }
    // what has come to lie on the disk must not come back as if it had not
    if (event instanceof MutationRecord) clearTimeout(soon), soon = setTimeout(keepAll);
    else soon ??= setTimeout(keepAll, SOON);
  };
  const keepAll = () => {
    soon = undefined;
    if (over) return;
    const keeping = [visit.keepDraft(
      PAGE,
      Object.fromEntries([...new FormData(form)].filter(([name]) => CHOICES.includes(name))),
    )];
    for (const question of changed) {
      const [slot, now] = [question.dataset.question ?? "", read(question)];
      const text = JSON.stringify(now);
      if (written.get(slot) === text) continue;
      const onDisk = visit.keepDraft(slot, now).then(() => void written.set(slot, text));
      keeping.push(onDisk.catch((error) => (changed.add(question), Promise.reject(error))));
    }
    changed.clear();
    Promise.all(keeping).then(() => sayFull(false), full);
  };
  const full = () => {
    sayFull(true);
    soon ??= setTimeout(keepAll, AGAIN);
  };
  for (const event of ["input", "pointerup"]) form.addEventListener(event, notice);
  new MutationObserver((all) => all.forEach(notice)).observe(form, {
    subtree: true,
    attributeFilter: ["data-state", "data-item", "data-taping"],
  });
  addEventListener("pagehide", () => soon && keepAll());
}

/** What is on the screen is there and nowhere else. @param {boolean} yes */
function sayFull(yes) {
  for (const words of document.querySelectorAll("[data-full]")) words.toggleAttribute("hidden", !yes);
}

/** The sitting is over: nothing of it is kept beside what was handed in. */
export function forget() {
  over = true;
  return visit.forgetDrafts();
}

/** @param {HTMLFormElement} form @returns {NodeListOf<HTMLElement>} */
const questions = (form) => form.querySelectorAll("[data-question]");

/** @param {Element} question @returns {NodeListOf<HTMLInputElement>} */
const fields = (question) => question.querySelectorAll("input, textarea, select");

/** @param {HTMLElement} question @returns {Draft} */
function read(question) {
  const { item, state, changing, asked, question: of } = question.dataset;
  /** @type {NodeListOf<HTMLElement>} */
  const wall = document.querySelectorAll(`[data-wall] > [data-of="${of}"]`);
  return {
    fields: [...fields(question)].map(({ type, value, checked }) => TOGGLES.includes(type) ? checked : value),
    rows: question.querySelectorAll("[data-rows] > li").length,
    pins: [...wall].map(({ dataset, textContent }, at) => ({
      item: dataset.item ?? "",
      state: dataset.state ?? "",
      asked: dataset.asked,
      beside: dataset.beside,
      text: wall[at].querySelector("[data-text]")?.textContent ?? textContent ?? "",
    })),
    takes: takes(question),
    sheets: hung.hung(question),
    changing,
    asked,
    item,
    state,
    next: midway.noted(question),
  };
}

/** What was said out loud here; and what is being said, as far as it lies on the disk. @param {HTMLElement} question @returns {Take[]} */
function takes(question) {
  const [item, ms] = question.dataset.taping?.split(" ") ?? [];
  /** @type {NodeListOf<HTMLElement>} */
  const hung = question.querySelectorAll("[data-takes] > *");
  return [
    ...[...hung].map(({ dataset }) => dataset),
    ...item ? [{ item, ms, state: "kept" }] : [],
  ].map(({ item = "", ms, state = "" }) => ({ item, ms: Number(ms), state }));
}

/** @param {HTMLElement} question @param {Draft} draft */
function fill(question, { fields: values, rows, item, state, asked }) {
  const list = question.querySelector("[data-rows]");
  const row = /** @type {HTMLTemplateElement | null} */ (question.querySelector("template[data-row]"));
  while (list && row && list.children.length < rows) list.append(row.content.cloneNode(true));
  for (const [place, field] of fields(question).entries()) {
    const value = values[place];
    if (typeof value === "boolean") field.checked = value;
    else if (value !== undefined) field.value = value;
  }
  if (item) question.dataset.item = item;
  if (asked) question.dataset.asked = asked;
  if (state && state !== "open") question.dataset.state = state; // what is open says so itself
}

/** @param {HTMLFormElement} form @param {Record<string, string | undefined>} chosen */
function choose(form, chosen) {
  for (const name of CHOICES) {
    const box = form.querySelector(`input[type=radio][name="${name}"][value="${chosen[name]}"]`);
    const line = form.querySelector(`select[name="${name}"], input:not([type])[name="${name}"]`);
    if (box instanceof HTMLInputElement) box.checked = true;
    if (line && chosen[name]) /** @type {HTMLSelectElement} */ (line).value = chosen[name];
  }
}
