// Puts names into the words of a lent tablet's page, and takes them out again.

/** @returns {NodeListOf<HTMLElement>} */
const told = () => document.querySelectorAll("[data-told]");

/** @param {import("./handover.js").Told} told */
export function tellNames({ child, worker, read_by }) {
  const written = { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" };
  const day = new Intl.DateTimeFormat(document.documentElement.lang, /** @type {any} */ (written))
    .format(new Date(`${read_by}T00:00Z`));
  const names = /** @type {Record<string, string>} */ ({ child, worker, day });
  for (const words of told()) {
    words.textContent = (words.dataset.told ?? "").replace(/\{(\w+)\}/g, (_all, name) => names[name] ?? "");
  }
}

export function untell() {
  for (const words of told()) words.textContent = "";
}
