// Thoughts, one at a time: written below, then pinned to the wall. What is on the wall is on the disk.

import * as beside from "./beside.js";
import { NoPass } from "./entry.js";
import { asked, note, noted, show, spoken } from "./prompt.js";
import { count } from "./scene.js";

/** @param {HTMLElement} element @param {import("./activity.js").Given} given */
export function enhance(element, { keep, unfinished, recalled }) {
  const words = /** @type {HTMLTextAreaElement} */ (element.querySelector("textarea"));
  const question = element.dataset.question ?? "";
  /** The thought that is being changed, if it is on the wall already. @type {HTMLElement | undefined} */
  let changing;
  /** What is being kept while the page is put away. @type {Promise<void>} */
  let away = Promise.resolve();

  words.addEventListener("input", () => {
    if (words.value.trim()) element.dataset.asked ?? note(element);
    else if (!changing) delete element.dataset.asked;
    state(words.value.trim() ? "open" : "");
  });
  element.querySelector("[data-finish]")?.addEventListener("click", finish);
  element.addEventListener("finish", finish);
  if (parent === self && isSecureContext) { // a lent tablet has its drafts
    addEventListener("visibilitychange", () => document.visibilityState === "hidden" && putAway());
    addEventListener("pagehide", putAway);
  }
  for (const pin of recalled?.pins ?? []) hang(pinned(element), pin);
  if (recalled?.changing) {
    /** @type {NodeListOf<HTMLElement>} */
    const pins = document.querySelectorAll(`[data-of="${question}"]`);
    changeOf([...pins].find(({ dataset }) => dataset.item === recalled.changing));
    if (changing) changing.hidden = true;
  }
  if (recalled && words.value.trim()) (state("open"), show(element));

  async function finish() {
    if (words.readOnly) return;
    const content = words.value;
    if (!content.trim()) return leaveAsItWas();
    words.readOnly = true; // they stay on the screen until they are on the disk
    state("keeping");
    try {
      await away;
      await put(content, (pin) => {
        pin.hidden = false;
        delete pin.dataset.begun;
        words.value = "";
        changeOf(undefined);
        count(element);
        state("");
      });
    } catch (error) {
      state(error instanceof NoPass ? "no-pass" : "failed");
    }
    words.readOnly = false;
  }

  /** On the disk, and on the wall; and before anything else is kept, whatever `then` does. @param {string} content @param {(pin: HTMLElement) => void} then */
  async function put(content, then) {
    if (changing && textOf(changing) === content) return then(changing);
    const asked = noted(element);
    const item = await keep({ question, content, replaces: changing?.dataset.item, asked });
    const pin = changing ?? pinned(element);
    hang(pin, { item, text: content, state: "kept", asked: element.dataset.asked });
    then(pin);
  }

  /** A page that is put away may never come back: what is open is kept, and stands open still for whoever comes back. */
  function putAway() {
    const content = words.value;
    if (words.readOnly || !content.trim()) return;
    const begun = !changing;
    away = away.then(() =>
      put(content, (pin) => {
        pin.hidden = true;
        if (begun) pin.dataset.begun = "";
        changeOf(pin);
      })
    ).catch((error) => state(error instanceof NoPass ? "no-pass" : "failed"));
  }

  /** @param {HTMLElement} pin @param {import("./drafts.js").Pin} its */
  function hang(pin, { item, text, state, asked, beside: translated }) {
    Object.assign(pin.dataset, { item, state, of: question });
    if (asked) pin.dataset.asked = asked;
    const line = /** @type {HTMLElement} */ (pin.querySelector("[data-text]"));
    Object.assign(line, { textContent: text, lang: spoken(pin) ?? line.lang });
    if (translated) pin.dataset.beside = translated;
    beside.stand(pin);
  }

  /** Which one is being changed; on a lent tablet that is known after it was switched off, too. @param {HTMLElement | undefined} pin */
  function changeOf(pin) {
    changing = pin;
    if (!pin) delete element.dataset.asked;
    if (pin) element.dataset.changing = pin.dataset.item ?? "";
    else delete element.dataset.changing;
  }

  /** What was to be changed and was left empty hangs on the wall as before; what never hung there is gone. */
  function leaveAsItWas() {
    const pin = changing;
    changeOf(undefined);
    state("");
    if (!pin) return;
    pin.hidden = false;
    if (pin.dataset.begun !== undefined) takeOut(pin);
  }

  /** @param {string} now */
  function state(now) {
    element.dataset.state = now;
    unfinished(now !== "");
  }

  /** A new note on this wall. @param {HTMLElement} from */
  function pinned(from) {
    const template = /** @type {HTMLTemplateElement} */ (document.querySelector("template[data-pin]"));
    const made = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
    const pin = /** @type {HTMLElement} */ (made.firstElementChild);
    pin.querySelector("[data-change]")?.addEventListener("click", () => change(pin));
    pin.querySelector("[data-take-out]")?.addEventListener("click", () => takeOut(pin));
    from.closest("[data-section]")?.querySelector("[data-wall]")?.append(pin);
    return pin;
  }

  /** Back to the desk, with its own words. @param {HTMLElement} pin */
  async function change(pin) {
    await finish();
    if (words.value) return; // what was open could not be kept: it comes first
    words.value = textOf(pin);
    changeOf(pin);
    const { hand, tongue, other_tongue, ...was } = asked(element);
    note(element, { ...was, ...noted(pin), hand, tongue, other_tongue }); // whoever has the pen now
    show(element); // it is still the answer to what it answered
    pin.hidden = true;
    state("open");
    words.focus();
  }

  /** @param {HTMLElement} pin */
  async function takeOut(pin) {
    if (pin.hidden) return; // once is enough
    pin.hidden = true;
    try {
      await keep({ question, out: pin.dataset.item, asked: noted(pin) });
      pin.remove();
      count(element);
    } catch (error) {
      pin.hidden = false;
      state(error instanceof NoPass ? "no-pass" : "failed");
    }
  }
}

/** @param {HTMLElement} pin */
const textOf = (pin) => pin.querySelector("[data-text]")?.textContent ?? "";
