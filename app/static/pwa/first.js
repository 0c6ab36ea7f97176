// Before the first mark of a sitting: who reads it and when, what must be passed on, that nobody watches. Answered with a
// touch, once. On a lent tablet the page around this one tells it.

import { go } from "./scene.js";
import * as sitting from "./sitting.js";

/** What of “Who sees this?” is told here, by the place it stands at there. */
const TOLD = [0, 1, 2];

/** Whether there is something to tell before anything is written here. @param {HTMLFormElement} form */
export async function awaits(form) {
  if (parent !== self || !form.querySelector("[data-first]")) return false;
  return !(await sitting.told(location.pathname).catch(() => false));
}

/** @param {HTMLFormElement} form */
export function tell(form) {
  const place = /** @type {HTMLElement} */ (form.querySelector("[data-first]"));
  const all = document.querySelectorAll("#told .told > li");
  place.querySelector(".told")?.replaceChildren(...TOLD.flatMap((at) => all[at]?.cloneNode(true) ?? []));
  // in whose words it asks is chosen here too, before anything has to be read
  const band = form.querySelector(".choice-band");
  const stood = document.createComment("");
  band?.replaceWith(stood);
  if (band) place.querySelector("h2")?.after(band);
  go(place.id);
  place.querySelector("[data-understood]")?.addEventListener("click", () => {
    if (band) stood.replaceWith(band);
    sitting.tell(location.pathname).catch(() => {});
    go("hill");
  }, { once: true });
}
