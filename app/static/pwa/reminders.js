// The page about reminders: what is so on this phone, in the words that stand there, and the buttons that change it.

import * as pass from "./pass.js";
import { alone, putInOrder } from "./push.js";
import { remembered, turnOff, turnOn } from "./subscription.js";

const page = /** @type {HTMLElement} */ (document.querySelector("[data-reminders]"));
const user = pass.signedIn() ?? "";
const inAppleHands = /iPhone|iPad|iPod/.test(navigator.userAgent) ||
  navigator.userAgent.includes("Macintosh") && navigator.maxTouchPoints > 1; // an iPad calls itself a Mac

for (const [name, act] of Object.entries({ on, off, again: look })) {
  for (const button of page.querySelectorAll(`[data-turn="${name}"]`)) button.addEventListener("click", act);
}
page.addEventListener("change", ({ target }) => answered(/** @type {HTMLInputElement} */ (target).value));
navigator.permissions?.query({ name: "notifications" }).then((asked) => asked.onchange = look).catch(
  () => {},
);
look();

/** What is so, as the browser and the server say at this moment. */
async function look() {
  if (page.dataset.state === "asking") return;
  say(possible() ? "waiting" : inAppleHands ? "home-screen" : "impossible");
  if (!possible()) return;
  if (Notification.permission === "denied") await putInOrder().catch(() => {});
  if (Notification.permission === "denied") return say("refused");
  await putInOrder().catch(() => {}); // no connection: what the device remembers must do
  await tell();
}

async function tell() {
  const held = await remembered();
  if (!held) return say("off");
  const day = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long" }).format(
    held.since,
  );
  for (const words of page.querySelectorAll("[data-since]")) {
    words.textContent = (words.getAttribute("data-other") ?? "").replace("{day}", day);
  }
  say("on");
}

function possible() {
  return isSecureContext && "PushManager" in globalThis && "Notification" in globalThis;
}

/** Somebody else in the house: then not here. What was answered is kept nowhere. @param {string} answer */
function answered(answer) {
  for (const part of page.querySelectorAll("[data-answer]")) {
    /** @type {HTMLElement} */ (part).hidden = part.getAttribute("data-answer") !== answer;
    part.scrollIntoView({ block: "nearest" }); // it may lie behind the thumb's own bar
  }
}

async function on() {
  say("asking", true);
  const permission = await Notification.requestPermission();
  if (permission !== "granted") return say(permission === "denied" ? "refused" : "off", true);
  try {
    const registration = await navigator.serviceWorker.ready;
    await alone(() => turnOn(registration, user));
    await tell();
    focusOn("on");
  } catch {
    say("failed", true);
  }
}

async function off() {
  say("waiting");
  const registration = await navigator.serviceWorker.ready;
  const done = await alone(() => turnOff(registration)).then(() => true, () => false);
  say(done ? "off" : "still-on", true);
}

/** @param {string} state @param {boolean} [byTouch]  where a touch brought it about, reading goes on there */
function say(state, byTouch = false) {
  page.dataset.state = state;
  for (const part of page.querySelectorAll("[data-states]")) {
    /** @type {HTMLElement} */ (part).hidden = !part.getAttribute("data-states")?.split(" ").includes(state);
  }
  if (byTouch) focusOn(state);
}

/** @param {string} state */
function focusOn(state) {
  /** @type {HTMLElement | null} */ (page.querySelector(`[data-states~="${state}"] h2`))?.focus();
}
