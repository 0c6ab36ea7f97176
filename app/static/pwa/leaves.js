// Keeping the sheets of a drawing: at each pause, whole, each in place of what was kept of it before. A sheet with nothing
// on it is not handed in: what was on it is taken out.

import { NoPass } from "./entry.js";
import * as hung from "./hung.js";
import { noted } from "./prompt.js";
import { count } from "./scene.js";

const PAUSE = 1500;
/** Where there was no room on the disk, there may be some by now. */
const AGAIN = 8000;
const SETTLED = ["", "kept", "sent"];

/**
 * `onTable` is the sheet that is drawn on, `written` what is on it by now, and `inHand` whether a line is being drawn.
 *
 * @param {HTMLElement} element  the question
 * @param {import("./activity.js").Given} given
 * @param {{onTable: () => hung.Leaf, written: () => string, inHand: () => boolean}} told
 */
export function keeping(element, { keep, unfinished }, { onTable, written, inHand }) {
  /** @type {Set<hung.Leaf>} */
  const leaves = new Set();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;
  let busy = false;

  element.addEventListener("finish", () => keepNow());
  addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keepNow());
  addEventListener("pagehide", () => keepNow());
  return { keepNow, waitAWhile, goOn, know: (/** @type {hung.Leaf} */ one) => void leaves.add(one) };

  /** A line is begun: it is waited for. */
  function goOn() {
    clearTimeout(pause);
    state("open");
  }

  function waitAWhile() {
    clearTimeout(pause);
    pause = setTimeout(keepNow, PAUSE);
    state("open");
  }

  /** Never two at once: the newest goes next. Where nothing can be sealed, the form posts the field. */
  async function keepNow() {
    clearTimeout(pause);
    if (!isSecureContext || busy) return;
    const one = toKeep();
    if (!one) return element.dataset.state === "open" && !inHand() && state(lies());
    // what hangs on the wall changes nothing of the sheet on the table
    const before = one !== onTable() && element.dataset.state === "sent" ? "sent" : undefined;
    busy = true;
    state("keeping");
    try {
      await keepOne(one);
      state(inHand() ? "open" : before ?? lies());
    } catch (error) {
      if (one.place?.hidden) putBack(one, one.place);
      state(error instanceof NoPass ? "no-pass" : "failed");
      pause = setTimeout(keepNow, AGAIN);
    }
    busy = false;
    if (SETTLED.includes(element.dataset.state ?? "") && toKeep()) keepNow();
  }

  function lies() {
    return onTable().item ? "kept" : "";
  }

  function toKeep() {
    const table = onTable();
    table.now = written();
    leaves.add(table);
    return [...leaves].find(({ now, kept }) => now !== kept);
  }

  /** @param {hung.Leaf} one */
  async function keepOne(one) {
    const { now, item: before } = one;
    const asked = one === onTable() ? noted(element) : one.asked ? JSON.parse(one.asked) : undefined;
    const said = now ? { content: now, replaces: before || undefined } : { out: before };
    const item = await keep({ question: element.dataset.question ?? "", asked, sheet: one.name, ...said });
    Object.assign(one, { item: now && item, kept: now });
    if (one === onTable()) element.dataset.item = one.item;
    else if (!now) leaves.delete(one);
    if (one.place && now) {
      Object.assign(one.place.dataset, { item, state: one.now === now ? "kept" : "keeping" });
    } else if (one.place) hung.take(element, one);
    count(element);
  }

  /** It could not be taken out: it hangs there as before. @param {hung.Leaf} one @param {HTMLElement} place */
  function putBack(one, place) {
    one.now = one.kept;
    place.hidden = false;
  }

  /** @param {string} now */
  function state(now) {
    element.dataset.state = now;
    unfinished(!SETTLED.includes(now));
  }
}
