// Every page's start: what waits goes out, the pass is kept fresh, the worker is registered, and each part of the page
// comes to life.

import { begin } from "./activity.js";
import { remember } from "./looks.js";
import * as outbox from "./outbox.js";
import * as pass from "./pass.js";
import { hold, watch } from "./release.js";
import * as sitting from "./sitting.js";
import { refresh, show } from "./status.js";

const MINUTE = 60_000;

const user = pass.signedIn();
const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-capture]"));

if (form) begin(form).finally(() => remember(form));
if (document.querySelector("[data-aloud]")) import("./aloud.js").then(({ offer }) => offer());
for (const rests of document.querySelectorAll("[data-rests]")) {
  rests.addEventListener("click", () => import("./rest.js").then(({ rest }) => rest()));
}
for (const tell of document.querySelectorAll("[data-tell]")) {
  const opened = () => import("./talk.js").then(({ offer }) => offer(/** @type {HTMLElement} */ (tell)));
  tell.closest("details")?.addEventListener("toggle", opened, { once: true });
}
if (isSecureContext) {
  show();
  rememberLanguage();
  forgetAtSignOut();
  if (document.querySelector("[data-home]")) import("./home.js");
  if (document.querySelector("[data-device]")) pointOut();
  own();
  addEventListener("online", () => send({ now: true }));
  addEventListener("visibilitychange", () => document.visibilityState === "visible" && send());
  setInterval(send, MINUTE);
  outbox.listen((news) => news.event === "added" && (send({ turn: true }), stay()));
  watch().catch(() => {}); // where a browser keeps nothing, or is on its way to another page
  addEventListener("input", ({ target }) => {
    const { form } = /** @type {HTMLInputElement} */ (target);
    if (form) hold(form, true);
  });
  // no connection: the pass it has must do
  if (user) {
    pass.renew(user).catch(() => {}).then(refresh).then(keepReminders).catch(() => {});
  }
  // at once: the worker's own try may be failing over a line that has just come back
  outbox.askAgain().catch(() => {}).then(() => send({ now: true }));
}

/** Nothing shows where apps are switched. A page that was left, and comes back from the browser's memory, may be
 * another's by now: it is asked for anew, and shows nothing before that. */
let left = false;
const cover = () => document.documentElement.toggleAttribute("data-away", left || document.hidden);
addEventListener("visibilitychange", cover);
addEventListener("pagehide", () => (left = true, cover()));
addEventListener("pageshow", (event) => {
  if (/** @type {PageTransitionEvent} */ (event).persisted) location.reload();
});

/** @param {Parameters<typeof outbox.flush>[0]} [how] */
async function send(how) {
  if (await outbox.flush(how)) return;
  const ready = await navigator.serviceWorker?.getRegistration();
  // @ts-ignore: where it exists, the browser itself tries again, with no page open
  await ready?.sync?.register("outbox").catch(() => {});
}

/** Now that something lies here that is nowhere else, the browser is asked not to throw it away. */
async function stay() {
  if (parent === self && !(await navigator.storage?.persisted?.())) await navigator.storage?.persist?.();
}

/** Which of the devices in a list this one is. */
async function pointOut() {
  const here = document.querySelector(`[data-device="${await pass.device()}"] [data-here]`);
  here?.toggleAttribute("hidden", false);
}

/** The worker answers without a connection in the language last spoken here. */
function rememberLanguage() {
  import("./store.js").then((store) => store.set("language", document.documentElement.lang)).catch(() => {});
}

function forgetAtSignOut() {
  for (const leaving of document.querySelectorAll("form[data-sign-out]")) {
    leaving.addEventListener("submit", async (event) => {
      event.preventDefault();
      const form = /** @type {HTMLFormElement} */ (leaving);
      const silent = reminders().then((push) => push.takeLeave(form));
      await Promise.allSettled([pass.forget(), sitting.close(), silent]);
      form.submit();
    });
  }
}

/** Where they are on: a page that is left while it still fetches a script keeps a new release waiting for minutes. */
async function keepReminders() {
  const store = await import("./store.js");
  if (await store.setting("reminders")) await (await reminders()).putInOrder();
}

/** Not among what a page needs at once. */
function reminders() {
  return import("./push.js");
}

/** On a young person's own device, the way home and the way out stand on their activity too. */
async function own() {
  const bar = /** @type {HTMLElement | null} */ (document.querySelector("[data-own]"));
  if (!bar) return;
  const { own } = (await pass.forThisPage().catch(() => undefined)) ?? {};
  if (!own && bar.hidden) return;
  bar.hidden = false;
  await import("./leave.js");
}
