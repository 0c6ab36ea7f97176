// What to draw with: which pen is in the hand, and the buttons for back, forward and a new sheet.

/**
 * @typedef {"undo" | "redo" | "again"} Action
 *
 * @param {HTMLElement} element  the drawing question
 * @param {Record<Action, () => unknown>} actions  each answers whether it has changed anything
 * @param {() => Record<Action, boolean>} cannot  what would change nothing now
 * @param {() => void} acted
 */
export function pencase(element, actions, cannot, acted) {
  const pens = /** @type {HTMLTemplateElement | null} */ (document.querySelector("template[data-pens]"));
  if (pens) element.querySelector("[data-pencase]")?.replaceWith(pens.content.cloneNode(true));
  const chosen = { colour: "ink", size: 40, rubber: false };
  element.addEventListener("click", ({ target }) => {
    const button = /** @type {HTMLElement} */ (target).closest("button");
    if (!button) return;
    const { colour, size, rubber, action } = button.dataset;
    if (colour) Object.assign(chosen, { colour, rubber: false });
    if (size) chosen.size = Number(size);
    if (rubber !== undefined) chosen.rubber = !chosen.rubber;
    if (action && actions[/** @type {Action} */ (action)]()) acted();
    show();
  });
  return { chosen, show };

  /** Which pen is in the hand, and what can be undone. */
  function show() {
    const nothing = cannot();
    for (const button of element.querySelectorAll("button")) {
      const { colour, size, rubber, action } = button.dataset;
      const say = (/** @type {string} */ name, /** @type {boolean} */ yes) =>
        button.setAttribute(name, `${yes}`);
      if (colour) say("aria-pressed", !chosen.rubber && chosen.colour === colour);
      if (size) say("aria-pressed", chosen.size === Number(size));
      if (rubber !== undefined) say("aria-pressed", chosen.rubber);
      if (action) say("aria-disabled", nothing[/** @type {Action} */ (action)]);
    }
  }
}
