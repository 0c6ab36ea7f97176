// A tablet becomes a child's, opens with its PIN, and is given back: what then lies on it, and what does not any more.

import * as entry from "./entry.js";
import { clearRest } from "./mark.js";
import * as pin from "./pin.js";
import { seal } from "./seal.js";
import * as store from "./store.js";
import { unseal } from "./unseal.js";

/** What is nobody's: the device's own name, its language, and that somebody left it without a connection. */
const STAYS = ["device", "language", "left"];
const TOLD = "told";
const MINUTE = 60_000;
/** For what was begun and not finished. */
const A_LITTLE = 20 * MINUTE;

/**
 * What the server says of a lending, once.
 *
 * @typedef {{id: string, family: string, member: string, tools: string[], band: string, pass: any, told: Told}} Given
 * @typedef {{child: string, worker: string, people: import("./visit.js").Person[],
 *   questions: import("./questions.js").Question[], next_step: string, read_by: string, tongues: [string, string][],
 *   interpreter: string,
 *   story?: import("./book.js").Story}} Told
 * @typedef {import("./visit.js").Handover} Handover
 */

/** @returns {Promise<Handover | undefined>} */
export const current = () => store.setting("handover");

/** The tablet is the child's, and nothing of anybody else is on it. @param {Given} given @param {pin.Locked} locked */
export async function begin({ id, family, member, tools, band, pass, told }, locked) {
  const names = await seal(TOLD, JSON.stringify(told), { kid: "visit", key: locked.key });
  const now = Date.now();
  const until = now + pass.lasts * 1000; // by this device's own clock, right or wrong
  await wipe();
  await store.set("handover", {
    ...locked,
    ...{ id, family, member, tools, band, until, tries: 0, notBefore: 0, told: names },
  });
  await store.set("pass", { ...pass, madeAt: now, until });
}

/** @param {Partial<Handover>} what */
export const note = async (what) => store.set("handover", { ...(await current()), ...what });

/**
 * Try a PIN. It is counted before it is looked at; after the last try there is nothing left here that could be read.
 *
 * @param {string} typed
 * @returns {Promise<{key?: CryptoKey, wait?: number, gone?: boolean}>} the visit's key; or how long to wait, in ms
 */
export function open(typed) {
  // tabs that guess at once are counted one by one
  return navigator.locks ? navigator.locks.request("handover", () => tryOnce(typed)) : tryOnce(typed);
}

/** @param {string} typed @returns {Promise<{key?: CryptoKey, wait?: number, gone?: boolean}>} */
async function tryOnce(typed) {
  const held = await current();
  if (!held) return { gone: true };
  const left = Math.min(held.notBefore - Date.now(), pin.wait(held.tries));
  if (left > 0) return { wait: left };
  const tries = held.tries + 1;
  await note({ tries, notBefore: Date.now() + pin.wait(tries) });
  try {
    const key = await pin.unlock(held, typed);
    await note({ tries: 0, notBefore: 0 });
    return { key };
  } catch {
    if (tries < pin.MOST) return { wait: pin.wait(tries) };
    await wipe();
    return { gone: true };
  }
}

/** The names that a visit needs. @param {Handover} held @param {CryptoKey} key @returns {Promise<Told>} */
export const names = (held, key) => unseal(held.told, TOLD, key, held.key);

/**
 * What stood on the screen of the page at this address before.
 *
 * @param {Handover} held
 * @param {CryptoKey} key
 * @param {string} path
 * @returns {Promise<Record<string, unknown>>} by place; what does not open is left out
 */
export async function drafts(held, key, path) {
  const beginning = `draft ${path} `;
  const found = await Promise.all(
    (await store.settings(beginning)).map(async ([name, box]) => {
      const value = await unseal(box, name, key, held.key).catch(() => undefined);
      return [name.slice(beginning.length), value];
    }),
  );
  return Object.fromEntries(found.filter(([_place, value]) => value));
}

/** The tools in which something was begun and not finished: of a sitting that is over nothing is kept. @returns {Promise<string[]>} */
export async function begun() {
  const names = (await store.settings("draft ")).map(([name]) => name.match(/\/tools\/([^/ ]+) /)?.[1] ?? "");
  return [...new Set(names)].filter((slug) => slug);
}

/** Something was begun and not finished when the time ran out, as when the battery was empty: whoever has the PIN may let
 * it be finished. */
export async function prolong() {
  const held = await current();
  const begun = (await store.settings("draft ")).length;
  if (!held || !begun || Date.now() < held.until) return;
  const until = Date.now() + A_LITTLE;
  await note({ until });
  await store.set("pass", { ...(await store.setting("pass")), until });
}

/** Tell the server of this lending, by the outbox, as long as the tablet may write. @param {Record<string, string>} what */
export async function tell(what) {
  const held = await current();
  if (!held) return;
  const path = `/families/${held.family}/members/${held.member}/handovers/${held.id}`;
  await entry.write(path, () => Object.entries(what), "beside").catch((error) => {
    if (!(error instanceof entry.NoPass)) throw error;
  });
}

/** It was given back. */
export async function end() {
  await tell({ ended: "yes" }).catch(() => {});
  await wipe();
}

/** When the server last said that it was not taken back. */
let lastHeld = 0;

/** Whether the server says that it was taken back: asked once a minute. Without a connection it says nothing. */
export async function takenBack() {
  const held = await store.setting("pass");
  if (!held || Date.now() - lastHeld < MINUTE) return false;
  const answer = await fetch("/handovers/held", {
    method: "POST",
    credentials: "omit",
    body: JSON.stringify({ id: held.id, secret: held.secret, counted: await store.highest() }),
    headers: { "Content-Type": "application/json", Accept: "application/json" },
  });
  if (answer.ok && (await answer.json()).held === false) return true;
  if (answer.ok) lastHeld = Date.now();
  return false;
}

/** Nothing that could be read stays. What is sealed to the server stays until it is there. */
export async function wipe() {
  for (const [name] of await store.settings()) if (!STAYS.includes(name)) await store.unset(name);
  sessionStorage.clear();
  clearRest();
}
