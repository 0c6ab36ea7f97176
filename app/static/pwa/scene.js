// Walking about: touch a house, its door opens, one is inside; the way back leads to the hill. Where one is stands on
// the body, and in no address or history.

const WALK = 550;

/** @param {HTMLFormElement} form */
export function enter(form) {
  go("hill");
  for (const way of form.querySelectorAll("a[href^='#place-'], a[href='#hill']")) {
    way.addEventListener("click", (event) => {
      event.preventDefault();
      walk(/** @type {HTMLAnchorElement} */ (way));
    });
  }
}

/** @param {HTMLAnchorElement} way */
function walk(way) {
  const there = way.hash.slice(1);
  if (there === "hill" || matchMedia("(prefers-reduced-motion: reduce)").matches) return go(there);
  way.dataset.opening = "";
  setTimeout(() => {
    delete way.dataset.opening;
    go(there);
  }, WALK);
}

/** @param {string} there */
export function go(there) {
  const left = document.getElementById(document.body.dataset.at ?? "");
  for (const question of left?.querySelectorAll("[data-question]") ?? []) {
    question.dispatchEvent(new CustomEvent("finish"));
  }
  document.body.dataset.at = there;
  const place = document.getElementById(there);
  const heading = place?.querySelector("h1, h2, [data-heading]") ?? place;
  if (!(heading instanceof HTMLElement) || left === null) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  scrollTo({ top: 0 });
}

/** What the child has put into a house can be seen through its windows. @param {HTMLElement} element */
export function count(element) {
  const room = element.closest("[data-section]");
  const door = document.querySelector(`a[href="#${room?.id}"]`);
  if (!(door instanceof HTMLElement)) return;
  const things = room?.querySelectorAll("[data-wall] > *, [data-question][data-item]:not([data-item=''])");
  door.dataset.things = `${things?.length ?? 0}`;
}
