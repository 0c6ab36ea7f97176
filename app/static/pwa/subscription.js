// Where this device may be knocked at: asked of the browser, told to the server, given up. Page and worker share it.

import { device, session, tell } from "./pass.js";
import * as store from "./store.js";

const DAY = 24 * 3600_000;
/** A browser that cannot reach its push service may never answer at all. */
const LONGEST_WAIT = 15_000;

/**
 * What the device remembers of it. `whose` and `place` are digests: they tell two people or places apart, and nobody
 * who or where.
 *
 * @typedef {{whose: string, place: string, kid: string, since: number, toldAt: number}} Remembered
 * @typedef {Awaited<ReturnType<typeof session>>} Session
 */

/** @returns {Promise<Remembered | undefined>} */
export const remembered = () => store.setting("reminders");

/** Raises where it could not be done; then nothing is on. @param {ServiceWorkerRegistration} registration @param {string} user */
export async function turnOn(registration, user) {
  const given = { up: false };
  try {
    await soon(
      session().then((now) => now.user === user ? anew(registration, now, given) : refuse(now.user)),
    );
  } catch (error) {
    given.up = true;
    await turnOff(registration).catch(() => {});
    throw error;
  }
}

/** Not knocked at any more. Either half is enough; raises where both fail. @param {ServiceWorkerRegistration} registration */
export async function turnOff(registration) {
  const done = await Promise.allSettled([soon(leave(registration)), soon(forget())]);
  const [one, other] = done;
  if (one.status === "rejected" && other.status === "rejected") throw one.reason;
  await store.unset("reminders");
}

/** What the browser holds of it, and the notices that stand there. @param {ServiceWorkerRegistration} registration */
export async function leave(registration) {
  for (const notice of await registration.getNotifications()) notice.close();
  await (await registration.pushManager?.getSubscription())?.unsubscribe();
}

async function forget() {
  const { csrf } = await session();
  await tell("/subscriptions/forget", { device: await device() }, csrf);
}

/**
 * What the browser holds and what the server was told, brought together again. Subscriptions vanish without a word;
 * and whoever is signed in now has to want them for themselves.
 *
 * @param {ServiceWorkerRegistration} registration
 * @param {string} user  who is signed in, as the page says
 * @param {boolean} opening  whether the app has just been opened
 */
export async function repair(registration, user, opening) {
  const held = await remembered();
  if (!held) return;
  if (Notification.permission !== "granted" || held.whose !== await whose(user)) return turnOff(registration);
  const place = await registration.pushManager.getSubscription();
  const told = place && held.place === await digest(place.endpoint) && isRecent(held.toldAt);
  if (told && !opening) return;
  const now = await session();
  if (now.user === user) await soon(anew(registration, now));
}

/** The browser has taken the subscription back. Where nobody is signed in, the next opening repairs it. @param {ServiceWorkerRegistration} registration */
export async function changed(registration) {
  const held = await remembered();
  if (!held) return;
  await store.set("reminders", { ...held, toldAt: 0 });
  const now = await session().catch(() => undefined);
  if (now && held.whose === await whose(now.user)) await anew(registration, now);
}

/**
 * A subscription with the server's newest key, told to the server. Remembered first: what dies in between is told at
 * the next opening.
 *
 * @param {ServiceWorkerRegistration} registration
 * @param {Session} session
 * @param {{up: boolean}} [given]  given up meanwhile: a browser may answer when nobody waits for it any more
 */
async function anew({ pushManager }, { user, csrf, vapid }, given) {
  const place = await subscribe(pushManager, vapid.key);
  if (given?.up) return void await place.unsubscribe();
  const { since } = await remembered() ?? { since: Date.now() };
  const held = { whose: await whose(user), place: await digest(place.endpoint), kid: vapid.kid, since };
  await store.set("reminders", { ...held, toldAt: 0 });
  await tell("/subscriptions", { device: await device(), ...place.toJSON(), kid: vapid.kid }, csrf);
  await store.set("reminders", { ...held, toldAt: Date.now() });
}

/** The one there is, where it was made with this key; one of another key makes room. @param {PushManager} manager @param {string} key */
async function subscribe(manager, key) {
  const wanted = { userVisibleOnly: true, applicationServerKey: bytes(key) };
  try {
    return await manager.subscribe(wanted);
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "InvalidStateError")) throw error;
    await (await manager.getSubscription())?.unsubscribe();
    return manager.subscribe(wanted);
  }
}

/** @param {string} user */
const whose = async (user) => digest(await device() + user);

/** @param {string} text */
async function digest(text) {
  const all = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return Array.from(all.slice(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {string} base64url */
const bytes = (base64url) =>
  Uint8Array.from(atob(base64url.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));

/** @param {number} at */
const isRecent = (at) => Date.now() - at < DAY && at <= Date.now();

/** @template T @param {Promise<T>} promise @returns {Promise<T>} */
const soon = (promise) =>
  Promise.race([
    promise,
    new Promise((_, late) => setTimeout(() => late(new Error("too late")), LONGEST_WAIT)),
  ]);

/** @param {string} user @returns {never} */
function refuse(user) {
  throw new Error(`${user} is signed in by now`);
}
