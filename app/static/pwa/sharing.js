// Who may see one thing: the child touches faces. It is written at once, and belongs to that thing alone.

import * as entry from "./entry.js";
import * as visit from "./visit.js";

/** What one thing may be shown to. @typedef {{audience: string, people: string[]}} Said */
/** Whom a child need not be asked about: they read it anyway. */
const READS_IT = "worker";
const TINTS = ["teal", "sun", "coral", "lilac", "sky", "leaf", "slate", "brick"];

/**
 * The faces come to life, once a page.
 *
 * @param {HTMLElement} place
 * @returns {Promise<{said: () => Said, begin: () => void}>}  what the faces say now; `begin` sets them back
 */
export async function faces(place) {
  const ring = /** @type {HTMLElement} */ (place.querySelector("[data-people]"));
  for (const [at, { id, name }] of (await people()).entries()) {
    ring.append(face(id, name, TINTS[at % TINTS.length]));
  }
  /** @type {NodeListOf<HTMLElement>} */
  const all = place.querySelectorAll("[data-audience]");
  const pressed = (/** @type {HTMLElement} */ one) => one.getAttribute("aria-pressed") === "true";
  const press = (/** @type {HTMLElement} */ one, /** @type {boolean} */ yes) =>
    one.setAttribute("aria-pressed", `${yes}`);
  const alone = (/** @type {HTMLElement} */ chosen) => all.forEach((one) => press(one, one === chosen));

  for (const one of all) {
    one.addEventListener("click", () => {
      if (one.dataset.audience !== "people") return alone(one);
      press(one, !pressed(one));
      for (const other of all) if (other.dataset.audience !== "people") press(other, false);
      if (![...all].some(pressed)) begin();
    });
  }
  begin();
  return { said, begin };

  /** Nobody beside the worker, until the child says so. */
  function begin() {
    alone(/** @type {HTMLElement} */ (place.querySelector(`[data-audience=${READS_IT}]`)));
  }

  function said() {
    const chosen = [...all].filter(pressed).map(({ dataset }) => dataset);
    return { audience: chosen[0].audience ?? READS_IT, people: chosen.flatMap(({ person }) => person ?? []) };
  }
}

/** Those around the child, as the page was given them or the lent tablet holds them. @returns {Promise<{id: string, name: string}[]>} */
async function people() {
  if (visit.lent) return await visit.people();
  /** @type {NodeListOf<HTMLTemplateElement>} */
  const given = document.querySelectorAll("template[data-around]");
  return [...given].map(({ dataset, content }) => ({
    id: dataset.around ?? "",
    name: content.textContent ?? "",
  }));
}

/** @param {string} id @param {string} name @param {string} tint */
function face(id, name, tint) {
  const template = /** @type {HTMLTemplateElement} */ (document.querySelector("template[data-one-face]"));
  const made =
    /** @type {HTMLElement} */ (/** @type {Element} */ (template.content.firstElementChild).cloneNode(true));
  made.dataset.person = id;
  /** @type {SVGElement} */ (made.querySelector("svg")).dataset.tint = tint;
  /** @type {HTMLElement} */ (made.querySelector("[data-called]")).textContent = name;
  return made;
}

/**
 * The child's word on one thing, which was read back to them and is right. Rejects as entry.write does.
 *
 * @param {string} item
 * @param {Said} said
 */
export function share(item, { audience, people }) {
  const place = location.pathname.replace(/\/tools\/[^/]+$/, "/shares");
  return entry.write(place, () => [
    ["item", item],
    ["audience", audience],
    ...people.map((one) => /** @type {[string, string]} */ (["people", one])),
    ["agreed", "yes"],
  ]);
}
