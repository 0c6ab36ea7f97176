// The same in another language, written beside a thought on the wall while the child is there, by whoever translates:
// beside it, never instead, and for the workers alone until they say otherwise.

import * as entry from "./entry.js";
import * as outbox from "./outbox.js";
import { hold } from "./release.js";
import { spoken } from "./prompt.js";
import { isHeld } from "./store.js";
import { lay } from "./style.js";
import * as visit from "./visit.js";

/**
 * What stands beside a thought: whose translation it is, the thought it was `typed` beside, that it was kept beside, the
 * entry that brought it, and the name of the one that is to bring what is open. What was written beside other words is
 * `offered` for these and goes nowhere by itself.
 *
 * @typedef {{words: string, by: string, typed?: string, of?: string, entry?: string, next?: string, state: string}} Beside
 */

const OPEN = ["open", "failed", "no-pass"];

/** Beside a thought in another language than the page's there is room for it in the page's. @param {HTMLElement} pin */
export async function stand(pin) {
  const template =
    /** @type {HTMLTemplateElement | null} */ (document.querySelector("template[data-beside]"));
  const made = /** @type {HTMLElement | null} */ (pin.querySelector(".beside"));
  if (made) return show(made, pin);
  if (!template || !address() || !(isForeign(pin) || pin.dataset.beside)) return;
  const [sheet, element] = template.content.children;
  const beside = /** @type {HTMLElement} */ (element.cloneNode(true));
  pin.append(beside);
  listen(beside, pin);
  show(beside, pin);
  const was = pin.dataset.beside;
  const left = await asLeft(noted(pin));
  if (was && pin.dataset.beside === was) note(pin, left);
  await lay([sheet]).catch(() => {});
  const by = /** @type {HTMLInputElement} */ (beside.querySelector("[data-by]"));
  by.value ||= await visit.interpreter().catch(() => "");
  show(beside, pin);
}

/** As it stood when this device was switched off. @param {Beside} its @returns {Promise<Beside>} */
async function asLeft(its) {
  const { next, ...rest } = its;
  if (next && await isHeld(next).catch(() => false)) {
    its = { ...rest, entry: next, of: its.typed, state: "kept" };
  }
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
    const { item } = pin.dataset;
    const state = words.value.trim() ? "open" : "";
    const { next = crypto.randomUUID(), ...before } = noted(pin);
    note(pin, { ...before, words: words.value, by: by.value, state, typed: item, next });
    show(beside, pin);
  });
  const away = () =>
    pin.isConnected && !pin.hidden && OPEN.includes(noted(pin).state) && words.value.trim() &&
    keep(beside, pin);
  document.querySelector(`[data-question="${pin.dataset.of}"]`)?.addEventListener("finish", away);
  beside.addEventListener(
    "focusout",
    ({ relatedTarget: to }) => beside.contains(/** @type {Node} */ (to)) || away(),
  );
  addEventListener("visibilitychange", () => document.hidden && away());
  beside.querySelector("[data-keep]")?.addEventListener("click", () => keep(beside, pin));
  beside.querySelector("[data-again]")?.addEventListener("click", () => {
    note(pin, { ...noted(pin), state: "open", next: crypto.randomUUID() });
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
  if (before.state === "keeping") return;
  const now = { words: words.value, by: by.value.trim(), of, typed: of };
  const { next = crypto.randomUUID() } = before;
  note(pin, { ...now, of: before.of, entry: before.entry, next, state: "keeping" });
  show(beside, pin);
  try {
    await entry.write(
      `${address()}glosses`,
      () => [
        ["item", of],
        ["sort", "translation"],
        ["words", now.words],
        ["tongue", document.documentElement.lang],
        ["translator", now.by],
        ...before.entry && before.of === of
          ? [/** @type {[string, string]} */ (["earlier", before.entry])]
          : [],
      ],
      "beside",
      next,
    );
    note(pin, { ...now, entry: next, state: "kept" });
  } catch (error) {
    note(pin, {
      ...before,
      ...now,
      of: before.of,
      next,
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
  return its.words && its.typed !== item && its.state !== "keeping" ? { ...its, state: "offered" } : its;
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
  hold(beside, !["", "offered", "kept", "sent"].includes(state));
  beside.hidden = !isForeign(pin) && !words;
  /** @type {HTMLElement} */ (beside.querySelector("[data-said]")).textContent = words;
  if (["open", "offered"].includes(state)) beside.querySelector("details")?.setAttribute("open", "");
}
