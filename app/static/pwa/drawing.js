// A drawing question: paper, pens, rubber, back and forth without end. It is kept at each pause, whole, in place of what
// was kept before.

import { NoPass } from "./entry.js";
import * as pen from "./pen.js";
import { sheet } from "./sheet.js";
import { note, noted } from "./prompt.js";
import * as strokes from "./strokes.js";

const PAUSE = 1500;
/** Where there was no room on the disk, there may be some by now. */
const AGAIN = 8000;

/** @param {HTMLElement} element @param {import("./activity.js").Given} given */
export function enhance(element, { keep, unfinished, recalled }) {
  const pens = /** @type {HTMLTemplateElement | null} */ (document.querySelector("template[data-pens]"));
  if (pens) element.querySelector("[data-pencase]")?.replaceWith(pens.content.cloneNode(true));
  const paper = /** @type {HTMLElement} */ (element.querySelector("[data-paper]"));
  const [base, live] = paper.querySelectorAll("canvas");
  const field = /** @type {HTMLInputElement} */ (element.querySelector("input[type=hidden]"));
  const page = sheet(base, live);
  const written = (/** @type {strokes.Stroke[]} */ all) => strokes.written(all, element.dataset.over);
  const history = strokes.begin();
  const chosen = { colour: "ink", size: 40, rubber: false };
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;
  /** What of the sheet is on the disk, as it was written. */
  let kept = written([]);
  let keeping = false;
  let inHand = false;

  pen.listen(paper, page.place, () => ({
    colour: chosen.rubber ? "paper" : chosen.colour,
    size: chosen.rubber ? chosen.size * 3 : chosen.size,
  }), {
    began: () => (clearTimeout(pause), inHand = true, note(element), state("open")),
    moved: page.draw,
    dropped: () => (page.draw([]), inHand = false, changed()),
    ended: (line) => {
      page.draw([]);
      strokes.add(history, line);
      page.add(line);
      inHand = false;
      changed();
    },
  });

  const actions = {
    undo: () => strokes.undo(history),
    redo: () => strokes.redo(history),
    again: () => strokes.sheet(history).length && strokes.add(history, null),
  };
  element.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest("button");
    if (!button) return;
    const { colour, size, rubber, action } = button.dataset;
    if (colour) Object.assign(chosen, { colour, rubber: false });
    if (size) chosen.size = Number(size);
    if (rubber !== undefined) chosen.rubber = !chosen.rubber;
    if (action && actions[/** @type {keyof actions} */ (action)]()) {
      page.show(strokes.sheet(history));
      changed();
    }
    show();
  });
  element.addEventListener("finish", () => keepNow());
  addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keepNow());
  addEventListener("pagehide", () => keepNow());
  for (const line of strokes.read(field.value)) strokes.add(history, line); // a posted page that came back
  page.show(strokes.sheet(history));
  show();
  if (recalled?.state === "open") keepNow();
  else if (recalled) kept = strokes.written(strokes.sheet(history));

  /** Which pen is in the hand, and what can be undone. */
  function show() {
    for (const button of element.querySelectorAll("button")) {
      const { colour, size, rubber, action } = button.dataset;
      const say = (/** @type {string} */ name, /** @type {boolean} */ yes) =>
        button.setAttribute(name, `${yes}`);
      if (colour) say("aria-pressed", !chosen.rubber && chosen.colour === colour);
      if (size) say("aria-pressed", chosen.size === Number(size));
      if (rubber !== undefined) say("aria-pressed", chosen.rubber);
      if (action === "undo") say("aria-disabled", !history.done.length);
      if (action === "redo") say("aria-disabled", !history.undone.length);
      if (action === "again") say("aria-disabled", !strokes.sheet(history).length);
    }
  }

  function changed() {
    field.value = strokes.sheet(history).length ? written(strokes.sheet(history)) : "";
    clearTimeout(pause);
    pause = setTimeout(keepNow, PAUSE);
    state("open");
    show();
  }

  /** Never two at once: the newest drawing goes next. Where nothing can be sealed, the form posts the field. */
  async function keepNow() {
    clearTimeout(pause);
    if (!isSecureContext) return;
    const content = written(strokes.sheet(history));
    if (keeping) return;
    const same = element.dataset.item ? content === kept : !strokes.sheet(history).length;
    if (same) {
      return element.dataset.state === "open" && !inHand && state(element.dataset.item ? "kept" : "");
    }
    keeping = true;
    state("keeping");
    try {
      element.dataset.item = await keep({
        question: element.dataset.question ?? "",
        content,
        replaces: element.dataset.item || undefined,
        asked: noted(element),
      });
      kept = content;
      state(inHand ? "open" : "kept");
    } catch (error) {
      state(error instanceof NoPass ? "no-pass" : "failed");
      pause = setTimeout(keepNow, AGAIN);
    }
    keeping = false;
    if (element.dataset.state === "kept" && written(strokes.sheet(history)) !== kept) keepNow();
  }

  /** @param {string} now */
  function state(now) {
    element.dataset.state = now;
    unfinished(!["", "kept"].includes(now));
  }
}
