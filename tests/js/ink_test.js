// The outline of a stroke: the server's, and true to what the hand drew.

import assert from "node:assert/strict";
import { test } from "node:test";
import { COLOURS, outline, pathOf } from "../../app/static/pwa/ink.js";
import { stroke } from "../../app/static/pwa/strokes.js";
import vectors from "../vectors/strokes.json" with { type: "json" };

const CORNERS = [[600, 2600], [600, 1400], [1500, 600], [2400, 1400], [2400, 2600], [600, 2600]];

/** As a hand goes from corner to corner, a point every 26 units. @returns {import("../../app/static/pwa/strokes.js").Point[]} */
function house() {
  return CORNERS.slice(1).flatMap(([x, y], n) => {
    const [fx, fy] = CORNERS[n];
    const steps = Math.round(Math.hypot(x - fx, y - fy) / 26);
    return Array.from({ length: steps }, (_, at) => {
      const part = at / (steps - 1);
      return /** @type {[number, number, number, number]} */ ([
        fx + (x - fx) * part,
        fy + (y - fy) * part,
        128,
        (n * steps + at) * 8,
      ]);
    });
  });
}

/** Where the outline's curves go: their ends and their middles. @param {string} path @returns {number[][]} */
function alongTheLine(path) {
  const numbers = path.slice(path.indexOf("Q") + 1, -1).split(" ").map(Number);
  return Array.from({ length: numbers.length / 4 - 1 }, (_, n) => {
    const [fx, fy, cx, cy, x, y] = numbers.slice(4 * n + 2, 4 * n + 8);
    return [[x, y], [(fx + 2 * cx + x) / 4, (fy + 2 * cy + y) / 4]];
  }).flat();
}

for (const { name, stroke, outline: expected } of vectors) {
  test(`${name}: the outline of the vectors`, () => assert.equal(outline(stroke), expected));
}

for (const size of [20, 40, 88]) {
  test(`a house that was drawn ${size} thick keeps its corners and its straight walls`, () => {
    const drawn = stroke({ colour: "ink", size, kind: "touch", began: 0 }, house());
    assert.ok(drawn.d.length <= 60, "long straight walls are a few points");
    const line = alongTheLine(outline(drawn));
    const near = (/** @type {number[]} */ [x, y]) =>
      Math.min(...line.map((at) => Math.hypot(at[0] - x, at[1] - y)));
    for (const corner of CORNERS) assert.ok(near(corner) < size, `${corner}: ${near(corner)} away`);
    for (const [x, y] of line) {
      const away = Math.min(...CORNERS.slice(1).map((to, n) => fromWall([x, y], CORNERS[n], to)));
      assert.ok(away < size, `${x} ${y} is ${away} from every wall`);
    }
  });
}

/** @param {number[]} point @param {number[]} from @param {number[]} to */
function fromWall([x, y], [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

test("a touch is a round dot, and nothing is no path", () => {
  assert.match(outline({ c: "ink", s: 40, k: "pen", t: 0, d: [10, 10, 128, 0] }), /^M-?[\d.]+ 10a.*Z$/);
  assert.equal(pathOf([]), "");
});

test("every colour is plain hex", () => {
  for (const colour of Object.values(COLOURS)) assert.match(colour, /^#[0-9a-f]{6}$/);
});
