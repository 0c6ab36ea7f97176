// The outline of a stroke, the same on the tablet as on the server's page.
// The twin of records/drawing.py; tests/vectors/strokes.json holds the two together.

import { getStroke } from "../lib/perfect-freehand.js";
import { points } from "./strokes.js";

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

const INK = { thinning: 0.6, smoothing: 0.5, streamline: 0.4, simulatePressure: false, last: true };

/** @param {import("./strokes.js").Stroke} stroke @returns {string} SVG path data, in page units */
export function outline(stroke) {
  if (stroke.d.length === 4) return dot(stroke);
  const given = points(stroke).map(([x, y, p]) => [x, y, Math.min(Math.max(p / 255, 0), 1)]);
  return pathOf(/** @type {[number, number][]} */ (getStroke(given, { ...INK, size: stroke.s })));
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
