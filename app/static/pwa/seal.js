// What is written here is sealed to the server before it touches the disk: this device cannot read it back.
// The twin of records/seal.py; tests/vectors/seal.json holds the two together.

const VERSION = 1;
const CURVE = { name: "ECDH", namedCurve: "P-256" };
/** What is sealed fills whole blocks, so that a box's size tells little about what is in it. */
const BLOCK = 256;

/**
 * What lies on the device and travels. All but the first two in base64; `kid` names the server's key.
 *
 * @typedef {{v: number, id: string, kid: string, key: string, iv: string, text: string}} Box
 */

/**
 * @typedef {{kid: string, key: string}} SealKey  the server's: its name, and its public half in base64
 */

/**
 * @param {string} id  what the device calls the entry
 * @param {string} text
 * @param {SealKey} server
 * @returns {Promise<Box>}
 */
export async function seal(id, text, server) {
  const ours = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  return sealWith(ours, crypto.getRandomValues(new Uint8Array(12)), id, text, server);
}

/**
 * The same with a given key pair and nonce, for the vectors: never reuse either.
 *
 * @param {CryptoKeyPair} ours
 * @param {Uint8Array<ArrayBuffer>} iv
 * @param {string} id
 * @param {string} text
 * @param {SealKey} server
 * @returns {Promise<Box>}
 */
export async function sealWith(ours, iv, id, text, server) {
  const half = new Uint8Array(await crypto.subtle.exportKey("raw", ours.publicKey));
  const secret = await agree(ours.privateKey, bytes(server.key), half);
  const lock = { name: "AES-GCM", iv, additionalData: encode(`${VERSION}|${id}|${server.kid}`) };
  const sealed = await crypto.subtle.encrypt(lock, secret, padded(text));
  return {
    v: VERSION,
    id,
    kid: server.kid,
    key: base64(half),
    iv: base64(iv),
    text: base64(new Uint8Array(sealed)),
  };
}

/** @param {CryptoKey} ours @param {Uint8Array<ArrayBuffer>} theirs @param {Uint8Array<ArrayBuffer>} half */
async function agree(ours, theirs, half) {
  const publicKey = await crypto.subtle.importKey("raw", theirs, CURVE, false, []);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: publicKey }, ours, 256);
  const material = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const salt = new Uint8Array([...half, ...theirs]);
  const derive = { name: "HKDF", hash: "SHA-256", salt, info: encode("seal-v1") };
  return crypto.subtle.deriveKey(derive, material, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
}

/** With spaces, which JSON does not mind. @param {string} text */
function padded(text) {
  const plain = encode(text);
  const whole = new Uint8Array(Math.ceil(plain.length / BLOCK) * BLOCK).fill(0x20);
  whole.set(plain);
  return whole;
}

/** @param {string} text */
const encode = (text) => new TextEncoder().encode(text);
/** @param {string} base64 */
const bytes = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

/** @param {Uint8Array} bytes */
export function base64(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(text);
}
