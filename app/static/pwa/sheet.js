// The sheet of paper on the screen: what is drawn on one canvas, the line being drawn on another above it.

import { COLOURS, outline } from "./ink.js";
import { HEIGHT, WIDTH } from "./strokes.js";

/** Path data is worked out once a stroke. @type {WeakMap<import("./strokes.js").Stroke, Path2D>} */
const paths = new WeakMap();

/**
 * @typedef {object} Sheet
 * @property {(strokes: import("./strokes.js").Stroke[]) => void} show  all of it, anew
 * @property {(stroke: import("./strokes.js").Stroke) => void} add  one more on top
 * @property {(parts: import("./strokes.js").Stroke[]) => void} draw  the line being drawn, at the next frame
 * @property {(event: PointerEvent) => [number, number]} place  where on the page, in page units
 */

/**
 * @param {HTMLCanvasElement} base
 * @param {HTMLCanvasElement} live
 * @returns {Sheet}
 */
export function sheet(base, live) {
  /** @type {import("./strokes.js").Stroke[]} */
  let shown = [];
  /** @type {import("./strokes.js").Stroke[]} */
  let line = [];
  let asked = false;

  new ResizeObserver(fit).observe(base);
  fit();

  /** As sharp as the screen; drawn anew from the strokes whenever that changes. */
  function fit() {
    const width = Math.round(base.clientWidth * devicePixelRatio);
    if (!width || base.width === width) return;
    for (const canvas of [base, live]) {
      [canvas.width, canvas.height] = [width, Math.round(width * HEIGHT / WIDTH)];
    }
    show(shown);
    draw(line);
  }

  /** @param {import("./strokes.js").Stroke[]} strokes */
  function show(strokes) {
    shown = [...strokes];
    clear(base);
    for (const stroke of shown) paint(base, stroke, pathOf(stroke));
  }

  /** @param {import("./strokes.js").Stroke} stroke */
  function add(stroke) {
    shown.push(stroke);
    paint(base, stroke, pathOf(stroke));
  }

  /** @param {import("./strokes.js").Stroke[]} parts */
  function draw(parts) {
    line = parts;
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      clear(live);
      for (const part of line) paint(live, part, pathOf(part));
    });
  }

  return {
    show,
    add,
    draw,
    place: ({ clientX, clientY }) => {
      const { left, top, width } = base.getBoundingClientRect();
      return [(clientX - left) * WIDTH / width, (clientY - top) * WIDTH / width];
    },
  };
}

/** All of it once, as large as this canvas is. @param {HTMLCanvasElement} canvas @param {import("./strokes.js").Stroke[]} strokes */
export function picture(canvas, strokes) {
  for (const stroke of strokes) paint(canvas, stroke, pathOf(stroke));
}

/** @param {import("./strokes.js").Stroke} stroke */
function pathOf(stroke) {
  const known = paths.get(stroke) ?? new Path2D(outline(stroke));
  paths.set(stroke, known);
  return known;
}

/** @param {HTMLCanvasElement} canvas @param {import("./strokes.js").Stroke} stroke @param {Path2D} path */
function paint(canvas, stroke, path) {
  const brush = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const scale = canvas.width / WIDTH;
  brush.setTransform(scale, 0, 0, scale, 0, 0);
  brush.fillStyle = COLOURS[stroke.c];
  brush.fill(path);
}

/** @param {HTMLCanvasElement} canvas */
function clear(canvas) {
  const brush = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  brush.setTransform(1, 0, 0, 1, 0, 0);
  brush.clearRect(0, 0, canvas.width, canvas.height);
}
