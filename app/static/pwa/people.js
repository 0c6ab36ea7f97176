// Figures that are put into places: touch one and then a place, drag it there, or say it in the list. All three are one.

import { drag } from "./hand.js";
import { field, isSomebody, personOf } from "./person.js";
import { whole } from "./whole.js";

/** @typedef {{name: string, figure: string, tint: string, place: string, row: HTMLElement, one: HTMLElement}} Person */

/** @param {HTMLElement} element @param {import("./activity.js").Given} given */
export function enhance(element, given) {
  const part = (
    /** @type {string} */ name,
  ) => /** @type {HTMLElement} */ (element.querySelector(`[data-${name}]`));
  const all = (
    /** @type {string} */ name,
  ) => /** @type {NodeListOf<HTMLElement>} */ (element.querySelectorAll(`[data-${name}]`));
  const name = /** @type {HTMLInputElement} */ (part("name"));
  /** @type {Person[]} */
  const people = [];
  /** Who was touched last: what is done next is done with them. @type {Person | undefined} */
  let chosen;
  /** A figure that has no place yet. @type {HTMLElement | undefined} */
  let held;
  const { changed } = whole(element, given, read);

  /** @type {HTMLTemplateElement | null} */
  const figures = document.querySelector("template[data-figures]");
  if (figures) part("spots").before(figures.content.cloneNode(true));
  for (const row of part("rows").querySelectorAll("li")) {
    row.remove();
    if (isSomebody(row)) join(row);
  }
  for (const tray of all("figure")) {
    tray.addEventListener("click", () => (choose(undefined), hold(held === tray ? undefined : tray)));
    drag(tray, spotAt, (place) => place && put(place, tray));
  }
  for (const spot of all("spot")) {
    spot.addEventListener("click", ({ target }) => {
      if (!(/** @type {Element} */ (target).closest(".standing-one"))) put(spot.dataset.spot ?? "", held);
    });
  }
  name.addEventListener("input", (event) => {
    event.stopPropagation();
    if (chosen) tell(chosen, { name: name.value });
  });
  for (const tint of all("colour")) {
    tint.addEventListener("click", () => chosen && tell(chosen, { tint: tint.dataset.colour ?? "" }));
  }
  part("take-away").addEventListener("click", () => chosen && leave(chosen));
  part("add").addEventListener("click", () => {
    const person = join(part("row"));
    field(person.row, "who").focus();
  });
  element.addEventListener("clear", () => [...people].forEach(leave));
  show();

  /** Somebody more. @param {HTMLElement} from  a row of the list, or the template of one */
  function join(from, said = {}) {
    const row = from instanceof HTMLTemplateElement ? copy(from) : from;
    const one = copy(part("one"));
    const person = { ...personOf(row), row, one };
    people.push(person);
    part("rows").append(row);
    row.addEventListener("input", (event) => {
      event.stopPropagation();
      tell(person, personOf(row));
    });
    const button = /** @type {HTMLElement} */ (one.firstElementChild);
    button.addEventListener("click", () => (hold(undefined), choose(chosen === person ? undefined : person)));
    drag(button, spotAt, (place) => tell(person, place ? { place } : {}));
    tell(person, said, false);
    return person;
  }

  /** @param {Person} person @param {Partial<Person>} what @param {boolean} [isNew] */
  function tell(person, what, isNew = true) {
    Object.assign(person, what);
    for (
      const [part, value] of [["who", "name"], ["figure", "figure"], ["tint", "tint"], ["where", "place"]]
    ) {
      const input = field(person.row, part);
      const now = /** @type {Record<string, any>} */ (person)[value];
      if (input.value !== now) input.value = now;
    }
    show();
    if (isNew) changed();
  }

  /** @param {Person} person */
  function leave(person) {
    people.splice(people.indexOf(person), 1);
    person.row.remove();
    person.one.remove();
    choose(undefined);
    changed();
  }

  /** Whoever is in the hand stands there now. @param {string} place @param {HTMLElement | undefined} tray */
  function put(place, tray) {
    if (!tray) return chosen && tell(chosen, { place });
    const tint = tray.querySelector("svg")?.dataset.tint ?? "teal";
    const person = join(part("row"), { figure: tray.dataset.figure, tint, place });
    hold(undefined);
    choose(person);
    changed();
  }

  /** @param {HTMLElement | undefined} tray */
  function hold(tray) {
    held = tray;
    show();
  }

  /** @param {Person | undefined} person */
  function choose(person) {
    chosen = person;
    if (person) name.value = person.name;
    show();
  }

  function show() {
    for (const tray of all("figure")) tray.setAttribute("aria-pressed", `${tray === held}`);
    part("spots").toggleAttribute("data-waiting", Boolean(held || chosen));
    part("chosen").hidden = !chosen;
    for (const person of people) {
      const button = /** @type {HTMLElement} */ (person.one.firstElementChild);
      const spot = [...all("spot")].find(({ dataset }) => dataset.spot === person.place);
      const standing = spot?.querySelector("[data-standing]") ?? part("nowhere");
      if (!isSomebody(person.row)) person.one.remove();
      else if (person.one.parentElement !== standing) standing.append(person.one);
      picture(button.querySelector("[data-picture-of]"), person);
      const called = /** @type {HTMLElement} */ (button.querySelector("[data-called]"));
      called.textContent = person.name || wordFor(person.figure);
      called.className = person.name ? "standing-name" : "only-heard";
      button.setAttribute("aria-pressed", `${person === chosen}`);
    }
    if (chosen) picture(part("preview"), chosen);
    for (const tint of all("colour")) {
      tint.setAttribute("aria-pressed", `${tint.dataset.colour === chosen?.tint}`);
    }
    /** @type {HTMLInputElement} */ (part("written")).value = read();
  }

  /** @param {Element | null} where @param {Person} person */
  function picture(where, { figure, tint }) {
    if (!where || where.getAttribute("data-shows") === `${figure} ${tint}`) return;
    where.setAttribute("data-shows", `${figure} ${tint}`);
    const drawn = trayOf(figure)?.querySelector("svg")?.cloneNode(true);
    if (!(drawn instanceof SVGElement)) return;
    drawn.dataset.tint = tint;
    where.replaceChildren(drawn);
  }

  /** @param {string} figure */
  function trayOf(figure) {
    return [...all("figure")].find(({ dataset }) => dataset.figure === figure);
  }

  /** @param {string} figure */
  function wordFor(figure) {
    return trayOf(figure)?.textContent?.trim() ?? "";
  }

  /** The place under a finger. @param {number} x @param {number} y */
  function spotAt(x, y) {
    const spot = document.elementFromPoint(x, y)?.closest("[data-spot]");
    for (const other of all("spot")) other.toggleAttribute("data-near", other === spot);
    return spot instanceof HTMLElement && element.contains(spot) ? spot.dataset.spot : undefined;
  }

  function read() {
    const said = people.filter(({ row }) => isSomebody(row));
    return said.length
      ? JSON.stringify({
        people: said.map(({ name, figure, tint, place }) => ({ name, figure, tint, place })),
      })
      : "";
  }
}

/** @param {Element} template @returns {HTMLElement} */
function copy(template) {
  const { content } = /** @type {HTMLTemplateElement} */ (template);
  return /** @type {HTMLElement} */ (/** @type {Element} */ (content.firstElementChild).cloneNode(true));
}
