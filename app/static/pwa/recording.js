// A question that may be answered out loud: a button. What tells who will hear it, and what listens, is fetched at the
// first touch, so that a page weighs little; or at once, where something was said here before.

/** @param {HTMLElement} element  the question @param {import("./activity.js").Given} given */
export function enhance(element, given) {
  if (!navigator.mediaDevices?.getUserMedia || !globalThis.MediaRecorder) return; // its words say so
  const say = /** @type {HTMLButtonElement} */ (element.querySelector("[data-say]"));
  /** @type {Promise<{ask: () => void}> | undefined} */
  let recorder;
  /** @type {HTMLElement} */ (element.querySelector("[data-cannot-say]")).hidden = true;
  say.hidden = false;
  const laid = () =>
    recorder ??= import("./recorder.js").then(({ lay }) => lay(element, given))
      .catch((error) => (recorder = undefined, Promise.reject(error)));
  say.addEventListener("click", async () => (await laid()).ask());
  if (given.recalled?.takes?.length) return laid().catch(() => {});
}
