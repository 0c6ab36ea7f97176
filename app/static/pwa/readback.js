// Before the goodbye, everything once more: each thing by itself is right, is changed or is taken out; and then who may
// see it. It can be left at every step: what was not gone through is for the worker alone.

import { READBACK } from "./capture.js";
import { NotKept } from "./ending.js";
import { NoPass } from "./entry.js";
import { hush, lift } from "./held.js";
import { go } from "./scene.js";
import { faces, PEOPLE, share, UNSAID } from "./sharing.js";
import { lay } from "./style.js";
import { takeOut, things } from "./thing.js";
import * as visit from "./visit.js";

/**
 * How far one has come: the things that the child said yes to and that are written down; those of them that somebody
 * else may see; the one that is `right`, and of which it is still to be said who may see it; what holds for all that
 * comes. A lent tablet keeps it beside its drafts, so that after the PIN it goes on where it was; `open` says that it was
 * under way.
 *
 * @typedef {{agreed: string[], shown?: string[], right?: string, same?: import("./sharing.js").Said, open?: boolean}} Stood
 */

/** @type {Stood | undefined} */
let stood;

/** @type {ReturnType<typeof faces> | undefined} */
let who;

/**
 * @param {HTMLFormElement} form
 * @param {import("./capture.js").Capture} captured
 * @returns {Promise<boolean>} whether the sitting can end; or else the child has gone back to change something
 */
export async function readBack(form, captured) {
  const place = /** @type {HTMLElement} */ (form.querySelector("[data-readback]"));
  const { agreed } = await standing();
  const left = things(form).filter(({ item }) => !agreed.includes(item));
  if (!left.length) return true;
  await lay(
    /** @type {HTMLTemplateElement} */ (place.querySelector("template[data-sheets]")).content.children,
  );
  who ??= faces(place);
  await note({ open: true });
  try {
    return await oneByOne(form, captured, place, left);
  } finally {
    hush(place);
    await note({ open: false, same: undefined });
  }
}

/** How far the child has come, and had before the tablet was put away. @returns {Promise<Stood>} */
export const standing = async () => stood ??= (await visit.drafts(false)).get(READBACK) ?? { agreed: [] };

/** @param {HTMLFormElement} form @param {import("./capture.js").Capture} captured @param {HTMLElement} place @param {import("./thing.js").Thing[]} left */
async function oneByOne(form, captured, place, left) {
  for (const [at, thing] of left.entries()) {
    if (!lift(place, thing, at, left.length)) continue;
    const answer = stood?.right === thing.item ? "yes" : await looked(form, captured, place, thing);
    if (answer === "change") return change(thing);
    if (answer === "enough") return true;
    if (answer !== "yes") continue;
    await note({ right: thing.item });
    const said = stood?.same ?? await seen(form, place);
    await share(thing.item, said ?? UNSAID).catch(notKept); // the yes is a yes, whoever may see it
    const others = said?.audience === PEOPLE ? [thing.item] : [];
    const all = { agreed: [...stood?.agreed ?? [], thing.item], shown: [...stood?.shown ?? [], ...others] };
    await note({ ...all, right: undefined });
    if (!said) return true;
  }
  return true;
}

/**
 * Whether it is right. What was taken out and put back is asked about again.
 *
 * @param {HTMLFormElement} form
 * @param {import("./capture.js").Capture} captured
 * @param {HTMLElement} place
 * @param {import("./thing.js").Thing} thing
 * @returns {Promise<string>} `yes`, `change`, `gone` or `enough`
 */
async function looked(form, captured, place, thing) {
  for (;;) {
    const answer = await step(form, place, "right");
    if (answer !== "out") return answer;
    const then = await step(form, place, "out");
    if (then === "back") continue;
    await takenOut(form, captured, thing).catch(notKept);
    return then === "enough" ? then : "gone";
  }
}

/**
 * Who may see it. That nobody else does can hold for all that comes; whoever is named is named for one thing.
 *
 * @param {HTMLFormElement} form
 * @param {HTMLElement} place
 * @returns {Promise<import("./sharing.js").Said | undefined>} nothing where the child stops: a face that was touched on
 *   the way has not been said
 */
async function seen(form, place) {
  const { begin, said } = /** @type {ReturnType<typeof faces>} */ (who);
  await begin();
  if (await step(form, place, "see") === "enough") return undefined;
  const now = said();
  if (pressed(place) && now.audience !== PEOPLE) await note({ same: now });
  return now;
}

/** What comes after is as if it had been said before the tablet was put away. @param {Partial<Stood>} what */
async function note(what) {
  stood = { agreed: [], ...stood, ...what };
  await visit.keepDraft(READBACK, stood).catch(() => {}); // it is asked once more, no worse
}

/** @param {unknown} error @returns {never} */
function notKept(error) {
  throw new NotKept("what was said to it", { cause: error });
}

/** @param {HTMLElement} place */
const pressed = (place) => place.querySelector("[data-same]")?.getAttribute("aria-pressed") === "true";

/**
 * One step, until something is touched.
 *
 * @param {HTMLFormElement} form
 * @param {HTMLElement} place
 * @param {string} name
 * @returns {Promise<string>} what was touched; `enough`, where the child stops here
 */
function step(form, place, name) {
  place.dataset.step = name;
  go(place.id);
  return new Promise((done) => {
    const listening = new AbortController();
    const answer = (/** @type {string} */ what) => (listening.abort(), done(what));
    form.addEventListener("submit", () => answer("enough"), listening);
    place.addEventListener("click", ({ target }) => {
      const button = target instanceof Element ? target.closest("button") : null;
      const { answer: what, same } = button?.dataset ?? {};
      if (same !== undefined) button?.setAttribute("aria-pressed", `${!pressed(place)}`);
      if (what) answer(what);
    }, listening);
  });
}

/** Back to where it was made. @param {import("./thing.js").Thing} thing */
function change({ element, question }) {
  go(question.closest("[data-section]")?.id ?? "hill");
  question.dispatchEvent(new CustomEvent("show"));
  /** @type {HTMLElement | null} */ (element.querySelector("[data-change]"))?.click();
  element.scrollIntoView({ block: "center" });
  return false;
}

/** @param {HTMLFormElement} form @param {import("./capture.js").Capture} captured @param {import("./thing.js").Thing} thing */
async function takenOut(form, { keep, settled }, thing) {
  await takeOut(thing, keep);
  await settled();
  if (!things(form).some(({ item }) => item === thing.item)) return;
  throw thing.question.dataset.state === "no-pass" ? new NoPass() : new Error("it is still there");
}
