// Copies a text of the page where a browser can: the button shows itself only then.

for (const place of document.querySelectorAll("[data-copy]")) {
  const { copy } = /** @type {HTMLElement} */ (place).dataset;
  const done = /** @type {HTMLElement} */ (place.querySelector("[data-copied]"));
  if (!navigator.clipboard || !copy) continue;
  place.removeAttribute("hidden");
  place.querySelector("button")?.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(copy)?.textContent?.trim() ?? "");
    done.hidden = false;
  });
}
