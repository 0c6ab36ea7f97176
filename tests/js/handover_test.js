// A lent tablet's PIN: every guess is counted, however many are made at once.

import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import * as handover from "../../app/static/pwa/handover.js";
import * as store from "../../app/static/pwa/store.js";

/** One after the other, as browsers do it across tabs. */
let last = Promise.resolve(/** @type {unknown} */ (undefined));
Object.defineProperty(navigator, "locks", {
  value: {
    /** @param {string} _name @param {() => Promise<unknown>} what */
    request: (_name, what) => last = last.then(what),
  },
});

test("tabs that guess at once share no count", async () => {
  await store.set("handover", { tries: 0, notBefore: 0 });
  const guesses = await Promise.all([..."12345678"].map((n) => handover.open(`${n}000`)));
  assert.equal((await handover.current())?.tries, 3, "those that were free");
  assert.equal(guesses.filter(({ wait }) => wait).length >= 5, true, "the others have to wait");
});
