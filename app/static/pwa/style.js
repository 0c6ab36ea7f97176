// Style that comes with what it is for, and not before; what is for teenagers keeps the last word.

/** Each once, by its address. @type {Map<string, Promise<unknown>>} */
const laid = new Map();

/** Resolves when all of these are there; rejects where one does not come. @param {Iterable<Element>} links @returns {Promise<unknown>} */
export function lay(links) {
  return Promise.all([...links].map((link) => {
    const href = link.getAttribute("href") ?? "";
    const there = laid.get(href) ?? one(link).catch((error) => (laid.delete(href), Promise.reject(error)));
    laid.set(href, there);
    return there;
  }));
}

/** @param {Element} link */
function one(link) {
  const sheet = /** @type {HTMLLinkElement} */ (document.importNode(link, true));
  const coming = new Promise((done, fail) => {
    sheet.onload = done;
    sheet.onerror = () => (sheet.remove(), fail(new Error("this style did not come")));
  });
  document.head.insertBefore(sheet, document.head.querySelector("link[rel=stylesheet][href*='older.css']"));
  return coming;
}
