// The device's pass: with it, what is written here is delivered as the person who was signed in, whoever is by then.
// It can write and never read, so it lies here in clear; signing out takes it away.

import { mark, named, told } from "./mark.js";
import * as store from "./store.js";

const DAY = 24 * 3600_000;
/** How long a first mark waits for a pass that is on its way. */
const PATIENCE = 5000;
/** Addresses that say whom they are about; a lent tablet's own page is about its child. */
const ABOUT_SOMEONE = /^\/(families\/|handover$)/;

/** A pass that is being asked for. @type {Promise<unknown>} */
let renewing = Promise.resolve();

/**
 * `about` is the address of a young person on their own device, where they are one in one family.
 *
 * @typedef {{id: string, secret: string, user: string, own?: boolean, about?: string, until: number, session?: string, seal: import("./seal.js").SealKey}} Pass
 */

/**
 * The pass this device may write with now. A page that was opened for someone writes as that person or not at all, even
 * when another has signed in beside it since.
 *
 * @returns {Promise<Pass | undefined>}
 */
export async function current() {
  return fit(await store.setting("pass")) ?? fit(await renewing.then(() => store.setting("pass")));
}

/** The same, on a page that was opened for someone, or whose address says whom it is about: a blank page at its own
 * address is nobody's. @returns {Promise<Pass | undefined>} */
export const forThisPage = async () =>
  signedIn() || ABOUT_SOMEONE.test(location.pathname) ? await current() : await atHome();

/** Without a connection every way into the app leads to one page: that one is the young person's whose device it is. */
async function atHome() {
  const held = document.querySelector("[data-home]") ? await current() : undefined;
  return held?.about ? held : undefined;
}

/** @param {Pass | undefined} pass */
function fit(pass) {
  if (!pass || pass.until <= Date.now()) return undefined;
  return signedIn() && pass.user !== signedIn() ? undefined : pass;
}

/** Who this page was opened for; nobody on a page that was kept on the device. */
export const signedIn = () =>
  /** @type {HTMLMetaElement | null} */ (document.querySelector("meta[name=signed-in]"))?.content;

/** Which time of being signed in this is: whoever signs in anew asks for a new pass, for the last may have been stopped. */
const thisTime = () =>
  /** @type {HTMLMetaElement | null} */ (document.querySelector("meta[name=signed-in]"))?.dataset.session;

/**
 * Renewed while someone is signed in, a day after it was made or when they, or another, have signed in anew.
 *
 * @param {string} user  who is signed in, as the page says
 */
export function renew(user) {
  const asked = get(user);
  renewing = Promise.race([asked, new Promise((done) => setTimeout(done, PATIENCE))]).catch(() => {});
  return asked;
}

/** @param {string} user */
async function get(user) {
  const held = await store.setting("pass");
  if (held?.user !== user) await forget();
  else if (held.session === thisTime() && Date.now() - held.madeAt < DAY && held.madeAt <= Date.now()) return;
  const { csrf } = await session();
  const [name, counted] = [await device(), await store.highest()];
  const made = await tell("/passes", { device: name, counted, before: mark()?.before }, csrf);
  if (made.lost) await store.set("lost", made.lost);
  told();
  if (made.user !== user) return;
  const [madeAt, until] = [Date.now(), Date.now() + made.lasts * 1000]; // by this device's own clock, right or wrong
  await store.set("pass", { ...made, madeAt, until, session: thisTime() });
}

/** No more may be written here as this person. What they wrote before is delivered all the same. */
export const forget = () => Promise.all([store.unset("pass"), store.unset("lost")]);

/** This device's own name. @returns {Promise<string>} */
export async function device() {
  const name = (await store.setting("device")) ?? crypto.randomUUID();
  await store.set("device", name);
  named(name);
  return name;
}

/**
 * Who is signed in, as the server says at this moment.
 *
 * @returns {Promise<{user: string, csrf: string, vapid: {kid: string, key: string}}>}
 */
export const session = () => ask("/session");

/** @param {string} address @param {unknown} what @param {string} csrf */
export const tell = (address, what, csrf) =>
  ask(address, {
    method: "POST",
    body: JSON.stringify(what),
    headers: { "Content-Type": "application/json", "X-CSRFToken": csrf, Accept: "application/json" },
  });

/** @param {string} address @param {RequestInit} [how] */
async function ask(address, how) {
  const response = await fetch(address, { headers: { Accept: "application/json" }, ...how });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}
