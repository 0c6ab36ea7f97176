// A visit's key pair, wrapped by its PIN, and what is sealed to it.

import { lock, SHAPE, unlock, wait } from "../../app/static/pwa/pin.js";
import { seal } from "../../app/static/pwa/seal.js";
import { unseal } from "../../app/static/pwa/unseal.js";

const FEW = 1000;

/** @param {unknown} one @param {unknown} other */
function same(one, other) {
  if (JSON.stringify(one) !== JSON.stringify(other)) {
    throw new Error(`${JSON.stringify(one)} is not ${other}`);
  }
}

/** @param {Promise<unknown>} promise */
const rejects = (promise) => promise.then(() => Promise.reject(new Error("it opened")), () => undefined);

Deno.test("what is sealed to a visit opens with its PIN and in its own place", async () => {
  const locked = await lock("4711", FEW);
  const box = await seal("draft worries", JSON.stringify({ text: "Dad shouting" }), {
    kid: "visit",
    key: locked.key,
  });
  const ours = await unlock(locked, "4711");
  same(await unseal(box, "draft worries", ours, locked.key), { text: "Dad shouting" });
  await rejects(unseal(box, "draft dreams", ours, locked.key));
  const other = await lock("4711", FEW);
  await rejects(unseal(box, "draft worries", await unlock(other, "4711"), other.key));
});

Deno.test("another PIN opens nothing, and what opens cannot be taken out", async () => {
  const locked = await lock("4711", FEW);
  await rejects(unlock(locked, "4712"));
  const ours = await unlock(locked, "4711");
  same(ours.extractable, false);
  await rejects(crypto.subtle.exportKey("pkcs8", ours));
});

Deno.test("the first tries are free, the next wait twice as long each, and never longer than five minutes", () => {
  same([0, 1, 2, 3, 4, 5, 9].map(wait), [0, 0, 0, 5000, 10000, 20000, 300000]);
});

Deno.test("a PIN is four to six digits", () => {
  same(["123", "1234", "123456", "1234567", "12a4"].map((pin) => SHAPE.test(pin)), [
    false,
    true,
    true,
    false,
    false,
  ]);
});
