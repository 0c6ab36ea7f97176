// The same places in other clothes: houses, planets, a train. What was said stays where it is; only what stands around it
// changes, at any time. The pictures come when they are asked for, and the device keeps them.

import { open, pageAt } from "./chest.js";
import { lay } from "./style.js";

/**
 * What a theme looks like: the land, and what stands outside and inside each part.
 *
 * @typedef {{scene: string, ground: Element[], parts: Map<string, {picture: string, room: string, house: Element[], inside: Element[]}>}} Look
 */

/** @type {Map<string, Look>} */
const looks = new Map();
const PICTURES = ":scope > svg";

/** The children of an element that are pictures. @param {ParentNode | null | undefined} element @returns {Element[]} */
const pictures = (element) => [...element?.querySelectorAll(PICTURES) ?? []];

/**
 * Put the chosen clothes on. Where they do not come, what stood there stands on, and is chosen again.
 *
 * @param {HTMLFormElement} form
 * @param {string} theme  nothing, for its own
 */
export async function wear(form, theme) {
  try {
    await open(form.dataset.chest);
    if (!looks.size) looks.set("", own(form));
    if (!looks.has(theme)) looks.set(theme, await fetched(form, theme));
  } catch {
    choice(form, form.dataset.theme ?? "").checked = true;
    return;
  }
  if (new FormData(form).get("theme-of-it") !== theme) return; // another was touched while it came
  if ((form.dataset.theme ?? "") !== theme) put(form, /** @type {Look} */ (looks.get(theme)));
  form.dataset.theme = theme;
  title(form);
}

/** @param {HTMLFormElement} form @param {string} theme */
const choice = (
  form,
  theme,
) => /** @type {HTMLInputElement} */ (form.querySelector(`[name=theme-of-it][value="${theme}"]`));

/** What stands here from the start. @param {HTMLFormElement} form @returns {Look} */
function own(form) {
  const scene = /** @type {HTMLElement} */ (form.querySelector("[data-scene]"));
  /** @type {NodeListOf<HTMLElement>} */
  const rooms = form.querySelectorAll("[data-section]");
  const parts = [...rooms].map((room) => {
    const { picture = "", room: inside = "" } = room.dataset;
    const door = form.querySelector(`a[href="#${room.id}"]`);
    return /** @type {const} */ ([room.id, {
      picture,
      room: inside,
      house: pictures(door),
      inside: pictures(room),
    }]);
  });
  return {
    scene: scene.dataset.scene ?? "",
    ground: pictures(scene.querySelector(".ground")),
    parts: new Map(parts),
  };
}

/**
 * @param {HTMLFormElement} form
 * @param {string} theme
 * @returns {Promise<Look>}
 */
async function fetched(form, theme) {
  const page = await pageAt(choice(form, theme).dataset.from ?? "");
  const ground = /** @type {HTMLElement} */ (page.querySelector("[data-ground]"));
  await lay(page.querySelectorAll("link[rel=stylesheet]"));
  /** @type {NodeListOf<HTMLElement>} */
  const parts = page.querySelectorAll("[data-part]");
  return {
    scene: ground.dataset.ground ?? "",
    ground: pictures(ground).map((picture) => document.importNode(picture, true)),
    parts: new Map([...parts].map((part) => {
      const [house, inside] = [...part.children].map((side) =>
        pictures(side).map((one) => document.importNode(one, true))
      );
      const { part: id = "", picture = "", room = "" } = part.dataset;
      return [id, { picture, room, house, inside }];
    })),
  };
}

/** @param {HTMLFormElement} form @param {Look} look */
function put(form, { scene, ground, parts }) {
  const land = /** @type {HTMLElement} */ (form.querySelector("[data-scene]"));
  land.dataset.scene = scene;
  exchange(land.querySelector(".ground"), ground);
  for (const [id, { picture, room: inside, house, inside: walls }] of parts) {
    const door = /** @type {HTMLElement} */ (form.querySelector(`a[href="#${id}"]`));
    const room = /** @type {HTMLElement} */ (document.getElementById(id));
    door.dataset.picture = picture;
    exchange(door, house);
    Object.assign(room.dataset, { picture, room: inside });
    exchange(room, walls);
  }
}

/** @param {Element | null} place @param {Element[]} now */
function exchange(place, now) {
  for (const picture of pictures(place)) picture.remove();
  place?.prepend(...now);
}

/** What each place is called here. Teenagers see no picture, and so no name of one. @param {HTMLFormElement} form */
function title(form) {
  const theme = new FormData(form).get("band") === "older" ? "" : form.dataset.theme ?? "";
  /** @type {NodeListOf<HTMLElement>} */
  const titles = form.querySelectorAll("[data-of]:not([data-item])"); // what hangs on a wall is of a question
  for (const one of titles) one.hidden = one.dataset.of !== theme;
}
