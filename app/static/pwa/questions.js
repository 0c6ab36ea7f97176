// What one young person is asked besides, put into a blank page of a lent tablet: each question is made like one of its
// kind that stands there already.

import * as visit from "./visit.js";

/** Attributes that hold a question's key, or an id that begins with it. */
const NAMED = ["data-question", "id", "name", "for", "aria-labelledby", "aria-describedby", "aria-controls"];

/** @typedef {{key: string, kind: string, tool: string, section: string, words: string}} Question */

/** @param {HTMLFormElement} form */
export async function put(form) {
  const slug = location.pathname.split("/").at(-1);
  const mine = (await visit.questions()).filter(({ tool }) => tool === slug);
  for (const question of mine) add(form, question);
}

/** @param {HTMLFormElement} form @param {Question} question */
function add(form, { key, kind, section, words }) {
  const like = form.querySelector(`[data-question][data-kind="${CSS.escape(kind)}"]`);
  const rooms = [...form.querySelectorAll("[data-section] .room-inside")];
  const room = form.querySelector(`[data-section="${CSS.escape(section)}"] .room-inside`) ?? rooms.at(-1);
  if (!like || !room) return;
  const made = /** @type {HTMLElement} */ (like.cloneNode(true));
  rename(made, like.getAttribute("data-question") ?? "", key);
  ask(made, words);
  room.append(made);
  const wall = form.querySelector("[data-wall]")?.cloneNode(false);
  if (kind === "lines" && wall && !room.querySelector("[data-wall]")) room.append(wall);
}

/** @param {HTMLElement} made @param {string} before @param {string} key */
function rename(made, before, key) {
  for (const element of [made, ...made.querySelectorAll("*")]) {
    for (const name of NAMED) {
      const value = element.getAttribute(name);
      if (value === null) continue;
      const words = value.split(" ").map((word) =>
        word === before || word.startsWith(`${before}-`) ? key + word.slice(before.length) : word
      );
      element.setAttribute(name, words.join(" "));
    }
  }
}

/** The same words in every band, and no other. @param {HTMLElement} made @param {string} words */
function ask(made, words) {
  for (const other of made.querySelectorAll("[data-another], .hint, [data-prompt][hidden]")) other.remove();
  for (const prompt of made.querySelectorAll("[data-prompt]")) {
    prompt.textContent = words;
    prompt.setAttribute("dir", "auto");
  }
}
