// A visit's key pair, wrapped by its PIN, and what is sealed to it.

import { isEasy, lock, SHAPE, unlock, wait } from "../../app/static/pwa/pin.js";
import { seal } from "../../app/static/pwa/seal.js";
import { unseal } from "../../app/static/pwa/unseal.js";
import { same } from "./same.js";

const FEW = 1000;

/** @param {Promise<unknown>} promise */
const rejects = (promise) => promise.then(() => Promise.reject(new Error("it opened")), () => undefined);

Deno.test("what is sealed to a visit opens with its PIN and in its own place", async () => {
  const locked = await lock("471182", FEW);
  const box = await seal("draft worries", JSON.stringify({ text: "Dad shouting" }), {
    kid: "visit",
    key: locked.key,
  });
  const ours = await unlock(locked, "471182");
  same(await unseal(box, "draft worries", ours, locked.key), { text: "Dad shouting" });
  await rejects(unseal(box, "draft dreams", ours, locked.key));
  const other = await lock("471182", FEW);
  await rejects(unseal(box, "draft worries", await unlock(other, "471182"), other.key));
});

Deno.test("another PIN opens nothing, and what opens cannot be taken out", async () => {
  const locked = await lock("471182", FEW);
  await rejects(unlock(locked, "471183"));
  const ours = await unlock(locked, "471182");
  same(ours.extractable, false);
  await rejects(crypto.subtle.exportKey("pkcs8", ours));
});

Deno.test("the first tries are free, the next wait twice as long each, and never longer than five minutes", () => {
  same([0, 1, 2, 3, 4, 5, 9].map(wait), [0, 0, 0, 5000, 10000, 20000, 300000]);
});

Deno.test("ten thousand guesses at what lies on a copied disk open nothing", async () => {
  const locked = await lock("471182", 1);
  const guesses = Array.from({ length: 10_000 }, (_one, at) => `${at}`.padStart(4, "0"));
  const opened = await Promise.all(
    guesses.flatMap((guess) => [guess, `00${guess}`]).map((guess) =>
      unlock(locked, guess).then(() => guess, () => undefined)
    ),
  );
  same(opened.filter(Boolean), []);
  same((await unlock(locked, "471182")).type, "private");
});

Deno.test("a guess costs a million rounds", async () => {
  same((await lock("471182")).rounds, 1_000_000);
});

Deno.test("a PIN is six to eight digits, and none that comes to mind first", () => {
  const all = ["12345", "471182", "47118290", "471182903", "4711a2"];
  same(all.map((pin) => SHAPE.test(pin)), [false, true, true, false, false]);
  const easy = ["000000", "1212121", "123456", "87654321", "567890", "123123", "112233", "471182", "454582"];
  same(easy.map(isEasy), [true, true, true, true, true, true, true, false, false]);
});
