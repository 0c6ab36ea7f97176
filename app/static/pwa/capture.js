// A finished thing becomes a sealed entry in the outbox: one path, connection or none.

import * as entry from "./entry.js";
import * as prompt from "./prompt.js";
import * as sitting from "./sitting.js";

/**
 * One finished thing. `out` names what is taken out, and then there is no content. A `part` of a recording belongs to an
 * `item` that is there already. `asked` is what stood there when it was begun; otherwise what stands there now. `sheet` names
 * one of a drawing.
 *
 * @typedef {{question: string, content?: string, replaces?: string, out?: string, item?: string, part?: string,
 *   asked?: prompt.Asked, sheet?: string}} Thing
 *
 * Resolves to the item's name once it lies on the disk; rejects when it could not be kept.
 * @typedef {(thing: Thing) => Promise<string>} Keep
 */

/** What the end of a sitting is called among its items. */
export const GOODBYE = "goodbye";
/** Where a lent tablet keeps how far one has come in going through everything. */
export const READBACK = "readback";

/**
 * `itemOf` says which item an entry brought; `settled` is when nothing is being kept any more; `finish` ends the sitting.
 *
 * @typedef {{keep: Keep, finish: () => Promise<void>, settled: () => Promise<unknown>, itemOf: (entry: string) => string | undefined}} Capture
 */

/** @param {HTMLFormElement} form @param {import("./drafts.js").Beforehand} [beforehand] @returns {Capture} */
export function capture(form, beforehand) {
  /** @type {Map<string, string>} */
  const items = new Map();
  let last = Promise.resolve(/** @type {unknown} */ (undefined));

  /** One after the other, in the order in which they were finished. @template T @param {() => Promise<T>} doIt */
  function inOrder(doIt) {
    const next = last.then(doIt, doIt);
    last = next.catch(() => {});
    return next;
  }

  return {
    keep: (thing) =>
      inOrder(async () => {
        const entry = crypto.randomUUID();
        const item = thing.item ?? entry;
        const fields = fieldsOf(form, thing, item);
        const after = await beforehand?.(thing, entry);
        await write(fields, thing.part ? "part" : "waiting", entry).finally(after);
        for (const [earlier, its] of items) if (its === item) items.delete(earlier); // sent when the last of it is
        items.set(entry, item);
        return item;
      }),
    finish: () =>
      inOrder(async () => {
        items.set(await write([...choices(form), ["finished", "yes"]], "beside"), GOODBYE);
        await sitting.end();
      }),
    settled: () => last,
    itemOf: (entry) => items.get(entry),
  };
}

/**
 * @param {[string, string][]} fields
 * @param {import("./store.js").Waiting} [state]
 * @param {string} [name]
 * @returns {Promise<string>} the entry's name
 */
const write = (fields, state, name) =>
  entry.write(
    location.pathname,
    async () => {
      const { document } = await sitting.open(location.pathname);
      return [["document", document], ...fields];
    },
    state,
    name,
  );

/**
 * What holds for everything on the page at this moment, unless it was begun under something else.
 *
 * @param {HTMLFormElement} form
 * @param {Partial<prompt.Asked>} [asked]
 * @returns {[string, string][]}
 */
function choices(form, asked = {}) {
  const { prompt: _prompt, ...chosen } = { prompt: "", ...prompt.chosen(form), ...asked };
  return Object.entries(chosen);
}

/**
 * @param {HTMLFormElement} form
 * @param {Thing} thing
 * @param {string} item
 * @returns {[string, string][]}
 */
function fieldsOf(form, { question, content, replaces, out, part, asked }, item) {
  if (part) return [...choices(form), [`${question}-part`, part]];
  /** @type {HTMLElement | null} */
  const element = form.querySelector(`[data-question="${question}"]`);
  asked ??= element ? prompt.asked(element) : undefined;
  /** @type {[string, string | undefined][]} */
  const fields = [
    [question, content],
    [`${question}-id`, item],
    [`${question}-prompt`, asked?.prompt],
    [`${question}-replaces`, replaces],
    [`${question}-out`, out],
  ];
  const said = /** @type {[string, string][]} */ (fields.filter(([_name, value]) => value !== undefined));
  return [...choices(form, asked), ...said];
}
