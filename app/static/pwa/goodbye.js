// The end of a sitting on a lent tablet: what comes next, in the worker's words, and where to go from here.

import { forget } from "./drafts.js";
import * as visit from "./visit.js";

export async function goodbye() {
  await forget();
  const place = /** @type {HTMLElement} */ (document.querySelector("[data-visit]"));
  const [words, lending] = await Promise.all([visit.nextStep(), visit.current()]);
  for (const told of place.querySelectorAll("[data-next-step]")) told.textContent = words;
  for (const one of place.querySelectorAll("[data-ask]")) {
    const { ask: what = "" } = /** @type {HTMLElement} */ (one).dataset;
    one.toggleAttribute("hidden", what === "another" && (lending?.tools.length ?? 0) < 2);
    one.addEventListener("click", () => visit.ask(what));
  }
  place.hidden = false;
}
