// A path one walks from 0 to 10: touch a stone, drag the figure, or go one on and one back.

import { whole } from "./whole.js";

/** @param {HTMLElement} element @param {import("./activity.js").Given} given */
export function enhance(element, given) {
  const walk = /** @type {HTMLElement} */ (element.querySelector("[data-walk]"));
  const walker = /** @type {HTMLElement} */ (element.querySelector("[data-walker]"));
  /** @type {NodeListOf<HTMLInputElement>} */
  const stones = element.querySelectorAll("input[type=radio]");
  const here = () => [...stones].findIndex((stone) => stone.checked);
  const { changed } = whole(element, given, () => stones[here()]?.value ?? "");

  show();
  element.addEventListener("input", () => (show(), changed()));
  for (
    const [name, to] of /** @type {[string, (at: number) => number][]} */ ([
      ["back", (at) => at < 0 ? 0 : Math.max(at - 1, 0)],
      ["on", (at) => Math.min(at + 1, stones.length - 1)],
      ["off", () => -1],
    ])
  ) {
    element.querySelector(`[data-step=${name}]`)?.addEventListener("click", () => stand(to(here())));
  }
  walker.addEventListener("pointerdown", take);

  /** @param {number} at  which stone; none, below 0 */
  function stand(at) {
    if (at === here()) return;
    for (const [place, stone] of stones.entries()) stone.checked = place === at;
    show();
    changed();
  }

  /** The figure stands on its stone, and before the path where it stands on none. */
  function show() {
    const at = here();
    walk.dataset.at = at < 0 ? "" : `${at}`;
    for (const said of element.querySelectorAll("[data-here]")) said.textContent = at < 0 ? "" : `${at}`;
    for (const button of element.querySelectorAll("[data-step]")) {
      const { step } = /** @type {HTMLElement} */ (button).dataset;
      const end = step === "on" ? at === stones.length - 1 : step === "back" ? at === 0 : at < 0;
      button.setAttribute("aria-disabled", `${end}`);
    }
  }

  /** The figure is taken by the hand, and stands where it is let go. @param {PointerEvent} event */
  function take(event) {
    if (event.button !== 0) return;
    event.preventDefault();
    walker.setPointerCapture(event.pointerId);
    const { x, y } = event;
    walker.dataset.carried = "";
    const move = (/** @type {PointerEvent} */ now) => {
      walker.style.translate = `${now.x - x}px ${now.y - y}px`;
      near(now.x, now.y);
    };
    const drop = (/** @type {PointerEvent} */ now) => {
      walker.removeEventListener("pointermove", move);
      delete walker.dataset.carried;
      walker.style.translate = "";
      const stone = near(now.x, now.y);
      delete walk.dataset.near;
      if (now.type === "pointerup" && stone >= 0) stand(stone);
    };
    walker.addEventListener("pointermove", move);
    walker.addEventListener("pointerup", drop, { once: true });
    walker.addEventListener("pointercancel", drop, { once: true });
  }

  /** The stone nearest to a place on the screen; none, where it is far from all. @param {number} x @param {number} y */
  function near(x, y) {
    const away = [...stones].map((stone) => {
      const { left, top, width, height } = /** @type {Element} */ (stone.parentElement)
        .getBoundingClientRect();
      return Math.hypot(left + width / 2 - x, top + height / 2 - y);
    });
    const least = Math.min(...away);
    const at = least < 110 ? away.indexOf(least) : -1;
    walk.dataset.near = at < 0 ? "" : `${at}`;
    return at;
  }
}
