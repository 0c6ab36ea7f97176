// Have a break: a calm picture over everything but the three controls, until it is touched. What was open is put on the
// disk first.

export function rest() {
  const cover = /** @type {HTMLDialogElement} */ (document.querySelector("[data-rest]"));
  const safe = /** @type {HTMLElement} */ (document.querySelector(".safe"));
  for (const question of document.querySelectorAll("[data-question]")) {
    question.dispatchEvent(new CustomEvent("finish"));
  }
  globalThis.speechSynthesis?.cancel();
  for (const open of safe.querySelectorAll("details[open]")) open.removeAttribute("open");
  if (cover.open) return;
  if (!cover.querySelector(".goodbye-art")) {
    const picture = document.querySelector(".goodbye-art")?.cloneNode(true);
    if (picture) cover.prepend(picture);
  }
  cover.prepend(safe); // help is one touch away here, too
  cover.onclick = ({ target }) => {
    const at = /** @type {Element} */ (target);
    if (!safe.contains(at) || at.closest("[data-at-once]")) cover.close();
  };
  cover.addEventListener("close", () => cover.before(safe), { once: true });
  cover.showModal();
}
