// The outline of a stroke, the same on the tablet as on the server's page.
// The twin of records/drawing.py; tests/vectors/strokes.json holds the two together.

import { getStroke } from "../lib/perfect-freehand.js";
import { points } from "./strokes.js";

/** @typedef {[x: number, y: number, pressure: number]} Inked  page units, 0–1 */

/** What each colour's name stands for; “paper” is the rubber: it puts the paper back. @type {Record<string, string>} */
export const COLOURS = {
  ink: "#3b2c4a",
  slate: "#56608f",
  sky: "#4a90c2",
  teal: "#2f8f83",
  leaf: "#6f9a3c",
  sun: "#ffc857",
  coral: "#f28f79",
  brick: "#e2583e",
  lilac: "#b489c9",
  earth: "#8a5a3c",
  paper: "#fffdf8",
};

/**
 * No streamline to speak of: it takes points for near ones, and would draw a thinned house without its corners. A hair of
 * it, so that no corner is square to the last digit: there the server's twin might turn another way.
 */
const INK = { thinning: 0.6, smoothing: 0.2, streamline: 0.001, simulatePressure: false, last: true };

/** What is a long line, and how near its ends its points lie, in sizes of the pen. */
const LONG = 1.5;
const NEAR = [0.25, 0.5];
/** In page units, across the line that was: thinned curves stay below it, corners do not. */
const BEND = 24;

/** @param {import("./strokes.js").Stroke} stroke @returns {string} SVG path data, in page units */
export function outline(stroke) {
  if (stroke.d.length === 4) return dot(stroke);
  const given = points(stroke).map(([x, y, p]) => [x, y, Math.min(Math.max(p / 255, 0), 1)]);
  const path = spread(/** @type {Inked[]} */ (given), stroke.s);
  return pathOf(/** @type {[number, number][]} */ (getStroke(path, { ...INK, size: stroke.s })));
}

/**
 * A long straight line gets points near an end where it bends, so that the curves of its outline turn there and not at
 * its middle.
 *
 * @param {Inked[]} all @param {number} size  of the pen, page units
 */
function spread(all, size) {
  return all.flatMap((to, n) => {
    const [x, y, p] = to;
    const from = all[n - 1] ?? to;
    const [dx, dy, dp] = [x - from[0], y - from[1], p - from[2]];
    const far = Math.sqrt(dx * dx + dy * dy);
    if (far <= LONG * size) return [to];
    const parts = NEAR.map((near) => near * size / far);
    const after = bends(to, from, all[n - 2]) ? parts : [];
    const ahead = bends(from, to, all[n + 1]) ? [...parts].reverse() : [];
    return [
      ...after.map((part) => [from[0] + dx * part, from[1] + dy * part, from[2] + dp * part]),
      ...ahead.map((part) => [x - dx * part, y - dy * part, p - dp * part]),
      to,
    ];
  });
}

/** Whether the way on leaves the line by more than a curve would. @param {Inked} from @param {Inked} at @param {Inked} [on] */
function bends([fx, fy], [x, y], on) {
  if (!on) return false;
  const [dx, dy, ox, oy] = [x - fx, y - fy, on[0] - x, on[1] - y];
  return dx * ox + dy * oy <= 0 || Math.abs(dx * oy - dy * ox) > BEND * Math.sqrt(ox * ox + oy * oy);
}

/** A touch of the pen is round. @param {import("./strokes.js").Stroke} stroke */
function dot({ s, d: [x, y, p] }) {
  const r = tenth(s * (0.5 - INK.thinning * (0.5 - p / 255)));
  return `M${tenth(x - r)} ${y}a${r} ${r} 0 1 0 ${tenth(2 * r)} 0a${r} ${r} 0 1 0 ${tenth(-2 * r)} 0Z`;
}

/** Quadratic curves through the middles of the outline's sides. @param {[number, number][]} corners */
export function pathOf(corners) {
  if (!corners.length) return "";
  const curves = corners.map(([x, y], at) => {
    const [nx, ny] = corners[(at + 1) % corners.length];
    return `${tenth(x)} ${tenth(y)} ${tenth((x + nx) / 2)} ${tenth((y + ny) / 2)}`;
  });
  return `M${tenth(corners[0][0])} ${tenth(corners[0][1])}Q${curves.join(" ")}Z`;
}

/** Finer than any screen shows; half goes away from nought, as on the server. @param {number} number */
function tenth(number) {
  return (number < 0 ? -Math.floor(-number * 10 + 0.5) : Math.floor(number * 10 + 0.5)) / 10 + 0;
}
