// One thing of a child's, held up to be looked at once more, with where it belongs and what was asked.

/**
 * One thing is held up, with where it belongs.
 *
 * @param {HTMLElement} place
 * @param {import("./thing.js").Thing} thing
 * @param {number} at
 * @param {number} all
 * @returns {boolean} whether it can be seen: what cannot is not asked about
 */
export function lift(place, thing, at, all) {
  const part = (
    /** @type {string} */ name,
  ) => /** @type {HTMLElement} */ (place.querySelector(`[data-${name}]`));
  hush(place);
  part("said").replaceChildren();
  try {
    thing.look(part("said"));
  } catch {
    return false;
  }
  const board = thing.question.closest("[data-section]")?.querySelector("h2")?.cloneNode(true);
  part("whence").replaceChildren(...board?.childNodes ?? []);
  part("asked").textContent = prompt(thing.question);
  part("said").dataset.kind = thing.element === thing.question ? thing.question.dataset.kind : "words";
  part("at").textContent = `${at + 1}`;
  part("all").textContent = `${all}`;
  part("same").hidden = at + 1 === all;
  part("same").setAttribute("aria-pressed", "false");
  requestAnimationFrame(() => reach(part("said")));
  return true;
}

/** More words than there is room for are scrolled with keys too. @param {HTMLElement} said */
function reach(said) {
  /** @type {NodeListOf<HTMLElement>} */
  const lines = said.querySelectorAll(":scope > p");
  for (const line of lines) if (line.scrollHeight > line.clientHeight) line.tabIndex = 0;
}

/** What was listened to falls silent when it is gone from the screen. @param {HTMLElement} place */
export function hush(place) {
  /** @type {HTMLElement | null} */
  (place.querySelector("[data-said] [data-play][aria-pressed=true]"))?.click();
}

/** What was asked, where there is but one way of asking it. @param {HTMLElement} question */
function prompt(question) {
  const band = new FormData(/** @type {HTMLFormElement} */ (question.closest("form"))).get("band");
  const asked = question.querySelectorAll(`[data-prompt][data-band="${band}"]`);
  return asked.length === 1 ? asked[0].textContent ?? "" : "";
}
