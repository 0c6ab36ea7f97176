// A question that may be answered out loud: a button. What tells who will hear it, and what listens, is fetched at the
// first touch, so that a page weighs little.

/** @param {HTMLElement} element  the question @param {import("./activity.js").Given} given */
export function enhance(element, given) {
  if (!navigator.mediaDevices?.getUserMedia || !globalThis.MediaRecorder) return; // its words say so
  const say = /** @type {HTMLButtonElement} */ (element.querySelector("[data-say]"));
  /** @type {Promise<{ask: () => void}> | undefined} */
  let recorder;
  /** @type {HTMLElement} */ (element.querySelector("[data-cannot-say]")).hidden = true;
  say.hidden = false;
  say.addEventListener("click", async () => {
    recorder ??= import("./recorder.js").then(({ lay }) => lay(element, given));
    (await recorder).ask();
  });
}
