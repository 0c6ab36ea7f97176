// The seal, against the vectors that the server's twin is tested with.

import assert from "node:assert/strict";
import { test } from "node:test";
import { seal, sealWith } from "../../app/static/pwa/seal.js";
import vectors from "../vectors/seal.json" with { type: "json" };

const CURVE = { name: "ECDH", namedCurve: "P-256" };
/** @param {string} base64 */
const bytes = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

/** @param {JsonWebKey} jwk @returns {Promise<CryptoKeyPair>} */
async function pair({ d, ...half }) {
  return {
    privateKey: await crypto.subtle.importKey("jwk", { ...half, d }, CURVE, false, ["deriveBits"]),
    publicKey: await crypto.subtle.importKey("jwk", half, CURVE, true, []),
  };
}

for (const { name, id, text, kid, key, ours, iv, box } of vectors) {
  test(`${name}: the box of the vectors`, async () => {
    assert.deepEqual(await sealWith(await pair(ours), bytes(iv), id, text, { kid, key }), box);
  });
}

test("the same words are sealed otherwise each time, and a little more is as long as a little", async () => {
  const [{ kid, key }] = vectors;
  const boxes = await Promise.all(["a", "a", "a".repeat(200)].map((text) => seal("x", text, { kid, key })));
  assert.equal(new Set(boxes.map(({ text }) => text)).size, 3);
  assert.equal(new Set(boxes.map(({ key }) => key)).size, 3);
  assert.equal(new Set(boxes.map(({ text }) => text.length)).size, 1);
});
