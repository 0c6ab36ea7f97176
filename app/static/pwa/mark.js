// How far this device has counted, beside its database: a browser that throws that away may leave this. It holds a
// name that means nothing and a number, so that what never arrives is known of.

const PLACE = "counted";

/**
 * `before` is what the device was called until its browser threw everything away, until the server knows of it.
 *
 * @typedef {{device: string, counted: number}} Counted
 * @typedef {Counted & {before?: Counted}} Mark
 */

/** @returns {Mark | undefined} nothing in the worker, which has no such place */
export function mark() {
  try {
    return JSON.parse(globalThis.localStorage?.getItem(PLACE) ?? "null") ?? undefined;
  } catch {
    return undefined; // the browser may forbid it: then nothing is known
  }
}

/** @param {Mark | undefined} what */
function put(what) {
  try {
    if (what) globalThis.localStorage?.setItem(PLACE, JSON.stringify(what));
  } catch { /* it only helps: what is written goes its way without it */ }
}

/** This is the device's name now. @param {string} device */
export function named(device) {
  const old = mark();
  if (old?.device !== device) {
    put({ device, counted: 0, before: old && { device: old.device, counted: old.counted } });
  }
}

/** It has counted so far. @param {number} number */
export function counted(number) {
  const old = mark();
  if (old && old.counted < number) put({ ...old, counted: number });
}

/** The server knows what was lost. */
export function told() {
  const old = mark();
  if (old?.before) put({ ...old, before: undefined });
}

/** Empty this place but for the mark. */
export function clearRest() {
  const kept = mark();
  globalThis.localStorage?.clear();
  put(kept);
}
