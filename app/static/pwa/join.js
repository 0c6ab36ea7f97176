// What only the device can tell the pages about coming in: the code in the link it opened, and whether it runs from an
// icon of its own.

const FRAGMENT = /^#code=([\w-]{1,40})$/;

take();
addEventListener("hashchange", take);

const installed = matchMedia("(display-mode: standalone)").matches ||
  "standalone" in navigator && navigator.standalone === true; // an iPhone's own way of saying it
const iPad = navigator.userAgent.includes("Macintosh") && navigator.maxTouchPoints > 1; // it calls itself a Mac

for (const told of document.querySelectorAll("[data-installed]")) {
  /** @type {HTMLInputElement} */ (told).value = installed ? "yes" : "";
}
for (const words of document.querySelectorAll("[data-on-ipad]")) {
  /** @type {HTMLElement} */ (words).hidden = !iPad;
}
for (const steps of document.querySelectorAll("details[data-steps]")) {
  if (iPad) {
    /** @type {HTMLDetailsElement} */ (steps).open =
      /** @type {HTMLElement} */ (steps).dataset.steps === "ios";
  }
}

/** The code of the link goes into its field and out of the address, where it would stay in the browser's history. */
function take() {
  const code = FRAGMENT.exec(location.hash)?.[1];
  const field = /** @type {HTMLInputElement | null} */ (document.querySelector("input[name=code]"));
  if (!code || !field) return;
  field.value = code;
  history.replaceState(null, "", location.pathname + location.search);
}
