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

/** What the server does, with its half of the vectors. @param {import("../../app/static/pwa/seal.js").Box} box @param {JsonWebKey} jwk */
async function open({ v, id, kid, key, iv, text }, jwk) {
  const { privateKey, publicKey } = await pair(jwk);
  const theirs = await crypto.subtle.importKey("raw", bytes(key), CURVE, false, []);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, privateKey, 256);
  const material = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const half = new Uint8Array(await crypto.subtle.exportKey("raw", publicKey));
  const info = new TextEncoder().encode("seal-v1");
  const derive = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array([...bytes(key), ...half]), info };
  const secret = await crypto.subtle.deriveKey(derive, material, { name: "AES-GCM", length: 256 }, false, [
    "decrypt",
  ]);
  const lock = {
    name: "AES-GCM",
    iv: bytes(iv),
    additionalData: new TextEncoder().encode(`${v}|${id}|${kid}`),
  };
  return new TextDecoder().decode(await crypto.subtle.decrypt(lock, secret, bytes(text)));
}

for (const text of ["", "x".repeat(256), "👩‍👧 مرحبا\0\r\n", "w".repeat(300_000)]) {
  test(`what the device seals, the server's key alone opens: ${text.length} letters`, async () => {
    const [{ id, kid, key, server }, { server: another }] = vectors;
    const box = await seal(id, text, { kid, key });
    assert.equal((await open(box, server)).replace(/ +$/, ""), text);
    await assert.rejects(open(box, another));
    await assert.rejects(open({ ...box, id: vectors[1].id }, server));
    await assert.rejects(open({ ...box, v: 2 }, server));
    await assert.rejects(open({ ...box, kid: vectors[1].kid }, server));
  });
}

test("a device that is told a key which is none seals nothing", async () => {
  for (const key of ["", "AAAA", "no base64!", btoa("\x04" + "\0".repeat(64))]) {
    await assert.rejects(seal("x", "words", { kid: vectors[0].kid, key }));
  }
});
