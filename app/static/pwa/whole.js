// An answer that is one thing: it is kept at each pause, whole, in place of what was kept before.

import { NoPass } from "./entry.js";
import { note, noted } from "./prompt.js";
import { count } from "./scene.js";

const PAUSE = 900;

/**
 * @param {HTMLElement} element  the question
 * @param {import("./activity.js").Given} given
 * @param {() => string} read  what it says now; nothing, where nothing is said
 * @returns {{changed: () => void}} to be told of every change
 */
export function whole(element, { keep, unfinished, recalled }, read) {
  const question = element.dataset.question ?? "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;
  /** What was taken back and not yet taken out, when the tablet was switched off, still lies there. */
  let kept = recalled?.state === "open" && element.dataset.item ? "as it was before" : "";
  let keeping = false;

  element.addEventListener("finish", () => keepNow());
  addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keepNow());
  addEventListener("pagehide", () => keepNow());
  // what was here before is on the disk as it stands, or is kept now
  if (recalled) queueMicrotask(() => recalled.state === "open" ? keepNow() : kept = read());

  return {
    changed: () => {
      clearTimeout(pause);
      pause = setTimeout(keepNow, PAUSE);
      note(element);
      state("open");
    },
  };

  /** Never two at once: the newest goes next. Where nothing can be sealed, the page posts its form. */
  async function keepNow() {
    clearTimeout(pause);
    if (!isSecureContext || keeping) return;
    const content = read();
    if (content === kept) {
      return element.dataset.state === "open" && state(element.dataset.item ? "kept" : "");
    }
    keeping = true;
    state("keeping");
    try {
      const before = element.dataset.item || undefined;
      const said = content ? { content, replaces: before } : { out: before };
      const item = await keep({ question, asked: noted(element), ...said });
      element.dataset.item = content ? item : "";
      kept = content;
      state(content ? "kept" : "");
      count(element);
    } catch (error) {
      state(error instanceof NoPass ? "no-pass" : "failed");
    }
    keeping = false;
    if (["kept", ""].includes(element.dataset.state ?? "") && read() !== kept) keepNow();
  }

  /** @param {string} now */
  function state(now) {
    element.dataset.state = now;
    unfinished(!["", "kept"].includes(now));
  }
}
