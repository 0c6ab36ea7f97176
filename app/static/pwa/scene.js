// Walking about: touch a house, its door opens, one is inside; the way back leads to the hill. Where one is stands on
// the body, and in no address or history.

const WALK = 550;

/**
 * @param {HTMLFormElement} form
 * @param {(room: Element | null) => Promise<unknown>} wake  makes a room ready to go into
 */
export function enter(form, wake) {
  go("hill");
  for (const way of form.querySelectorAll("a[href^='#place-'], a[href='#hill']")) {
    way.addEventListener("click", (event) => {
      event.preventDefault();
      walk(/** @type {HTMLAnchorElement} */ (way), wake);
    });
  }
}

/**
 * A door opens on a room that is ready; where it cannot be made so, one stays outside and is told.
 *
 * @param {HTMLAnchorElement} way
 * @param {(room: Element | null) => Promise<unknown>} wake
 */
async function walk(way, wake) {
  const there = way.hash.slice(1);
  if (there === "hill") return go(there);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const walking = new Promise((done) => setTimeout(done, calm ? 0 : WALK));
  way.dataset.opening = "";
  const opens = await Promise.all([wake(document.getElementById(there)), walking]).then(
    () => true,
    () => false,
  );
  delete way.dataset.opening;
  document.getElementById("hill")?.setAttribute("data-state", opens ? "" : "shut");
  if (opens) go(there);
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
  const things = room?.querySelectorAll(
    "[data-wall] > *, [data-takes] > *, [data-sheets] > *, [data-question][data-item]:not([data-item=''])",
  );
  door.dataset.things = `${things?.length ?? 0}`;
}
