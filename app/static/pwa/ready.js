// Before a tablet is lent: whether it is ready, its PIN, typed twice, and then it is the child's.

import { begin } from "./handover.js";
import * as outbox from "./outbox.js";
import * as pass from "./pass.js";
import { isEasy, lock, SHAPE } from "./pin.js";

const WRONG_BY = 5 * 60_000;

const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-handover]"));
const pins = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("[data-pin-field]"));

/**
 * Each looks at one thing. Some can do without: what they find is told, and the worker decides. Nothing is found where
 * it could not be looked at.
 *
 * @type {Record<string, () => Promise<boolean | undefined>>}
 */
const CHECKS = {
  pages: async () => {
    await navigator.serviceWorker.ready;
    await ruled();
    const tongue = document.documentElement.lang;
    const tools = new FormData(form ?? undefined).getAll("tools").map((slug) => `/tools/${slug}`);
    const kept = await Promise.all(
      ["/handover", ...tools].map((path) => caches.match(`${path}?lang=${tongue}`)),
    );
    return kept.every(Boolean) && !!navigator.serviceWorker.controller;
  },
  connection: async () => !!(await pass.session()).user,
  room: async () => await navigator.storage.persisted() || await navigator.storage.persist(),
  sent: async () => {
    await outbox.flush({ now: true });
    const { waiting, help } = await outbox.counts();
    return !waiting && !help;
  },
  clock: async () => {
    const answer = await fetch("/session", { method: "HEAD" }).catch(() => undefined);
    if (!answer) return undefined;
    return Math.abs(Date.parse(answer.headers.get("Date") ?? "") - Date.now()) < WRONG_BY;
  },
};
const NEEDED = ["pages", "connection"];
/** How long the worker may take to take this page over, in ms. */
const PATIENCE = 3000;

/** When the worker rules this page, or has not come to it in time. */
const ruled = () =>
  navigator.serviceWorker.controller || new Promise((done) => {
    navigator.serviceWorker.addEventListener("controllerchange", done, { once: true });
    setTimeout(done, PATIENCE);
  });

if (form && isSecureContext) prepare(form);

/** @param {HTMLFormElement} form */
async function prepare(form) {
  document.documentElement.dataset.ready = "kept";
  const device = /** @type {HTMLInputElement} */ (form.elements.namedItem("device"));
  device.value = await pass.device();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    give(form);
  });
  document.querySelector("[data-look-again]")?.addEventListener("click", look);
  await look();
}

async function look() {
  await Promise.all(
    Object.entries(CHECKS).map(async ([name, check]) => {
      const line = /** @type {HTMLElement} */ (document.querySelector(`[data-check="${name}"]`));
      line.dataset.found = "looking";
      const well = await check().catch(() => false);
      const not = well === undefined ? "unseen" : NEEDED.includes(name) ? "stops" : "mind";
      line.dataset.found = well ? "well" : not;
    }),
  );
}

let giving = false;

/** @param {HTMLFormElement} form */
async function give(form) {
  if (giving) return;
  giving = true;
  await tryTo(form);
  giving = false;
}

/** @param {HTMLFormElement} form */
async function tryTo(form) {
  const [one, other] = [...pins].map(({ value }) => value);
  if (document.querySelector("[data-found=stops]")) return say("not-ready");
  if (!SHAPE.test(one)) return say("shape");
  if (isEasy(one)) return say("easy");
  if (one !== other) return say("differ");
  say("giving");
  try {
    const locked = await lock(one);
    const answer = await fetch(location.href, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json" },
    });
    if (answer.status !== 201) return say("failed");
    await begin(await answer.json(), locked);
    navigator.serviceWorker.controller?.postMessage("lent");
    location.replace("/handover");
  } catch {
    say("failed");
  }
}

/** @param {string} what */
function say(what) {
  for (const words of document.querySelectorAll("[data-ready-says]")) {
    words.toggleAttribute("hidden", /** @type {HTMLElement} */ (words).dataset.readySays !== what);
  }
  const error = document.querySelector(`[data-ready-says="${what}"]`);
  if (error instanceof HTMLElement) error.focus();
}
