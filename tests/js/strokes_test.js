// Strokes as data, against the vectors that the server's twin is tested with.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as strokes from "../../app/static/pwa/strokes.js";
import vectors from "../vectors/strokes.json" with { type: "json" };

const pen = { colour: "ink", size: 40, kind: "pen", began: 0 };

/** @param {number} count @returns {strokes.Point[]} */
const scribble = (count) =>
  Array.from(
    { length: count },
    (_, n) => [2000 + 900 * Math.sin(n / 5), 1500 + 700 * Math.cos(n / 9), n % 255, n * 8],
  );

for (const { name, stroke, points } of vectors) {
  test(`${name}: the points of the vectors`, () => assert.deepEqual(strokes.points(stroke), points));
}

test("what is written and read again are the same whole numbers", () => {
  const made = strokes.stroke(pen, scribble(200));
  assert.ok(made.d.every(Number.isInteger));
  const read = strokes.points(made);
  const whole = scribble(200).map((point) => point.map(Math.round));
  for (const [near, real] of [[read[0], whole[0]], [read.at(-1) ?? [], whole[199]]]) {
    assert.ok(Math.hypot(near[0] - real[0], near[1] - real[1]) < 2, "not half a pixel away");
    assert.ok(Math.abs(near[2] - real[2]) <= 4 && Math.abs(near[3] - real[3]) <= 8);
  }
  assert.ok(strokes.points(strokes.stroke(pen, [[1, 1, 255, 0]])).every(([, , p]) => p <= 255));
  assert.ok(read.every(([x, y]) => whole.some((other) => Math.hypot(x - other[0], y - other[1]) < 8.5)));
  assert.deepEqual(strokes.points({ ...made, d: JSON.parse(JSON.stringify(made.d)) }), read);
});

test("a shaking hand is steadied by less than one sees, and both ends stay", () => {
  const shaking = scribble(200).map((
    [x, y, p, t],
    n,
  ) => /** @type {strokes.Point} */ ([x, y + (n % 2) * 7, p, t]));
  const calm = strokes.steadied(shaking);
  assert.deepEqual([calm[0], calm.at(-1)], [shaking[0], shaking.at(-1)]);
  assert.ok(calm.every(([x, y], n) => Math.hypot(x - shaking[n][0], y - shaking[n][1]) <= 7.01));
});

test("thinning leaves out what the eye does not miss, and keeps both ends", () => {
  const line = /** @type {strokes.Point[]} */ (Array.from({ length: 500 }, (_, n) => [n * 5, n * 3, 128, n]));
  assert.deepEqual(strokes.thinned(line), [line[0], line[499]]);
  const curve = scribble(500);
  const kept = strokes.thinned(curve);
  assert.ok(kept.length < 500 && kept.length > 20);
  assert.deepEqual([kept[0], kept.at(-1)], [curve[0], curve[499]]);
});

test("one can go back and forth without end", () => {
  const history = strokes.begin();
  const all = Array.from({ length: 300 }, (_, n) => strokes.stroke({ ...pen, began: n }, scribble(3)));
  for (const stroke of all) strokes.add(history, stroke);
  for (let n = 0; n < 300; n++) strokes.undo(history);
  assert.deepEqual(strokes.sheet(history), []);
  strokes.undo(history);
  for (let n = 0; n < 300; n++) strokes.redo(history);
  assert.deepEqual(strokes.sheet(history), all);
});

test("a new sheet can be taken back, and a new line forgets what was undone", () => {
  const history = strokes.begin();
  const [one, two] = [1, 2].map((began) => strokes.stroke({ ...pen, began }, scribble(3)));
  strokes.add(history, one);
  strokes.add(history, null);
  assert.deepEqual(strokes.sheet(history), []);
  strokes.undo(history);
  assert.deepEqual(strokes.sheet(history), [one]);
  strokes.add(history, two);
  strokes.redo(history);
  assert.deepEqual(strokes.sheet(history), [one, two]);
});

test("what was written is read again, and what is no drawing is nothing", () => {
  const line = strokes.stroke(pen, scribble(30));
  assert.deepEqual(strokes.read(strokes.written([line])), [line]);
  for (
    const other of ["", "null", "{}", '{"v":2,"strokes":[]}', '{"v":1,"strokes":[{}]}', '{"v":1,"strokes":7}']
  ) {
    assert.deepEqual(strokes.read(other), []);
  }
});

test("a slow finger presses harder than a quick one", () => {
  /** @type {strokes.Point} */
  const before = [0, 0, 128, 0];
  assert.ok(strokes.pressureBySpeed(before, 10, 0, 16) > strokes.pressureBySpeed(before, 400, 0, 16));
});
