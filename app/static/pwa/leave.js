// Leave this page: first nothing is on the screen any more, then everything else. What waits in the outbox stays there.

import * as pass from "./pass.js";
import * as sitting from "./sitting.js";
import * as store from "./store.js";

const TIMES = 3;
const WITHIN = 5000;
/** For what is being put on the disk at this moment. */
const PATIENCE = 400;
/** Whoever only goes home waits longer for it. */
const LONG = 5000;
/** For the screen to be painted empty. */
const PAINT = 30;

const way = /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-leave]"));
const tabs = globalThis.BroadcastChannel ? new BroadcastChannel("leave") : undefined;
let pressed = "";
/** @type {number[]} */
let times = [];

if (way) {
  way.addEventListener("submit", (event) => {
    event.preventDefault();
    leave();
  });
  document.addEventListener("keydown", ({ repeat, key }) => void (!repeat && thrice(key) && leave()));
  tabs?.addEventListener("message", () => gone().then(() => location.replace(way.dataset.cover ?? "/")));
}

/** Shift or Escape, three times and nothing between. @param {string} key */
function thrice(key) {
  const now = performance.now();
  if (key !== pressed) times = [];
  pressed = key;
  times = [...times.filter((time) => now - time < WITHIN), now];
  return ["Shift", "Escape"].includes(key) && times.length >= TIMES;
}

for (const home of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("[data-own] a"))) {
  home.addEventListener("click", (event) => {
    event.preventDefault();
    goHome(home);
  });
}

/** Nothing is left open behind: what cannot be kept is shown, and a second press goes all the same. @param {HTMLAnchorElement} way */
async function goHome(way) {
  const left = await finished(questions(), LONG);
  if (!left || way.dataset.pressed) location.assign(way.href);
  way.dataset.pressed = "yes";
}

/** @returns {HTMLElement[]} */
const questions = () => [
  .../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(
    "[data-question], [data-take-back]",
  )),
];

/** As when one leaves a room. @param {HTMLElement[]} open @param {number} patience @returns {Promise<boolean>} whether something is left */
async function finished(open, patience) {
  for (const question of open) question.dispatchEvent(new CustomEvent("finish"));
  const is = (/** @type {string[]} */ states) =>
    open.some(({ dataset }) => states.includes(dataset.state ?? ""));
  for (let left = patience; left > 0 && is(["keeping"]); left -= 20) {
    await new Promise((done) => setTimeout(done, 20));
  }
  return is(["keeping", "open", "failed", "no-pass"]);
}

async function leave() {
  const { to = "/", cover = "/" } = way?.dataset ?? {};
  const done = gone();
  tabs?.postMessage("leave");
  const signedOut = fetch("/leave", { method: "POST", keepalive: true }).then(
    ({ ok }) => ok && isSecureContext ? store.unset("left") : undefined,
  );
  await Promise.race([
    Promise.allSettled([done, signedOut]),
    new Promise((ended) => setTimeout(ended, PATIENCE)),
  ]);
  // an installed app has no other site to go to, and without a connection there is none
  const alone = matchMedia("(display-mode: standalone), (display-mode: fullscreen)").matches;
  location.replace(alone || !navigator.onLine ? cover : to);
}

/** Off the screen at once; then nobody can write here as this person, and the worker ends the session if we could not. */
async function gone() {
  const open = questions();
  document.documentElement.toggleAttribute("data-left", true);
  document.title = "";
  await new Promise((done) => setTimeout(done, PAINT)); // it is seen to be gone before anything of it is worked out
  const ends = finished(open, PATIENCE);
  document.body.replaceChildren();
  if (!isSecureContext) return;
  await ends;
  await Promise.allSettled([store.set("left", true), pass.forget(), sitting.close()]);
}
