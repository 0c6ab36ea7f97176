// Before the goodbye, everything once more: each thing by itself is right, is changed or is taken out; and then who may
// see it. It can be left at every step: what was not gone through is for the worker alone.

import { go } from "./scene.js";
import { faces, share } from "./sharing.js";
import { lay } from "./style.js";
import { takeOut, things } from "./thing.js";

/** Things that the child said yes to in this sitting, and whom they showed them to. @type {Map<string, import("./sharing.js").Said>} */
const agreed = new Map();

/** @type {ReturnType<typeof faces> | undefined} */
let asked;

/**
 * @param {HTMLFormElement} form
 * @param {import("./capture.js").Capture} captured
 * @returns {Promise<boolean>} whether the sitting can end; or else the child has gone back to change something
 */
export async function readBack(form, captured) {
  const place = /** @type {HTMLElement} */ (form.querySelector("[data-readback]"));
  const left = things(form).filter(({ item }) => !agreed.has(item));
  if (!left.length) return true;
  await lay(
    /** @type {HTMLTemplateElement} */ (place.querySelector("template[data-sheets]")).content.children,
  );
  const who = await (asked ??= faces(place));
  who.begin();
  /** What holds for all that comes. @type {import("./sharing.js").Said | undefined} */
  let same;
  for (const [at, thing] of left.entries()) {
    lift(place, thing, at, left.length);
    const answer = await step(form, place, "right");
    if (answer === "enough") return true;
    if (answer === "change") return change(thing);
    if (answer === "out") {
      const then = await step(form, place, "out");
      if (then !== "back") await takenOut(form, captured, thing);
      if (then === "enough") return true;
      if (then === "on") continue;
    }
    const seen = same ? "on" : await step(form, place, "see");
    if (seen === "enough") return true;
    const said = same ?? who.said();
    if (pressed(place)) same = said;
    await share(thing.item, said);
    agreed.set(thing.item, said);
  }
  return true;
}

/** One thing is held up, with where it belongs. @param {HTMLElement} place @param {import("./thing.js").Thing} thing @param {number} at @param {number} all */
function lift(place, thing, at, all) {
  const part = (
    /** @type {string} */ name,
  ) => /** @type {HTMLElement} */ (place.querySelector(`[data-${name}]`));
  const board = thing.question.closest("[data-section]")?.querySelector("h2")?.cloneNode(true);
  part("whence").replaceChildren(...board?.childNodes ?? []);
  part("asked").textContent = prompt(thing.question);
  part("said").replaceChildren();
  part("said").dataset.kind = thing.element === thing.question ? thing.question.dataset.kind : "words";
  thing.look(part("said"));
  part("at").textContent = `${at + 1}`;
  part("all").textContent = `${all}`;
  part("same").hidden = at + 1 === all;
  part("same").setAttribute("aria-pressed", "false");
}

/** What was asked, where there is but one way of asking it. @param {HTMLElement} question */
function prompt(question) {
  const band = new FormData(/** @type {HTMLFormElement} */ (question.closest("form"))).get("band");
  const asked = question.querySelectorAll(`[data-prompt][data-band="${band}"]`);
  return asked.length === 1 ? asked[0].textContent ?? "" : "";
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
  if (things(form).some(({ item }) => item === thing.item)) throw new Error("it is still there");
}
