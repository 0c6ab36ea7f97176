// Leave this page: first nothing is on the screen any more, then everything else. What waits in the outbox stays there.

import * as pass from "./pass.js";
import * as sitting from "./sitting.js";
import * as store from "./store.js";

const TIMES = 3;
const WITHIN = 5000;
/** For what is being put on the disk at this moment. */
const PATIENCE = 400;
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
  /** @type {HTMLElement[]} */
  const open = [...document.querySelectorAll("[data-question]")].filter((one) => one instanceof HTMLElement);
  document.documentElement.toggleAttribute("data-left", true);
  document.title = "";
  await new Promise((done) => setTimeout(done, PAINT)); // it is seen to be gone before anything of it is worked out
  for (const question of open) question.dispatchEvent(new CustomEvent("finish")); // as when one leaves a room
  document.body.replaceChildren();
  if (!isSecureContext) return;
  for (let left = PATIENCE; left > 0 && open.some(({ dataset }) => dataset.state === "keeping"); left -= 20) {
    await new Promise((done) => setTimeout(done, 20));
  }
  await Promise.allSettled([store.set("left", true), pass.forget(), sitting.close()]);
}
