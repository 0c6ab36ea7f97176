// Have a break: a calm picture over everything, until it is touched. What was open is put on the disk first.

export function rest() {
  const cover = /** @type {HTMLDialogElement} */ (document.querySelector("[data-rest]"));
  for (const question of document.querySelectorAll("[data-question]")) {
    question.dispatchEvent(new CustomEvent("finish"));
  }
  globalThis.speechSynthesis?.cancel();
  for (const open of document.querySelectorAll(".safe details[open]")) open.removeAttribute("open");
  if (!cover.querySelector("svg")) {
    const picture = document.querySelector(".goodbye-art")?.cloneNode(true);
    if (picture) cover.prepend(picture);
  }
  cover.addEventListener("click", () => cover.close(), { once: true });
  cover.showModal();
}
