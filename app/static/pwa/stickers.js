// Stickers on a wall: touch one and then the wall, drag it there, or say it in the list. Any of them is moved and taken away.

import { pageAt } from "./chest.js";
import { drag } from "./hand.js";
import { whole } from "./whole.js";

/** How wide and high a wall is to what is stuck on it, and how much fits. */
const WIDE = 1000;
const MOST = 40;

/** @typedef {{x: number, y: number}} Point */
/** @typedef {Point & {sticker: string, one: HTMLElement, row: HTMLElement}} Stuck */

/** @param {HTMLElement} element @param {import("./activity.js").Given} given */
export async function enhance(element, given) {
  const part = (
    /** @type {string} */ name,
  ) => /** @type {HTMLElement} */ (element.querySelector(`[data-${name}]`));
  const written = /** @type {HTMLInputElement} */ (part("written"));
  const wall = part("stuck");
  /** @type {Stuck[]} */
  const stuck = [];
  /** Which on the wall was touched last, and which of the tray. @type {Stuck | undefined} */
  let chosen;
  let held = "";
  const { changed } = whole(element, given, () => written.value);

  try {
    const page = await pageAt(part("from").dataset.from ?? "");
    const [tray, away, list, row] = page.body.children;
    wall.before(document.importNode(tray, true));
    wall.after(...[away, list, row].map((one) => document.importNode(one, true)));
  } catch {
    part("shut").hidden = false;
    return;
  }
  for (const one of before(written.value)) stick(one);
  for (const one of part("tray").querySelectorAll("button")) {
    const { sticker = "" } = one.dataset;
    one.addEventListener("click", () => take(undefined, held === sticker ? "" : sticker));
    drag(one, pointAt, (point) => point && put(sticker, at(point)));
  }
  wall.addEventListener("click", ({ target, clientX, clientY }) => {
    const point = pointAt(clientX, clientY);
    if (!(/** @type {Element} */ (target).closest("button")) && point) put(held, at(point));
  });
  part("take-away").addEventListener("click", () => chosen && leave(chosen));
  part("add").addEventListener("click", () => {
    put(part("sticker").dataset.sticker ?? "", middle("22"));
    chosen?.row.querySelector("select")?.focus();
  });
  element.addEventListener("finish", () => take());
  element.addEventListener("clear", () => stuck.slice().forEach(leave));
  show();

  /** What is in the hand sticks there now; where nothing is, what was touched last moves there. @param {string} sticker @param {Point} where */
  function put(sticker, where) {
    if (sticker && stuck.length < MOST) chosen = stick({ sticker, ...where });
    else if (!sticker && chosen) Object.assign(chosen, where);
    else return;
    held = "";
    told();
  }

  /** @param {Point & {sticker: string}} what @returns {Stuck} */
  function stick(what) {
    const one = document.createElement("button");
    const template = /** @type {HTMLTemplateElement} */ (part("row"));
    const row = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
    const made = { ...what, one, row };
    Object.assign(one, { type: "button", className: "sticker-stuck" });
    one.addEventListener("click", () => take(chosen === made ? undefined : made));
    drag(one, pointAt, (point) => point && (take(made), put("", at(point))));
    row.addEventListener("input", (event) => {
      event.stopPropagation();
      const [kind, where] = row.querySelectorAll("select");
      if (!where.value) return leave(made);
      made.sticker = kind.value;
      if (where.value !== spot(made)) Object.assign(made, middle(where.value));
      told();
    });
    stuck.push(made);
    wall.append(one);
    part("rows").append(row);
    return made;
  }

  /** @param {Stuck} one */
  function leave(one) {
    stuck.splice(stuck.indexOf(one), 1);
    one.one.remove();
    one.row.remove();
    chosen = undefined;
    told();
  }

  /** @param {Stuck} [one] @param {string} [sticker] */
  function take(one, sticker = "") {
    [chosen, held] = [one, sticker];
    show();
  }

  function told() {
    const said = stuck.map(({ sticker, x, y }) => ({ sticker, x, y }));
    written.value = said.length ? JSON.stringify({ stuck: said }) : "";
    show();
    changed();
  }

  function show() {
    for (const one of part("tray").querySelectorAll("button")) {
      one.setAttribute("aria-pressed", `${one.dataset.sticker === held}`);
    }
    wall.toggleAttribute("data-waiting", Boolean(held || chosen));
    /** @type {HTMLButtonElement} */ (part("take-away")).disabled = !chosen;
    for (const each of stuck) {
      const { sticker, x, y, one, row } = each;
      const drawn = part("tray").querySelector(`[data-sticker="${CSS.escape(sticker)}"]`);
      if (one.dataset.shows !== sticker) one.replaceChildren(...(drawn?.cloneNode(true).childNodes ?? []));
      one.dataset.shows = sticker;
      one.setAttribute("aria-pressed", `${each === chosen}`);
      Object.assign(one.style, { left: `${x / WIDE * 100}%`, top: `${y / WIDE * 100}%` });
      const [kind, where] = row.querySelectorAll("select");
      [kind.value, where.value] = [sticker, spot(each)];
    }
  }

  /** Where on the wall a finger is, or nothing. @param {number} x @param {number} y */
  function pointAt(x, y) {
    const { left, top, width, height } = wall.getBoundingClientRect();
    const point = [x - left, y - top].map((far, way) => Math.round(far / (way ? height : width) * WIDE));
    return point.every((far) => far >= 0 && far <= WIDE) ? point.join(" ") : undefined;
  }
}

/** What stood here before. @param {string} written @returns {(Point & {sticker: string})[]} */
function before(written) {
  try {
    return JSON.parse(written || "{}").stuck ?? [];
  } catch {
    return [];
  }
}

/** @param {string} point */
const at = (point) => ({ x: Number(point.split(" ")[0]), y: Number(point.split(" ")[1]) });

/** In which ninth of the wall it is: row and column, from the top left. @param {Point} one */
const spot = ({ x, y }) => [y, x].map((far) => Math.min(3, Math.floor(far * 3 / WIDE) + 1)).join("");

/** @param {string} name @returns {Point} */
const middle = ([row, column]) => ({ x: sixths(column), y: sixths(row) });

/** @param {string} third */
const sixths = (third) => Math.round((Number(third) * 2 - 1) * WIDE / 6);
