// In the worker: a knock becomes a notice, and a touch of it opens our page. Whatever came, something is shown, since a
// browser that sees nothing takes the permission away; and whatever came, the words are the constant ones of this device.

import * as store from "./store.js";
import { changed } from "./subscription.js";

/** A reminder's name: 128 bits that mean nothing to whoever is not signed in. */
const NAME = /^[\w-]{22}$/;

/** @typedef {{title: string, bodies: Record<string, string>, icon: string, badge: string}} Notice */

/** @param {ServiceWorkerGlobalScope} worker @param {Notice} notice */
export function hear(worker, notice) {
  worker.addEventListener("push", (event) => event.waitUntil(show(worker, notice, event.data)));
  worker.addEventListener("notificationclick", (event) => {
    event.notification.close();
    event.waitUntil(open(worker, event.notification.tag));
  });
  worker.addEventListener("pushsubscriptionchange", (event) => {
    /** @type {ExtendableEvent} */ (event).waitUntil(changed(worker.registration));
  });
}

/** @param {ServiceWorkerGlobalScope} worker @param {Notice} notice @param {PushMessageData | null} data */
async function show(worker, { title, bodies, icon, badge }, data) {
  const spoken = await store.setting("language").catch(() => undefined);
  const lang = spoken in bodies ? spoken : Object.keys(bodies)[0];
  await worker.registration.showNotification(title, {
    body: bodies[lang],
    lang,
    icon,
    badge,
    tag: name(data), // one that comes again takes the place of the first, and the phone stays silent
  });
}

/** The reminder's name; one for all where what came is not of our making. @param {PushMessageData | null} data */
function name(data) {
  try {
    const { n } = data?.json();
    return NAME.test(n) ? n : "reminder";
  } catch {
    return "reminder";
  }
}

/**
 * An address of ours and no other. A page on which something is unfinished is left alone: ours opens beside it.
 *
 * @param {ServiceWorkerGlobalScope} worker
 * @param {string} tag
 */
async function open(worker, tag) {
  const address = NAME.test(tag) ? `/knock/${tag}` : "/";
  const page = await free(worker);
  const moved = await page?.navigate(address).catch(() => null);
  if (!moved) return void await worker.clients.openWindow(address);
  await moved.focus().catch(() => {});
}

/** @param {ServiceWorkerGlobalScope} worker */
async function free(worker) {
  const locks = await navigator.locks?.query();
  if (locks?.held?.some((lock) => lock.name === "unfinished")) return undefined;
  const pages = await worker.clients.matchAll({ type: "window" });
  return pages.find((page) => page.focused) ?? pages[0];
}
