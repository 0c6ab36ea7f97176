// A drawing question: paper, pens, rubber, back and forth without end. It is kept at each pause, whole, in place of what
// was kept before. A new sheet is another drawing: the one before it hangs on the wall.

import * as hung from "./hung.js";
import { keeping } from "./leaves.js";
import * as pen from "./pen.js";
import { pencase } from "./pencase.js";
import { note } from "./prompt.js";
import { sheet } from "./sheet.js";
import * as strokes from "./strokes.js";

/** @param {HTMLElement} element @param {import("./activity.js").Given} given */
export function enhance(element, given) {
  const { recalled } = given;
  const paper = /** @type {HTMLElement} */ (element.querySelector("[data-paper]"));
  const [base, live] = paper.querySelectorAll("canvas");
  const field = /** @type {HTMLInputElement} */ (element.querySelector("input[type=hidden]"));
  const words = /** @type {HTMLTextAreaElement | null} */ (element.querySelector("textarea[data-words]"));
  const page = sheet(base, live);
  /** A page that is posted, and a picture of a story, have one sheet. */
  const hasWall = isSecureContext && !!element.querySelector("[data-sheets]");
  let history = strokes.begin();
  let leaf = hung.leaf();
  /** Those that were put away since this history began, the last one last. @type {hung.Leaf[]} */
  let behind = [];
  let inHand = false;
  const { keepNow, waitAWhile, goOn, know } = keeping(element, given, {
    onTable: () => leaf,
    written,
    inHand: () => inHand,
  });

  const { chosen, show } = pencase(element, { undo, redo, again }, () => ({
    undo: !history.done.length,
    redo: !history.undone.length,
    again: blank(),
  }), () => (page.show(strokes.sheet(history)), changed()));
  pen.listen(paper, page.place, () => ({
    colour: chosen.rubber ? "paper" : chosen.colour,
    size: chosen.rubber ? chosen.size * 3 : chosen.size,
  }), {
    began: () => (inHand = true, note(element), goOn()),
    moved: page.draw,
    dropped: () => (page.draw([]), inHand = false, changed()),
    ended: (line) => {
      page.draw([]);
      strokes.add(history, line);
      page.add(line);
      inHand = false;
      changed();
    },
  });
  element.addEventListener("clear", () => (words && (words.value = ""), lay([])));
  words?.addEventListener("input", () => (note(element), changed()));
  begin();

  /** What stood here before: on a page that was posted and came back, or on a lent tablet. */
  function begin() {
    for (const { name, item, asked, text = "", state } of recalled?.sheets ?? []) {
      const kept = item && ["kept", "sent"].includes(state) ? text : "";
      hang(hung.leaf({ name, item, asked, now: text, kept }), state, strokes.read(text));
    }
    history.done.push(...strokes.read(field.value));
    page.show(strokes.sheet(history));
    show();
    if (!recalled) return;
    leaf.item = element.dataset.item ?? "";
    leaf.kept = recalled.state === "open" ? leaf.item && "as it was before" : written();
    keepNow();
  }

  /** What is on the table, as it is written; nothing where nothing is. */
  function written() {
    if (blank()) return "";
    return strokes.written(strokes.sheet(history), element.dataset.over, words?.value.trim());
  }

  function blank() {
    return !strokes.sheet(history).length && !words?.value.trim();
  }

  /** At the beginning of a sheet, back leads to the one before it. */
  function undo() {
    if (history.done.at(-1) !== null || !hasWall) return strokes.undo(history);
    if (!blank()) return 0; // there are words on this one
    const before = behind.pop();
    if (!before?.place?.isConnected) return (history.done = [], 0); // it was taken out or changed meanwhile
    strokes.undo(history);
    take(before);
    return 1;
  }

  function redo() {
    if (history.undone.at(-1) === null && hasWall) putAway();
    return strokes.redo(history);
  }

  function again() {
    if (blank()) return 0;
    if (hasWall) putAway();
    strokes.add(history, null);
    return 1;
  }

  /** The sheet on the table hangs on the wall; another lies there. */
  function putAway() {
    leaf.now = written();
    leaf.asked = element.dataset.asked;
    const { state: now = "" } = element.dataset;
    hang(
      leaf,
      leaf.now === leaf.kept && ["kept", "sent"].includes(now) ? now : "keeping",
      strokes.sheet(history),
    );
    behind.push(leaf);
    turnTo(hung.leaf());
  }

  /** @param {hung.Leaf} one @param {string} now @param {strokes.Stroke[]} drawn */
  function hang(one, now, drawn) {
    know(one);
    hung.hang(element, one, { state: now, drawn, open, out: takeOut });
  }

  /** A sheet from the wall lies on the table. @param {hung.Leaf} one */
  function take(one) {
    hung.take(element, one);
    turnTo(one);
  }

  /** @param {hung.Leaf} one */
  function turnTo(one) {
    leaf.now = leaf.place ? leaf.now : "";
    leaf = one;
    if (words) words.value = strokes.words(one.now);
    know(one);
    element.dataset.item = one.item;
    element.dataset.asked = one.asked ?? "";
  }

  /** To be looked at and drawn on; what lay on the table is put away. @param {hung.Leaf} one */
  function open(one) {
    if (inHand) return;
    if (!blank()) putAway();
    take(one);
    lay(strokes.read(one.now));
    paper.scrollIntoView({ block: "nearest" });
  }

  /** These are on the table, and whatever was is no longer to be gone back to. @param {strokes.Stroke[]} all */
  function lay(all) {
    history = strokes.begin();
    behind = [];
    history.done.push(...all);
    page.show(all);
    changed();
  }

  /** @param {hung.Leaf} one */
  function takeOut(one) {
    if (!one.place || one.place.hidden) return; // once is enough
    one.place.hidden = true;
    one.now = "";
    keepNow();
  }

  /** What the pencase did, and every line. */
  function changed() {
    field.value = written();
    waitAWhile();
    show();
  }
}
