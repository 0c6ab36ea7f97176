// The sitting that is open on this device: its name, so that going on after the tablet was switched off goes on in the
// same document. It holds no word of anybody's.

import * as store from "./store.js";

const LONGEST = 4 * 3600_000;

/**
 * @typedef {{path: string, document: string, at: number}} Sitting
 */

/** This page's own, once begun: what another tab begins does not end it. @type {Sitting | undefined} */
let mine;

/** The sitting that is open at this address, or a new one. @param {string} path @returns {Promise<Sitting>} */
export async function open(path) {
  const last = mine ?? await current();
  const { document } = last?.path === path ? last : { document: crypto.randomUUID() };
  mine = { path, document, at: Date.now() };
  await store.set("sitting", mine);
  return mine;
}

/** @returns {Promise<Sitting | undefined>} */
export async function current() {
  const last = await store.setting("sitting");
  return last && Math.abs(Date.now() - last.at) < LONGEST ? last : undefined;
}

export function close() {
  mine = undefined;
  return Promise.all([store.unset("sitting"), store.unset("look")]);
}
