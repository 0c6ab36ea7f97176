// The sitting that is open on this device: its name, so that going on after the tablet was switched off goes on in the
// same document. It holds no word of anybody's.

import * as store from "./store.js";

const LONGEST = 4 * 3600_000;

/**
 * @typedef {{path: string, document: string, at: number}} Sitting
 */

/** The sitting that is open at this address, or a new one. @param {string} path @returns {Promise<Sitting>} */
export async function open(path) {
  const last = await current();
  const sitting = last?.path === path ? last : { path, document: crypto.randomUUID(), at: Date.now() };
  await store.set("sitting", { ...sitting, at: Date.now() });
  return sitting;
}

/** @returns {Promise<Sitting | undefined>} */
export async function current() {
  const last = await store.setting("sitting");
  return last && Math.abs(Date.now() - last.at) < LONGEST ? last : undefined;
}

export const close = () => store.unset("sitting");
