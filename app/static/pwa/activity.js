// A child's activity comes to life: each question by its kind, the scene, and the way to the end of the sitting.

import { capture, READBACK } from "./capture.js";
import { takeInBegun } from "./early.js";
import * as outbox from "./outbox.js";
import * as pass from "./pass.js";
import { askOneAtATime } from "./prompt.js";
import { hold } from "./release.js";
import { count, enter } from "./scene.js";
import * as sitting from "./sitting.js";
import { lay } from "./style.js";

/**
 * One row a kind: what brings it to life.
 *
 * @type {Record<string, () => Promise<{enhance: (element: HTMLElement, given: Given) => unknown}>>}
 */
const KINDS = {
  lines: () => import("./lines.js"),
  drawing: () => import("./drawing.js"),
  scale: () => import("./scale.js"),
  faces: () => import("./picks.js"),
  choice: () => import("./picks.js"),
  people: () => import("./people.js"),
  naming: () => import("./naming.js"),
  recording: () => import("./recording.js"),
  layer: () => import("./layer.js"),
  stickers: () => import("./stickers.js"),
};

const OFTEN = 20 * 60_000;

/**
 * What a kind's module is given. `unfinished` tells whether something is open here that is not on the disk yet.
 *
 * `recalled` is what stood here before, on a lent tablet; its fields are filled in already.
 *
 * @typedef {{keep: import("./capture.js").Keep, unfinished: (yes: boolean) => void,
 *   recalled?: import("./drafts.js").Draft}} Given
 */

/** @param {HTMLFormElement} form */
export async function begin(form) {
  if (parent !== self) await import("./questions.js").then(({ put }) => put(form)).catch(() => {});
  if (form.dataset.book !== undefined && parent !== self) {
    await import("./book.js").then(({ fill }) => fill(form)).catch(() => {});
  }
  const along = once(() => import("./holder.js").then(({ stand }) => stand(form)));
  if (parent !== self) await along().catch(() => {});
  const drafts = parent !== self ? await import("./drafts.js") : undefined;
  const recalled = await drafts?.recall(form);
  const first = await import("./first.js").catch(() => undefined);
  const untold = await first?.awaits(form);
  document.documentElement.dataset.ready = isSecureContext ? "kept" : "plain";
  const captured = isSecureContext ? capture(form, drafts?.beforehand(form)) : undefined;
  for (const question of questions(form)) {
    const before = recalled?.get(question.dataset.question ?? "");
    wakes(question, captured ? given(form, question, captured, before) : PLAINLY);
  }
  enter(form, async (room) => void await Promise.all([wake(room), along(), import("./ending.js")]));
  if (untold) first?.tell(form);
  askOneAtATime(form);
  if (!captured) return stayIn();

  drafts?.watch(form);
  const back = [...questions(form)].filter(({ dataset }) => recalled?.has(dataset.question ?? ""));
  const stands = Promise.all(back.map(async (question) => {
    await asleep.get(question)?.().catch(() => {}); // it is tried again when somebody goes in to it
    count(question);
  })).then(() => takeIn(form));
  stands.then(() => document.documentElement.dataset.stands = ""); // a lent tablet waits for it before it is given back
  sayWhetherItCanKeep();
  addEventListener("visibilitychange", sayWhetherItCanKeep);
  markWhatIsSent(captured);
  /** A second press asks for no second end. */
  let ending = false;
  const finish = async (/** @type {boolean} */ stops) => {
    if (ending) return;
    ending = true;
    await takeIn(form);
    try {
      ending = await import("./ending.js").then(({ end }) => end(form, captured, stops));
    } catch {
      ending = false;
      document.getElementById("hill")?.setAttribute("data-state", "shut"); // it does not come down the line
    }
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    finish(!!event.submitter?.closest("[data-at-once]"));
  });
  form.addEventListener("keydown", enterEndsNothing);
  sitting.listen(() => finish(true));
  const goingThrough = /** @type {{open?: boolean} | undefined} */ (recalled?.get(READBACK));
  if (goingThrough?.open) stands.then(() => finish(false));
}

/** What is asked for again and again comes once, unless it could not. @param {() => Promise<void>} get */
function once(get) {
  /** @type {Promise<void> | undefined} */
  let got;
  return () => got ??= get().catch((error) => (got = undefined, Promise.reject(error)));
}

/** A line of words is not the end of the sitting. @param {KeyboardEvent} event */
function enterEndsNothing(event) {
  if (event.key === "Enter" && event.target instanceof HTMLInputElement) event.preventDefault();
}

/** The session is not to end under the child's hand. */
function stayIn() {
  setInterval(() => fetch("/session").catch(() => {}), OFTEN);
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement} question
 * @param {import("./capture.js").Capture} captured
 * @param {import("./drafts.js").Draft} [recalled]
 * @returns {Given}
 */
function given(form, question, captured, recalled) {
  return {
    /** What stands on the walls would be gone from the screen with a new page: a new release waits for the goodbye. */
    keep: (thing) => (hold(form, true), captured.keep(thing)),
    unfinished: (yes) => hold(question, yes),
    recalled,
  };
}

/** Nothing can be sealed here: the page posts its form, drawings and all, and never says “On this tablet”. @type {Given} */
const PLAINLY = { keep: () => new Promise(() => {}), unfinished: () => {} };

/** How each question of the page is woken. @type {WeakMap<Element, () => Promise<void>>} */
const asleep = new WeakMap();
/** @type {WeakSet<Element>} */
const awake = new WeakSet();

/** What somebody filled in before it was awake. @param {HTMLFormElement} form */
const takeIn = (form) =>
  takeInBegun(form, [...questions(form)].filter((one) => !awake.has(one)), (one) => asleep.get(one)?.());

/**
 * What brings a question to life comes down the line when somebody goes in to it, and not before: once, whoever asks.
 *
 * @param {HTMLElement} question
 * @param {Given} given
 */
function wakes(question, given) {
  const { kind = "" } = question.dataset;
  if (!(kind in KINDS) || given === PLAINLY && kind === "lines") return; // there every line of it is a thought
  /** @type {Promise<void> | undefined} */
  let woken;
  asleep.set(
    question,
    () => woken ??= awaken(question, given).catch((error) => (woken = undefined, Promise.reject(error))),
  );
}

/** @param {HTMLElement} question @param {Given} given */
async function awaken(question, given) {
  const kind = question.dataset.kind ?? "";
  /** @type {HTMLTemplateElement | null} */
  const modules = document.querySelector(`template[data-modules="${kind}"]`);
  const sheets = lay(modules?.content.querySelectorAll("link[rel=stylesheet]") ?? []);
  document.head.append(...modules?.content.querySelectorAll("link[rel=modulepreload]") ?? []); // asked for all at once
  const chest = import("./chest.js").then(({ open }) => open(question.closest("form")?.dataset.chest));
  const [module] = await Promise.all([KINDS[kind](), sheets, chest]);
  await module.enhance(question, given);
  awake.add(question);
}

/** All that is asked in a part of the page comes to life. @param {Element | null} part */
export async function wake(part) {
  const questions = [...part?.querySelectorAll("[data-question]") ?? []];
  await Promise.all(questions.map((question) => asleep.get(question)?.()));
}

/** @param {HTMLFormElement} form @returns {NodeListOf<HTMLElement>} */
const questions = (form) => form.querySelectorAll("[data-question]");

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
