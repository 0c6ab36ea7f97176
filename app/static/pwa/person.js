// One of those in the list of a question about people: who it is, what they look like, and where they are, if anywhere.

/** @param {Element} row @param {string} part @returns {HTMLInputElement} */
export const field = (row, part) => /** @type {HTMLInputElement} */ (row.querySelector(`[name$="-${part}"]`));

/** @param {Element} row */
export function personOf(row) {
  const [name, figure, tint, place] = ["who", "figure", "tint", "where"].map((part) =>
    field(row, part).value
  );
  return { name, figure, tint, place };
}

/** Whether somebody was named or put somewhere, or is not who everybody is at first. @param {Element} row */
export function isSomebody(row) {
  const { name, place } = personOf(row);
  const figure = /** @type {HTMLSelectElement} */ (/** @type {unknown} */ (field(row, "figure")));
  return Boolean(name.trim() || place || figure.selectedIndex > 0);
}
