// Who may see one thing: the child touches faces. It is written at once, and belongs to that thing alone.

import * as entry from "./entry.js";
import * as visit from "./visit.js";

/** What one thing may be shown to. @typedef {{audience: string, people: string[]}} Said */
/** Whom a child need not be asked about: they read it anyway. */
const READS_IT = "worker";
/** Whoever is shown something is named for that thing: no other is shown to them with it. */
export const PEOPLE = "people";
/** Nobody else. @type {Said} */
export const ALONE = { audience: READS_IT, people: [] };
/** What was not said is no yes to anybody. @type {Said} */
export const UNSAID = { audience: "unsure", people: [] };
const TINTS = ["teal", "sun", "coral", "lilac", "sky", "leaf", "slate", "brick"];

/**
 * The faces come to life, once a page.
 *
 * @param {HTMLElement} place
 * @returns {{said: () => Said, begin: () => Promise<void>}}  what the faces say now; `begin` sets them back
 */
export function faces(place) {
  const ring = /** @type {HTMLElement} */ (place.querySelector("[data-people]"));
  let asked = false;
  /** @returns {HTMLElement[]} */
  const all = () => [...ring.querySelectorAll("[data-audience]")].filter((one) => one instanceof HTMLElement);
  const pressed = (/** @type {HTMLElement} */ one) => one.getAttribute("aria-pressed") === "true";
  const press = (/** @type {HTMLElement} */ one, /** @type {boolean} */ yes) =>
    one.setAttribute("aria-pressed", `${yes}`);
  const alone = (/** @type {HTMLElement} */ chosen) => all().forEach((one) => press(one, one === chosen));
  const nobody = () => alone(/** @type {HTMLElement} */ (ring.querySelector(`[data-audience=${READS_IT}]`)));

  ring.addEventListener("click", ({ target }) => {
    const one = target instanceof Element ? target.closest("[data-audience]") : null;
    if (!(one instanceof HTMLElement)) return;
    if (one.dataset.audience !== PEOPLE) return alone(one);
    press(one, !pressed(one));
    for (const other of all()) if (other.dataset.audience !== PEOPLE) press(other, false);
    if (!all().some(pressed)) nobody();
  });
  return { said, begin };

  /** Nobody beside the worker, until the child says so: for each thing anew. */
  async function begin() {
    nobody();
    if (asked) return;
    const around = await people();
    asked = around !== undefined; // who did not answer in time is asked again at the next thing
    for (const [at, { id, name }] of (around ?? []).entries()) {
      ring.append(face(id, name, TINTS[at % TINTS.length]));
    }
  }

  function said() {
    const chosen = all().filter(pressed).map(({ dataset }) => dataset);
    return { audience: chosen[0].audience ?? READS_IT, people: chosen.flatMap(({ person }) => person ?? []) };
  }
}

/** Those around the child, as the page was given them or the lent tablet holds them. @returns {Promise<{id: string, name: string}[] | undefined>} */
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
  ], "beside");
}
