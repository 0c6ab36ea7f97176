// A clear sheet over a picture of a story. The pens come out at a touch: until then a finger turns the page and draws
// nothing.

import { enhance as draw } from "./drawing.js";

/** @param {HTMLElement} element @param {import("./activity.js").Given} given */
export function enhance(element, given) {
  const paper = /** @type {HTMLElement} */ (element.querySelector("[data-paper]"));
  const pens = /** @type {HTMLElement} */ (element.querySelector("[data-pens]"));
  const closed = (/** @type {Event} */ event) =>
    element.hasAttribute("data-drawing") || event.stopImmediatePropagation();
  for (const touch of ["pointerdown", "touchstart"]) paper.addEventListener(touch, closed, { capture: true });
  pens.addEventListener("click", () => {
    const out = element.toggleAttribute("data-drawing");
    pens.setAttribute("aria-expanded", `${out}`);
  });
  draw(element, given);
}
