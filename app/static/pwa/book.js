// A story in the blank book of a lent tablet: the names, the words and the pictures come from the page around it, which
// has opened them. That the book was opened is told to the server: the story was shown.

import * as entry from "./entry.js";
import { COLOURS, outline } from "./ink.js";
import { HEIGHT, read, WIDTH } from "./strokes.js";
import * as visit from "./visit.js";

const SVG = "http://www.w3.org/2000/svg";

/** `sheets` are drawings, the grown-ups' first, then what the child drew on it before.
 * @typedef {{key: string, panel: string, words: string, said: string[], sheets: string[]}} Page
 * @typedef {{version: string, family: string, language: string, present: string, pages: Page[]}} Story
 */

/** @param {HTMLFormElement} form */
export async function fill(form) {
  const story = await visit.story();
  if (!story) return;
  const child = await visit.childName();
  /** @type {HTMLElement[]} */
  const leaves = [];
  for (const leaf of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-section]"))) {
    const page = story.pages.find(({ key }) => key === leaf.dataset.section);
    if (!page) leaf.remove();
    else leaves.push(write(leaf, page, story.language));
  }
  leaves.forEach((leaf, at) => bind(leaf, at, leaves));
  for (const words of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-closed]"))) {
    words.hidden = true;
  }
  for (const words of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-opened]"))) {
    words.hidden = false;
    if (words.dataset.for !== undefined) {
      words.textContent = words.textContent?.replace("{child}", child) ?? "";
    }
  }
  const way = /** @type {HTMLAnchorElement} */ (form.querySelector("a[data-opened]"));
  if (leaves.length) way.href = `#${leaves[0].id}`;
  way.addEventListener("click", () => shown(story), { once: true });
}

/** @param {HTMLElement} leaf @param {Page} page @param {string} language */
function write(leaf, { panel, words, said: own, sheets }, language) {
  const said = /** @type {HTMLElement} */ (leaf.querySelector("[data-line]"));
  [said.textContent, said.lang] = [words, language];
  /** @type {HTMLElement} */ (leaf.querySelector("[data-question]")).dataset.over = panel;
  leaf.querySelector("[data-beneath]")?.append(picture(sheets));
  for (const textContent of own ?? []) {
    const line = Object.assign(document.createElement("p"), { textContent, dir: "auto" });
    line.dataset.line = "";
    leaf.querySelector("[data-said]")?.append(line);
  }
  return leaf;
}

/** Which page comes before and which after it. @param {HTMLElement} leaf @param {number} at @param {HTMLElement[]} leaves */
function bind(leaf, at, leaves) {
  const turn = (
    /** @type {string} */ name,
  ) => /** @type {HTMLAnchorElement} */ (leaf.querySelector(`[data-turn="${name}"]`));
  /** @type {HTMLElement} */ (leaf.querySelector("[data-number]")).textContent = `${at + 1}`;
  turn("back").href = `#${leaves[at - 1]?.id ?? "hill"}`;
  turn("on").href = `#${leaves[at + 1]?.id ?? ""}`;
  turn("on").hidden = at === leaves.length - 1;
  turn("end").hidden = !turn("on").hidden;
}

/** Drawn out of checked strokes alone. @param {string[]} sheets */
function picture(sheets) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
  svg.setAttribute("aria-hidden", "true");
  for (const stroke of sheets.flatMap(read)) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", outline(stroke));
    path.setAttribute("fill", COLOURS[stroke.c] ?? COLOURS.ink);
    svg.append(path);
  }
  return svg;
}

/** @param {Story} story */
function shown({ version, family, present }) {
  entry.write(`/families/${family}/versions/${version}/showings`, () => [["present", present]]).catch(
    () => {},
  );
}
