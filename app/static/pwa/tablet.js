// The page of a lent tablet. It stays open the whole visit, holds the visit's key in memory alone, and shows the
// activities inside itself, under the child's name and picture. Nothing leads out of it but the PIN.

import * as handover from "./handover.js";
import * as inside from "./inside.js";
import { keypad } from "./keypad.js";
import { hold } from "./release.js";
import { filled } from "./status.js";
import { tellNames, untell } from "./told.js";
import { view } from "./view.js";

const MINUTE = 60_000;
/** Away or still for so long, the PIN is asked for again. */
const AWAY = MINUTE;
const STILL = 3 * MINUTE;

/** What is open while the PIN's holder has opened it. @type {{key: CryptoKey, told: handover.Told} | undefined} */
let opened;
/** Why the PIN is asked for: to open the tablet, or to give it back. */
let giving = false;
let lastTouched = Date.now();
let hiddenAt = 0;
/** What the child said before "I understand". */
let answer = "yes";

const part = (
  /** @type {string} */ name,
) => /** @type {HTMLElement} */ (document.querySelector(`[data-part="${name}"]`));
const all = (
  /** @type {string} */ which,
) => /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(which));
const touched = () => void (lastTouched = Date.now());

start();

async function start() {
  history.replaceState(null, "", "/handover");
  if (!(await handover.current())) return view("nobody");
  hold(document.body, true); // no new release in the middle of a visit: the key would be gone
  keypad(part("pad"), tried);
  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element && target.closest("button");
    if (button instanceof HTMLButtonElement) press(button.dataset);
  });
  addEventListener("message", (event) => inside.isFrom(event) && asked(event.data, event.ports[0]));
  addEventListener("popstate", () => history.pushState(null, "", "/handover"));
  for (const event of ["pointerdown", "keydown"]) addEventListener(event, touched, true);
  document.addEventListener("visibilitychange", comesBack);
  addEventListener("online", look);
  setInterval(look, MINUTE / 4);
  lock();
}

/** What is touched, by what it says. @param {DOMStringMap} said */
function press({ go, picture, answer: now, tool }) {
  if (go === "back") ask(true);
  if (go === "stay") next();
  if (go === "anyway") over();
  if (picture) handover.note({ picture }).then(next);
  if (tool) enter(tool);
  if (now) answered(now);
}

/** Nothing can be read here until the PIN is typed. */
function lock() {
  opened = undefined;
  inside.close();
  untell();
  part("bar").hidden = true;
  ask(false);
}

/** @param {boolean} back  whether to give the tablet back */
function ask(back) {
  giving = back;
  for (const words of all("[data-why]")) words.hidden = (words.dataset.why === "back") !== back;
  say("");
  view("pin");
}

/** @param {string} what @param {number} [ms] */
function say(what, ms = 0) {
  for (const words of all("[data-pin-says]")) {
    words.hidden = words.dataset.pinSays !== what;
    if (!words.hidden && ms) words.textContent = filled(words, { num: Math.ceil(ms / 1000) });
  }
}

/** @param {string} pin */
async function tried(pin) {
  say("opening");
  const { key, wait, gone } = await handover.open(pin);
  if (gone) return lost();
  if (!key) return say(wait ? "wait" : "wrong", wait);
  say("");
  touched();
  await handover.prolong();
  const held = /** @type {handover.Handover} */ (await handover.current());
  opened = { key, told: await handover.names(held, key) };
  if (giving) return giveBack();
  history.pushState(null, "", "/handover"); // a step back stays here
  tellNames(opened.told);
  await look();
  if (opened) next();
}

/** Where this child is: at choosing a picture, at what comes before the first mark, at the activities. */
async function next() {
  const held = await handover.current();
  if (!held || !opened) return lock();
  document.body.dataset.band = held.band;
  part("bar").hidden = false;
  const own = document.querySelector(`button[data-picture="${held.picture}"] svg`)?.cloneNode(true);
  part("own").replaceChildren(...own ? [own] : []);
  for (const tool of all("[data-tool]")) {
    /** @type {HTMLElement} */ (tool.parentElement).hidden = !held.tools.includes(tool.dataset.tool ?? "");
  }
  if (Date.now() > held.until) return view("over");
  if (!held.picture) return view("picture");
  if (!held.understood) return view("before");
  if (inside.open()) return view("frame");
  const [begun] = await handover.begun();
  if (begun) return enter(begun); // it is finished before another is begun
  return held.tools.length > 1 ? view("tools") : enter(held.tools[0]);
}

/** @param {string} now  what the child said to what comes before the first mark */
async function answered(now) {
  for (const words of all("[data-again]")) words.hidden = words.dataset.again !== now;
  if (now !== "yes") {
    answer = now;
    return part("again").scrollIntoView({ block: "center" });
  }
  await handover.tell({ understood: answer }).catch(() => {});
  await handover.note({ understood: true });
  next();
}

/** @param {string} slug */
async function enter(slug) {
  const held = await handover.current();
  if (!held || !opened) return lock();
  inside.show(held, slug, touched, () => view("tools"));
  view("frame");
}

/** What the activity asks for. @param {string} what @param {MessagePort | undefined} port */
async function asked(what, port) {
  const held = await handover.current();
  port?.postMessage(held && opened ? await inside.answer(held, opened, what) : undefined);
  if (what === "back") ask(true);
  if (what !== "another") return;
  inside.close();
  next();
}

/** What was begun anywhere on it is on the disk first; where it cannot be, whoever has the PIN decides. */
async function giveBack() {
  if (!(await inside.finishAll(await handover.begun(), enter))) return view("unkept");
  await over();
}

async function over() {
  inside.close(); // so that nothing in it writes any more
  await handover.end();
  lost();
}

/** Nothing of the visit is here any more. */
function lost() {
  inside.close();
  opened = undefined;
  hold(document.body, false);
  location.replace("/");
}

/** Now and then: is it still the child's, and is there time left? */
async function look() {
  const held = await handover.current();
  if (!held) return lost();
  if (await handover.takenBack().catch(() => false)) {
    await inside.finish(); // what was open comes as an aside; nothing that can be read stays
    inside.close();
    return handover.wipe().then(lost);
  }
  if (!opened) return;
  if (Date.now() - lastTouched > STILL && !inside.inUse()) return lock();
  if (Date.now() > held.until - MINUTE / 2) await inside.finish();
  if (Date.now() > held.until && !["over", "pin"].includes(document.body.dataset.at ?? "")) view("over");
}

/** After a while away, the PIN is asked for. */
function comesBack() {
  if (document.hidden) return void (hiddenAt = Date.now());
  if (opened && Date.now() - hiddenAt > AWAY && !inside.inUse()) lock();
}
