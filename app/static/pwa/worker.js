// Between the page and the network. It keeps one release: its files, and the pages with nobody in them. It answers
// nothing but GET, and no page with anybody's data is ever in its cache.

import { hear } from "./notice.js";
import { flush } from "./outbox.js";
import * as store from "./store.js";

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const PREFIX = "release-";
const PATIENCE = 3000;
const COVER = "/blank";
const HANDOVER = "/handover";
const TOOL = /^\/families\/[0-9a-f-]{36}\/members\/[0-9a-f-]{36}(\/tools\/[\w-]+)$/;

/**
 * @typedef {{release: string, languages: string[], files: string[], pages: string[],
 *   notice: import("./notice.js").Notice}} Kept
 */

/** @param {Kept} kept */
export function serve(kept) {
  const name = PREFIX + kept.release;
  hear(worker, kept.notice);
  worker.addEventListener("install", (event) => event.waitUntil(install(name, kept)));
  worker.addEventListener("activate", (event) => event.waitUntil(discardAllBut(name)));
  worker.addEventListener("message", (event) => {
    const { data, source } = event;
    if (data === "take over") worker.skipWaiting();
    if (data === "claim") event.waitUntil(worker.clients.claim());
    if (data === "lent") alone(/** @type {WindowClient} */ (source));
  });
  worker.addEventListener("fetch", (event) => {
    const { request } = event;
    const address = new URL(request.url);
    if (request.method !== "GET" || address.origin !== location.origin) return;
    if (request.mode === "navigate") event.respondWith(page(request, address, name, kept));
    else if (kept.files.includes(address.pathname + address.search)) event.respondWith(file(request, name));
  });
  worker.addEventListener("sync", (event) => {
    // @ts-ignore: Background Sync, where it exists: it tries again as long as this fails
    event.waitUntil(flush({ now: true }).then((done) => done || Promise.reject(new Error("still waiting"))));
  });
}

/** All of it or none of it: a release with a hole in it never takes over. @param {string} name @param {Kept} kept */
async function install(name, { files, pages }) {
  const cache = await caches.open(name);
  const asked = [...files, ...pages].map((address) =>
    new Request(address, { cache: "reload", credentials: "omit" })
  );
  await cache.addAll(asked);
}

/** @param {string} name */
async function discardAllBut(name) {
  const stale = (await caches.keys()).filter((other) => other.startsWith(PREFIX) && other !== name);
  await Promise.all(stale.map((other) => caches.delete(other)));
  await worker.clients.claim();
}

/**
 * The network's page; or, where it does not come or cannot, the page with nobody in it, if there is one for this address.
 *
 * @param {Request} request
 * @param {URL} address
 * @param {string} name
 * @param {Kept} kept
 */
async function page(request, address, name, kept) {
  const lent = await store.setting("handover").catch(() => undefined);
  if (lent) return lentPage(request, address, lent, name, kept);
  if (address.pathname === COVER) return (await coverOf(address, name, kept)) ?? fetch(request);
  await finishLeaving();
  const fromNetwork = fetch(request);
  const blank = await blankFor(address, name, kept).catch(() => undefined);
  if (!blank) return fromNetwork.catch(() => offline(name, kept));
  const late = new Promise((done) => setTimeout(done, PATIENCE));
  const answer = await Promise.race([fromNetwork, late]).catch(() => undefined);
  return answer instanceof Response && answer.status < 500 ? answer : blank;
}

/**
 * A lent tablet shows its own page, whatever is asked for; and inside that one, the activities it was lent for.
 *
 * @param {Request} request
 * @param {URL} address
 * @param {import("./visit.js").Handover} lent
 * @param {string} name
 * @param {Kept} kept
 */
async function lentPage({ destination }, { pathname }, { family, member, tools }, name, kept) {
  const tool = tools.find((slug) => pathname === `/families/${family}/members/${member}/tools/${slug}`);
  const page = destination === "iframe" && tool ? `/tools/${tool}` : HANDOVER;
  const asked = `${page}?lang=${await language(new URL(location.href), kept)}`;
  return (await (await caches.open(name)).match(asked)) ?? fetch(asked, { credentials: "omit" });
}

/** What was open beside it when a tablet was lent is gone from the screen. @param {WindowClient} source */
async function alone({ id }) {
  const open = await worker.clients.matchAll({ type: "window" });
  await Promise.allSettled(open.filter((one) => one.id !== id).map((one) => one.navigate(HANDOVER)));
}

/** @param {URL} address @param {string} name @param {Kept} kept */
const coverOf = async (address, name, kept) =>
  (await caches.open(name)).match(`${COVER}?lang=${await language(address, kept)}`);

/** Who left this device without a connection is signed out before anything else is shown on it. */
async function finishLeaving() {
  if (!(await store.setting("left").catch(() => false))) return;
  await fetch("/leave", { method: "POST" }).then(({ ok }) => ok && store.unset("left")).catch(() => {});
}

/** @param {URL} address @param {string} name @param {Kept} kept */
async function blankFor(address, name, kept) {
  const { pathname } = address;
  const told = kept.pages.some((page) => page.startsWith(`${pathname}?`)); // it is the same for everybody
  const path = TOOL.exec(pathname)?.[1] ?? (told ? pathname : undefined);
  if (!path) return undefined;
  return (await caches.open(name)).match(`${path}?lang=${await language(address, kept)}`);
}

/** @param {string} name @param {Kept} kept */
async function offline(name, kept) {
  const kind = `/offline?lang=${await language(new URL(location.href), kept)}`;
  return (await (await caches.open(name)).match(kind)) ?? Response.error();
}

/** The one in the address, or the one last spoken here, or the service's first. @param {URL} address @param {Kept} kept */
async function language(address, { languages }) {
  const wanted = [address.searchParams.get("lang"), await store.setting("language").catch(() => undefined)];
  return wanted.find((tag) => tag && languages.includes(tag)) ?? languages[0];
}

/** @param {Request} request @param {string} name */
const file = async (request, name) => (await (await caches.open(name)).match(request)) ?? fetch(request);
