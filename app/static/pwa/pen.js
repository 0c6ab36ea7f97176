// What touches the paper: pen, finger or mouse. A pen's hand may rest on the glass; a palm draws nothing.

import * as strokes from "./strokes.js";

const PEN_RULES = 30_000;
const PALM = 60;
/** A line that goes on and on is cut where nobody sees it, so that drawing stays quick and is kept meanwhile. */
const MOST_POINTS = 1500;
/** So many points at the end of a line are worked out anew at each move; what lies before them only once. */
const [TAIL, LONGEST_TAIL] = [24, 72];

/**
 * What a line looks like while it is drawn: parts of it, one on the other's end.
 *
 * @typedef {{began: () => void, moved: (parts: strokes.Stroke[]) => void, ended: (line: strokes.Stroke) => void, dropped: () => void}} Told
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
  /** @type {{id: number, kind: string, began: number, pen: {colour: string, size: number}, points: strokes.Point[], settled: strokes.Stroke[], from: number} | undefined} */
  let live;

  /** @param {PointerEvent} event */
  function isPalm({ pointerType, width, height }) {
    if (pointerType !== "touch") return false;
    return performance.now() - penSeen < PEN_RULES || Math.max(width, height) > PALM;
  }

  paper.addEventListener("pointerdown", (event) => {
    see(event);
    if (live && event.isPrimary && event.pointerType === live.kind) finish(); // the browser never said that it ended
    if (live || event.button !== 0 || isPalm(event)) return;
    event.preventDefault();
    try {
      paper.setPointerCapture(event.pointerId);
    } catch { /* the pointer is gone again: what it drew still counts */ }
    live = {
      id: event.pointerId,
      kind: event.pointerType,
      began: event.timeStamp,
      pen: chosen(),
      points: [],
      settled: [],
      from: 0,
    };
    told.began();
    follow(event);
  });

  paper.addEventListener("pointermove", (event) => {
    see(event);
    if (event.pointerId !== live?.id) return;
    if (isPalm(event)) return drop();
    for (const part of event.getCoalescedEvents?.() ?? []) follow(part, false);
    follow(event);
  });
  paper.addEventListener("pointerup", end);
  paper.addEventListener("pointercancel", end);
  paper.addEventListener("lostpointercapture", end); // a pen that went dead over the glass never says that it ended
  paper.addEventListener("touchstart", (event) => event.cancelable && event.preventDefault(), {
    passive: false,
  });

  /** @param {PointerEvent} event @param {boolean} [tell] */
  function follow(event, tell = true) {
    if (!live) return;
    const [x, y] = place(event);
    const before = live.points.at(-1);
    const time = Math.max(event.timeStamp - live.began, before?.[3] ?? 0);
    const measured = event.pointerType === "pen" && event.pressure > 0;
    const pressure = measured
      ? event.pressure * 255
      : before
      ? strokes.pressureBySpeed(before, x, y, time)
      : 128;
    if (!before || before[0] !== x || before[1] !== y) live.points.push([x, y, pressure, time]);
    if (live.points.length >= MOST_POINTS) goOn();
    if (tell) told.moved(parts());
  }

  /** Whatever ended it, what was drawn stays, unless it was the palm beside a pen. @param {PointerEvent} event */
  function end(event) {
    if (event.pointerId !== live?.id) return;
    if (isPalm(event)) return drop();
    finish();
  }

  function finish() {
    const drawn = line();
    live = undefined;
    told.ended(drawn);
  }

  /** What was drawn so far is a line; from its end the next one begins. */
  function goOn() {
    const before = /** @type {NonNullable<typeof live>} */ (live);
    const [x, y, pressure, time] = /** @type {strokes.Point} */ (before.points.at(-1));
    finish();
    live = { ...before, began: before.began + time, points: [[x, y, pressure, 0]], settled: [], from: 0 };
    told.began();
  }

  /** A pen near the glass is enough: the hand that holds it is not drawing. @param {PointerEvent} event */
  function see(event) {
    if (event.pointerType !== "pen") return;
    penSeen = performance.now();
    if (live?.kind === "touch") drop();
  }

  function drop() {
    live = undefined;
    told.dropped();
  }

  /** @param {number} [from] @param {number} [to] */
  function line(from, to) {
    const { pen, kind, began, points } = /** @type {NonNullable<typeof live>} */ (live);
    return strokes.stroke(
      { ...pen, kind: kind || "mouse", began: began - drawingBegan },
      points.slice(from, to),
    );
  }

  function parts() {
    const { points, settled, from } = /** @type {NonNullable<typeof live>} */ (live);
    if (points.length - from < LONGEST_TAIL) return [...settled, line(from)];
    const to = points.length - TAIL;
    settled.push(line(from, to + 1));
    /** @type {NonNullable<typeof live>} */ (live).from = to;
    return [...settled, line(to)];
  }
}
