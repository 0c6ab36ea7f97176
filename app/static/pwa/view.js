// A lent tablet's page shows one of its parts at a time, and says so to whoever listens.

/** @param {string} name */
export function view(name) {
  document.body.dataset.at = name;
  /** @type {NodeListOf<HTMLElement>} */
  const sections = document.querySelectorAll("[data-view]");
  for (const section of sections) section.hidden = section.dataset.view !== name;
  const heading = document.querySelector(`[data-view="${name}"] h1:not([hidden])`);
  if (!(heading instanceof HTMLElement)) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  scrollTo({ top: 0 });
}
