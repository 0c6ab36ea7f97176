// The same in another language, written beside a thought on the wall while the child is there, by whoever translates:
// beside it, never instead, and for the workers alone until they say otherwise.

import * as entry from "./entry.js";
import * as outbox from "./outbox.js";
import { hold } from "./release.js";
import { spoken } from "./prompt.js";
import { lay } from "./style.js";
import * as visit from "./visit.js";

/**
 * What stands beside a thought: whose translation it is, the thought it was written beside, the entry that brought it.
 *
 * @typedef {{words: string, by: string, of?: string, entry?: string, state: string}} Beside
 */

const OPEN = ["open", "failed", "no-pass"];

/** Beside a thought in another language than the page's there is room for it in the page's. @param {HTMLElement} pin */
export async function stand(pin) {
  const template =
    /** @type {HTMLTemplateElement | null} */ (document.querySelector("template[data-beside]"));
  const made = /** @type {HTMLElement | null} */ (pin.querySelector(".beside"));
  if (made) return show(made, pin);
  if (!template || !address() || !isForeign(pin)) return;
  const [sheet, element] = template.content.children;
  const beside = /** @type {HTMLElement} */ (element.cloneNode(true));
  pin.append(beside);
  listen(beside, pin);
  await lay([sheet]).catch(() => {});
  const by = /** @type {HTMLInputElement} */ (beside.querySelector("[data-by]"));
  if (!by.value) by.value = await visit.interpreter().catch(() => "");
  if (pin.dataset.beside) note(pin, await asLeft(noted(pin)));
  show(beside, pin);
}

/** As it stood when this device was switched off. @param {Beside} its @returns {Promise<Beside>} */
async function asLeft(its) {
  if (its.state === "keeping") return { ...its, state: "open" };
  const isSent = its.state === "kept" && !(await outbox.counts()).waiting;
  return isSent ? { ...its, state: "sent" } : its;
}

/** Where what is written beside this child's words belongs; nowhere, where it is not known whose they are. */
const address = () => location.pathname.match(/^\/families\/[^/]+\/members\/[^/]+\//)?.[0];

/** @param {HTMLElement} pin */
function isForeign(pin) {
  const said = spoken(pin);
  return said !== undefined && said !== document.documentElement.lang;
}

/** @param {HTMLElement} beside @param {HTMLElement} pin */
function listen(beside, pin) {
  const [words, by] = fields(beside);
  beside.addEventListener("input", () => {
    note(pin, { ...noted(pin), words: words.value, by: by.value, state: words.value.trim() ? "open" : "" });
    show(beside, pin);
  });
  const away = () => OPEN.includes(noted(pin).state) && words.value.trim() && keep(beside, pin);
  beside.addEventListener(
    "focusout",
    ({ relatedTarget: to }) => beside.contains(/** @type {Node} */ (to)) || away(),
  );
  addEventListener("visibilitychange", () => document.hidden && away());
  beside.querySelector("[data-keep]")?.addEventListener("click", () => keep(beside, pin));
  beside.querySelector("[data-again]")?.addEventListener("click", () => {
    note(pin, { ...noted(pin), state: "open" });
    show(beside, pin);
    words.focus();
  });
  outbox.listen(({ event, id }) => {
    if (event !== "sent" || id !== noted(pin).entry || noted(pin).state !== "kept") return;
    note(pin, { ...noted(pin), state: "sent" });
    show(beside, pin);
  });
}

/** @param {HTMLElement} beside @param {HTMLElement} pin */
async function keep(beside, pin) {
  const [words, by] = fields(beside);
  if (!words.value.trim()) return words.focus();
  const { item: of = "" } = pin.dataset;
  const before = noted(pin);
  const now = { words: words.value, by: by.value.trim(), of };
  note(pin, { ...now, entry: before.entry, state: "keeping" });
  show(beside, pin);
  try {
    const id = await entry.write(`${address()}glosses`, () => [
      ["item", of],
      ["sort", "translation"],
      ["words", now.words],
      ["tongue", document.documentElement.lang],
      ["translator", now.by],
      ...before.entry && before.of === of
        ? [/** @type {[string, string]} */ (["earlier", before.entry])]
        : [],
    ], "beside");
    note(pin, { ...now, entry: id, state: "kept" });
  } catch (error) {
    note(pin, {
      ...before,
      ...now,
      of: before.of,
      state: error instanceof entry.NoPass ? "no-pass" : "failed",
    });
  }
  show(beside, pin);
}

/** @param {HTMLElement} beside @returns {[HTMLTextAreaElement, HTMLInputElement]} */
const fields = (beside) => [
  /** @type {HTMLTextAreaElement} */ (beside.querySelector("[data-same]")),
  /** @type {HTMLInputElement} */ (beside.querySelector("[data-by]")),
];

/** A thought that was changed since is another: what stood beside it is offered again for this one. @param {HTMLElement} pin @returns {Beside} */
function noted({ dataset: { beside, item } }) {
  /** @type {Beside} */
  const its = beside ? JSON.parse(beside) : { words: "", by: "", state: "" };
  return its.words && its.of !== item && !OPEN.includes(its.state) ? { ...its, state: "open" } : its;
}

/** @param {HTMLElement} pin @param {Beside} now */
const note = (pin, now) => void (pin.dataset.beside = JSON.stringify(now));

/** @param {HTMLElement} beside @param {HTMLElement} pin */
function show(beside, pin) {
  const { words, by, state } = noted(pin);
  const [same, name] = fields(beside);
  if (same.value !== words) same.value = words;
  if (by && name.value !== by) name.value = by;
  same.readOnly = state === "keeping";
  if (beside.dataset.state !== state) beside.dataset.state = state;
  hold(beside, !["", "kept", "sent"].includes(state));
  beside.hidden = !isForeign(pin) && !words;
  /** @type {HTMLElement} */ (beside.querySelector("[data-said]")).textContent = words;
  if (state === "open") beside.querySelector("details")?.setAttribute("open", "");
}
