// A PIN that a grown-up sets for one visit. It wraps the visit's private key: neither lies on the tablet as it is.
// It holds off whoever picks the tablet up; whoever copies its disk is held up by each guess, and not for ever.

const CURVE = { name: "ECDH", namedCurve: "P-256" };
const ROUNDS = 1_000_000;
/** Tries that cost nothing; then waits that double, up to the longest; then there is nothing left to open. */
const FREE = 3;
const FIRST_WAIT = 5_000;
const LONGEST_WAIT = 300_000;
export const MOST = 10;
/** What a PIN looks like: with fewer digits, ten thousand guesses at a copied disk would be all of them. */
export const SHAPE = /^\d{6,8}$/;
/** What may be typed: a tablet that was lent before has the PIN it was given. */
export const TYPED = /^\d{4,8}$/;
/** The same digits again and again, or each twice, or in their order: the first that anybody guesses. @param {string} pin */
export const isEasy = (pin) =>
  [1, 2, 3].some((period) => [...pin].every((digit, at) => at < period || digit === pin[at - period])) ||
  /^((\d)\2)+$/.test(pin) ||
  ["01234567890", "09876543210"].some((order) => order.includes(pin));

/**
 * What lies on the tablet, all in base64: the public half, and the private one wrapped.
 *
 * @typedef {{key: string, wrapped: string, iv: string, salt: string, rounds: number}} Locked
 */

/** A key pair for one visit, wrapped by its PIN. @param {string} pin @returns {Promise<Locked>} */
export async function lock(pin, rounds = ROUNDS) {
  const pair = await crypto.subtle.generateKey(CURVE, true, ["deriveBits"]);
  const [iv, salt] = [12, 16].map((length) => crypto.getRandomValues(new Uint8Array(length)));
  const by = { name: "AES-GCM", iv };
  const wrapped = await crypto.subtle.wrapKey(
    "pkcs8",
    pair.privateKey,
    await wrapping(pin, salt, rounds),
    by,
  );
  return {
    key: base64(await crypto.subtle.exportKey("raw", pair.publicKey)),
    wrapped: base64(wrapped),
    iv: base64(iv),
    salt: base64(salt),
    rounds,
  };
}

/** The private half, which then lies in memory alone. Rejects where the PIN is another. @param {Locked} locked @param {string} pin */
export async function unlock({ wrapped, iv, salt, rounds }, pin) {
  const key = await wrapping(pin, bytes(salt), rounds);
  const by = { name: "AES-GCM", iv: bytes(iv) };
  return crypto.subtle.unwrapKey("pkcs8", bytes(wrapped), key, by, CURVE, false, ["deriveBits"]);
}

/** How long to wait after this many wrong tries, in ms. @param {number} tries */
export const wait = (tries) => tries < FREE ? 0 : Math.min(FIRST_WAIT * 2 ** (tries - FREE), LONGEST_WAIT);

/** @param {string} pin @param {Uint8Array<ArrayBuffer>} salt @param {number} iterations */
async function wrapping(pin, salt, iterations) {
  const material = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, [
    "deriveKey",
  ]);
  const derive = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  return crypto.subtle.deriveKey(derive, material, { name: "AES-GCM", length: 256 }, false, [
    "wrapKey",
    "unwrapKey",
  ]);
}

/** @param {ArrayBuffer | Uint8Array} all */
const base64 = (all) => btoa(String.fromCharCode(...new Uint8Array(all)));
/** @param {string} base64 */
const bytes = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
