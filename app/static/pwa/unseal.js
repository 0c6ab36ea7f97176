// Opens what was sealed (seal.js) to a key pair of this device's own, while somebody holds the private half.

const CURVE = { name: "ECDH", namedCurve: "P-256" };

/**
 * @param {import("./seal.js").Box} box
 * @param {string} id  what was sealed under this name, and nothing else that lies in its place
 * @param {CryptoKey} ours  the private half
 * @param {string} half  the public half, in base64
 * @returns {Promise<any>} the value that was sealed as JSON. Rejects where it is another's, or was changed.
 */
export async function unseal(box, id, ours, half) {
  const theirs = bytes(box.key);
  const publicKey = await crypto.subtle.importKey("raw", theirs, CURVE, false, []);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: publicKey }, ours, 256);
  const material = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const salt = new Uint8Array([...theirs, ...bytes(half)]);
  const derive = { name: "HKDF", hash: "SHA-256", salt, info: encode("seal-v1") };
  const secret = await crypto.subtle.deriveKey(derive, material, { name: "AES-GCM", length: 256 }, false, [
    "decrypt",
  ]);
  const lock = { name: "AES-GCM", iv: bytes(box.iv), additionalData: encode(`${box.v}|${id}|${box.kid}`) };
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(lock, secret, bytes(box.text))));
}

/** @param {string} text */
const encode = (text) => new TextEncoder().encode(text);
/** @param {string} base64 */
const bytes = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
