// The sitting that is open on this device: its name, so that going on after the tablet was switched off goes on in the
// same document. It holds no word of anybody's.

import * as store from "./store.js";

const LONGEST = 4 * 3600_000;

/**
 * @typedef {{path: string, document: string, at: number}} Sitting
 */

/** This page's own, once begun: what another tab begins does not end it. @type {Sitting | undefined} */
let mine;
/** Whether another tab has ended it: what is still kept here belongs to it, and does not open it again. */
let over = false;

const channel = globalThis.BroadcastChannel ? new BroadcastChannel("sitting") : undefined;

/** @param {() => void} hear  that another tab has ended the sitting of this page */
export function listen(hear) {
  channel?.addEventListener("message", ({ data }) => {
    if (data !== mine?.document) return;
    over = true;
    hear();
  });
}

/** The sitting that is open at this address, or a new one. @param {string} path @returns {Promise<Sitting>} */
export async function open(path) {
  const last = mine ?? await current();
  const { document } = last?.path === path ? last : { document: crypto.randomUUID() };
  mine = { path, document, at: Date.now() };
  if (!over) await store.set("sitting", mine);
  return mine;
}

/** @returns {Promise<Sitting | undefined>} */
export async function current() {
  const last = await store.setting("sitting");
  return last && Math.abs(Date.now() - last.at) < LONGEST ? last : undefined;
}

/** It has ended, in the other tabs too. */
export async function end() {
  const [ended, elsewhere] = [mine, over];
  [mine, over] = [undefined, false];
  if (ended) channel?.postMessage(ended.document);
  if (!elsewhere) await close();
}

/** Whether what comes before the first mark was told in this sitting. @param {string} path */
export async function told(path) {
  const last = await store.setting("told");
  return last?.path === path && Math.abs(Date.now() - last.at) < LONGEST;
}

/** @param {string} path */
export const tell = (path) => store.set("told", { path, at: Date.now() });

export function close() {
  mine = undefined;
  return Promise.all([store.unset("sitting"), store.unset("look"), store.unset("told")]);
}
