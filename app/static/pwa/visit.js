// What an activity's page knows of the visit it stands in: whose the tablet is, who is around them, and what was on the
// screen before. The names lie open in the page around it alone (tablet.js), which holds the visit's key.

import { seal } from "./seal.js";
import * as store from "./store.js";

/** How long the page around this one may take to answer. */
const PATIENCE = 3000;
/** Until it is asked again. */
const SOON = 200;

/** Whether this page stands inside a lent tablet's. */
export const lent = parent !== self;

/**
 * What lies on a lent tablet in clear: no words. `until` is by this device's clock; `told` holds the names, sealed to `key`.
 *
 * @typedef {import("./pin.js").Locked & {id: string, family: string, member: string, tools: string[], band: string,
 *   until: number, tries: number, notBefore: number, picture?: string, understood?: boolean,
 *   told: import("./seal.js").Box}} Handover
 * @typedef {{id: string, name: string}} Person
 */

/** The lending this page stands in. @returns {Promise<Handover | undefined>} */
export const current = async () => lent ? await store.setting("handover") : undefined;

/** Those a child may show things to; nothing where the page around this one did not answer in time. @returns {Promise<Person[] | undefined>} */
export const people = async () => (await ask("told"))?.people;

/** @returns {Promise<string>} */
export const childName = async () => (await ask("told"))?.child ?? "";

/** What this child is asked besides. @returns {Promise<import("./questions.js").Question[]>} */
export const questions = async () => (await ask("told"))?.questions ?? [];

/** The story that is told to this child, if one is. @returns {Promise<import("./book.js").Story | undefined>} */
export const story = async () => (await ask("told"))?.story ?? undefined;

/** Who interprets, as the worker wrote it; nobody that is known. @returns {Promise<string>} */
export const interpreter = async () => (await ask("told"))?.interpreter ?? "";

/** What is spoken together: each language as it is kept, and what to call it. @returns {Promise<[string, string][]>} */
export const tongues = async () => (await ask("told"))?.tongues ?? [];

/** What the worker said comes next, in the worker's words. @returns {Promise<string>} */
export const nextStep = async () => (await ask("told"))?.next_step ?? "";

/** Writes of one page, one after the other, so that the last is the one that lies there. */
let last = Promise.resolve(/** @type {unknown} */ (undefined));

/**
 * Keeps what stands on the screen in one place of this page, sealed: it opens in this child's sitting alone.
 *
 * @param {string} slot
 * @param {object | null} value  nothing any more, where it is null
 * @returns {Promise<unknown>} when it lies on the disk
 */
export function keepDraft(slot, value) {
  return inTurn(async () => {
    const held = await current();
    if (!held) return;
    const name = draftOf(location.pathname, slot);
    if (!value) return store.unset(name);
    await store.set(name, await seal(name, JSON.stringify(value), { kid: "visit", key: held.key }));
  });
}

/** Nothing of this page is kept any more. @returns {Promise<unknown>} */
export const forgetDrafts = () =>
  inTurn(async () => {
    for (const [name] of await store.settings(draftOf(location.pathname, ""))) await store.unset(name);
  });

/** @param {() => Promise<unknown>} doIt */
function inTurn(doIt) {
  last = last.then(doIt, doIt);
  return last;
}

/** What stood on this page's screen before, by its place. Waits until the page around this one says, or asks once. @returns {Promise<Map<string, any>>} */
export async function drafts(patient = true) {
  /** @type {Record<string, any> | undefined} */
  let told;
  while (!told && await current()) { // no answer is not the answer that nothing stood here
    told = await ask("drafts");
    if (!patient) break;
    if (!told) await new Promise((done) => setTimeout(done, SOON));
  }
  return new Map(Object.entries(told ?? {}));
}

/** What is called so holds a draft. @param {string} path @param {string} slot */
export const draftOf = (path, slot) => `draft ${path} ${slot}`;

/** Tell the page around this one, or ask it. @param {string} what @returns {Promise<any>} nothing where there is none */
export function ask(what) {
  if (!lent) return Promise.resolve();
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data);
    parent.postMessage(what, location.origin, [port2]);
    setTimeout(resolve, PATIENCE);
  });
}
