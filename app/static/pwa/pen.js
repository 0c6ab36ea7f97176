// What touches the paper: pen, finger or mouse. A pen's hand may rest on the glass; a palm draws nothing.

import * as strokes from "./strokes.js";

const PEN_RULES = 30_000;
const PALM = 60;

/**
 * @typedef {{began: () => void, moved: (line: strokes.Stroke) => void, ended: (line: strokes.Stroke) => void, dropped: () => void}} Told
 */

/**
 * @param {HTMLElement} paper
 * @param {(event: PointerEvent) => [number, number]} place
 * @param {() => {colour: string, size: number}} chosen
 * @param {Told} told
 */
export function listen(paper, place, chosen, told) {
  const drawingBegan = performance.now();
  let penSeen = -Infinity;
  /** @type {{id: number, kind: string, began: number, pen: {colour: string, size: number}, points: strokes.Point[]} | undefined} */
  let live;

  /** @param {PointerEvent} event */
  function isPalm({ pointerType, width, height }) {
    if (pointerType !== "touch") return false;
    return performance.now() - penSeen < PEN_RULES || Math.max(width, height) > PALM;
  }

  paper.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "pen") {
      penSeen = performance.now();
      if (live?.kind === "touch") drop();
    }
    if (live || event.button !== 0 || isPalm(event)) return;
    event.preventDefault();
    try {
      paper.setPointerCapture(event.pointerId);
    } catch { /* the pointer is gone again: what it drew still counts */ }
    live = {
      id: event.pointerId,
      kind: event.pointerType,
      began: performance.now(),
      pen: chosen(),
      points: [],
    };
    told.began();
    follow(event);
  });

  paper.addEventListener("pointermove", (event) => {
    if (event.pointerId !== live?.id) return;
    if (isPalm(event)) return drop();
    for (const part of event.getCoalescedEvents?.() ?? []) follow(part, false);
    follow(event);
  });
  paper.addEventListener("pointerup", end);
  paper.addEventListener("pointercancel", end);
  paper.addEventListener("touchstart", (event) => event.cancelable && event.preventDefault(), {
    passive: false,
  });

  /** @param {PointerEvent} event @param {boolean} [tell] */
  function follow(event, tell = true) {
    if (!live) return;
    const [x, y] = place(event);
    const time = performance.now() - live.began;
    const before = live.points.at(-1);
    const measured = event.pointerType === "pen" && event.pressure > 0;
    const pressure = measured
      ? event.pressure * 255
      : before
      ? strokes.pressureBySpeed(before, x, y, time)
      : 128;
    if (!before || before[0] !== x || before[1] !== y) live.points.push([x, y, pressure, time]);
    if (tell) told.moved(line());
  }

  /** Whatever ended it, what was drawn stays, unless it was the palm beside a pen. @param {PointerEvent} event */
  function end(event) {
    if (event.pointerId !== live?.id) return;
    const drawn = line();
    live = undefined;
    told.ended(drawn);
  }

  function drop() {
    live = undefined;
    told.dropped();
  }

  function line() {
    const { pen, kind, began, points } = /** @type {NonNullable<typeof live>} */ (live);
    return strokes.stroke({ ...pen, kind: kind || "mouse", began: began - drawingBegan }, points);
  }
}
