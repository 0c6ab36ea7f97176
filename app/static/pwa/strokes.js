// A drawing as plain data: strokes of whole numbers, thinned out, and a history to go back and forth in.
// The twin of records/drawing.py.

export const WIDTH = 4096;
export const HEIGHT = 3072;
/** How far, in page units, a point may lie from the line between its neighbours and be left out: less than a pixel of a tablet. */
const SLACK = 5;
/** All in steps that nobody sees, so that what is alike packs well: a third of a pixel, a tenth of one in breadth, a frame. */
const STEPS = [2, 2, 8, 16];
const HARDEST = 255;
/** How far, in page units, a shaking point may be moved: about one pixel of a small screen. */
const SHAKE = 7;
/** How much of the way to the next point the steadied hand follows. */
const FOLLOW = 0.66;

/**
 * @typedef {[x: number, y: number, pressure: number, time: number]} Point  page units, 0–255, ms from the stroke's start
 * @typedef {{c: string, s: number, k: string, t: number, d: number[]}} Stroke
 * @typedef {Stroke | null} Step  one more stroke, or a new sheet
 * @typedef {{done: Step[], undone: Step[]}} History
 */

/**
 * @param {{colour: string, size: number, kind: string, began: number}} pen
 * @param {Point[]} points
 * @returns {Stroke}
 */
export function stroke({ colour, size, kind, began }, points) {
  const whole = thinned(steadied(points)).map((point) =>
    point.map((part, n) => Math.round(part / STEPS[n]) * STEPS[n])
  );
  for (const point of whole) point[2] = Math.min(point[2], HARDEST);
  const d = whole.flatMap((point, at) => point.map((part, n) => at ? part - whole[at - 1][n] : part));
  return { c: colour, s: Math.round(size), k: kind, t: Math.max(0, Math.round(began)), d };
}

/** @param {Stroke} stroke @returns {Point[]} */
export function points({ d }) {
  /** @type {Point[]} */
  const found = [];
  for (let at = 0; at + 4 <= d.length; at += 4) {
    const before = found.at(-1) ?? [0, 0, 0, 0];
    found.push([d[at] + before[0], d[at + 1] + before[1], d[at + 2] + before[2], d[at + 3] + before[3]]);
  }
  return found;
}

/**
 * Without the steps that a screen's pixels make. Corners stay where they were drawn; so do both ends.
 *
 * @param {Point[]} all @returns {Point[]}
 */
export function steadied(all) {
  let [hx, hy] = all[0] ?? [0, 0];
  return all.map(([x, y, p, t], n) => {
    if (n === 0 || n === all.length - 1) return [x, y, p, t];
    const [dx, dy] = [(hx - x) * (1 - FOLLOW), (hy - y) * (1 - FOLLOW)];
    const near = Math.min(1, SHAKE / (Math.hypot(dx, dy) || 1));
    [hx, hy] = [x + dx * near, y + dy * near];
    return [hx, hy, p, t];
  });
}

/** Ramer, Douglas and Peucker's way: what lies close to the straight line is left out. @param {Point[]} all @returns {Point[]} */
export function thinned(all) {
  if (all.length < 3) return all;
  const keep = new Set([0, all.length - 1]);
  const open = [[0, all.length - 1]];
  for (let span = open.pop(); span; span = open.pop()) {
    const [from, to] = span;
    let farthest = 0, at = 0;
    for (let n = from + 1; n < to; n++) {
      const away = distance(all[n], all[from], all[to]);
      if (away > farthest) [farthest, at] = [away, n];
    }
    if (farthest <= SLACK) continue;
    keep.add(at);
    open.push([from, at], [at, to]);
  }
  return all.filter((_point, n) => keep.has(n));
}

/** From the line between two points, in page units; pressure counts a little too. @param {Point} point @param {Point} from @param {Point} to */
function distance([x, y, p], [ax, ay, ap], [bx, by, bp]) {
  const [dx, dy] = [bx - ax, by - ay];
  const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
  const pressed = Math.abs(p - (ap + along * (bp - ap))) / 16;
  return Math.max(Math.hypot(x - (ax + along * dx), y - (ay + along * dy)), pressed);
}

/** Mouse and finger press harder when they are slow. @param {Point} before @param {number} x @param {number} y @param {number} time */
export function pressureBySpeed(before, x, y, time) {
  const speed = Math.hypot(x - before[0], y - before[1]) / Math.max(1, time - before[3]);
  const wanted = 255 * Math.max(0.25, Math.min(0.75, 0.75 - speed / 24));
  return before[2] + (wanted - before[2]) * 0.3;
}

/** @returns {History} */
export const begin = () => ({ done: [], undone: [] });
/** What is on the sheet. @param {History} history @returns {Stroke[]} */
export const sheet = ({ done }) => /** @type {Stroke[]} */ (done.slice(done.lastIndexOf(null) + 1));
/** @param {History} history @param {Step} step */
export const add = (history, step) => (history.done.push(step), history.undone = []);
/** One step back; nothing at the beginning. @param {History} history */
export const undo = ({ done, undone }) => done.length && undone.push(/** @type {Step} */ (done.pop()));
/** @param {History} history */
export const redo = ({ done, undone }) => undone.length && done.push(/** @type {Step} */ (undone.pop()));

/**
 * `over` names the picture that this is drawn on top of, if any; `words` are beside it.
 *
 * @param {Stroke[]} strokes @param {string} [over] @param {string} [words]
 */
export const written = (strokes, over, words) =>
  JSON.stringify({ v: 1, w: WIDTH, h: HEIGHT, strokes, ...(over && { over }), ...(words && { words }) });
/** The words beside it. @param {string} text @returns {string} */
export function words(text) {
  try {
    return JSON.parse(text).words ?? "";
  } catch {
    return "";
  }
}
/** What was written before; nothing where that was no drawing. @param {string} text @returns {Stroke[]} */
export function read(text) {
  try {
    const { v, strokes } = JSON.parse(text);
    return v === 1 && strokes.every((/** @type {Stroke} */ { d }) => Array.isArray(d)) ? strokes : [];
  } catch {
    return [];
  }
}
