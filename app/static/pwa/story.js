// Where grown-ups make a story: the words and the drawing of each picture are kept at each pause, sealed, as a child's
// are, with or without a connection. What another one writes meanwhile is not written over: each names what it saw.

import { enhance } from "./drawing.js";
import * as entry from "./entry.js";
import * as outbox from "./outbox.js";
import { hold } from "./release.js";
import { send } from "./tokens.js";

const PAUSE = 4000;
/** How long one waits, at most, to see the whole story with what was just written. */
const PATIENCE = 3000;

/** Which picture an entry brought. @type {Map<string, HTMLFormElement>} */
const brought = new Map();

document.documentElement.dataset.ready = isSecureContext ? "kept" : "plain";
/** @type {NodeListOf<HTMLFormElement>} */
const forms = document.querySelectorAll("form[data-panel]");
const keeps = [...forms].map(begin);
for (const way of document.querySelectorAll("a[href^='/']")) way.addEventListener("click", handIn);
outbox.listen(({ event, id = "" }) => {
  const form = event === "sent" ? brought.get(id) : undefined;
  if (form?.dataset.state === "kept" && form.dataset.item === id) form.dataset.state = "sent";
});

/** Nothing is left behind; a second press goes all the same. The whole story shows what was just written. @param {Event} event */
async function handIn(event) {
  if (!isSecureContext) return;
  event.preventDefault();
  const { href, dataset } = /** @type {HTMLAnchorElement} */ (event.currentTarget);
  if (!(await keepAll()) && !dataset.pressed) return void (dataset.pressed = "yes"); // each says so, where it stands
  const patience = new Promise((done) => setTimeout(done, PATIENCE));
  if (dataset.whole !== undefined) {
    await Promise.race([outbox.flush({ now: true }), patience]).catch(() => {});
  }
  await keepAll(); // and what was written meanwhile
  location.assign(href);
}

async function keepAll() {
  const kept = await Promise.allSettled(keeps.map((keep) => keep()));
  return kept.every(({ status }) => status === "fulfilled");
}

/** @param {HTMLFormElement} form @returns {() => Promise<string>} keeps what is there now */
function begin(form) {
  const drawing = /** @type {HTMLElement} */ (form.querySelector(".drawing"));
  const paper = /** @type {HTMLElement} */ (drawing.querySelector("[data-paper]"));
  const pens = /** @type {HTMLButtonElement} */ (form.querySelector("[data-pens]"));
  let kept = came(form);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;
  let last = Promise.resolve("");

  form.addEventListener("input", () => {
    state("open");
    clearTimeout(pause);
    pause = setTimeout(() => keep().catch(() => {}), PAUSE);
  });
  form.addEventListener("change", () => keep().catch(() => {}));
  addEventListener("visibilitychange", () => document.hidden && keep().catch(() => {}));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!isSecureContext) return send(form);
    keep().catch((error) => {
      if (error instanceof entry.NoPass) return send(form); // plainly, where there is a connection
    });
  });
  pens.addEventListener("click", () => {
    const out = form.toggleAttribute("data-drawing");
    pens.setAttribute("aria-expanded", `${out}`);
    if (out) paper.scrollIntoView({ block: "nearest" });
  });
  // a finger that only wants further down the page draws nothing
  paper.addEventListener("pointerdown", closed, { capture: true });
  paper.addEventListener("touchstart", closed, { capture: true });
  enhance(drawing, { keep, unfinished: (yes) => hold(drawing, yes) });
  if (written(form) !== kept) keep().catch(() => {}); // somebody was quicker than the line
  return keep;

  /** @param {Event} event */
  function closed(event) {
    if (!form.hasAttribute("data-drawing")) event.stopPropagation();
  }

  /** One after the other; each takes the place of the one before. @returns {Promise<string>} */
  function keep() {
    last = last.catch(() => "").then(keepNow);
    return last;
  }

  /** @returns {Promise<string>} the name of what is kept */
  async function keepNow() {
    clearTimeout(pause);
    if (!isSecureContext) return "";
    const now = written(form);
    if (now === kept) return settled();
    try {
      const id = await entry.write(new URL(form.action).pathname, () => fields(form));
      /** @type {HTMLInputElement} */ (form.elements.namedItem("over")).value = id;
      kept = now;
      form.dataset.item = id;
      brought.set(id, form);
      if (written(form) === kept) state("kept");
      return id;
    } catch (error) {
      state(error instanceof entry.NoPass ? "open" : "failed");
      throw error;
    }
  }

  function settled() {
    if (form.dataset.state === "open") state(form.dataset.item ? "kept" : "");
    return form.dataset.item ?? "";
  }

  /** @param {string} now */
  function state(now) {
    form.dataset.state = now;
    hold(form, ["open", "failed"].includes(now));
  }
}

/** @param {HTMLFormElement} form @returns {[string, string][]} */
function fields(form) {
  const said = new FormData(form);
  return ["words", "drawing", "drew", "over"].map((name) => [name, `${said.get(name) ?? ""}`]);
}

/** What of it makes a difference. @param {HTMLFormElement} form */
function written(form) {
  return JSON.stringify(fields(form).slice(0, 3));
}

/** What stood there when the page came: it is kept already, unless it was given back. @param {HTMLFormElement} form */
function came(form) {
  if (form.querySelector(".govuk-error-message")) return "";
  const words = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("words")).defaultValue;
  const drawing = /** @type {HTMLInputElement} */ (form.elements.namedItem("drawing")).defaultValue;
  /** @type {NodeListOf<HTMLInputElement>} */
  const who = form.querySelectorAll("[name=drew]");
  const drew = [...who].find(({ defaultChecked }) => defaultChecked)?.value ?? "";
  return JSON.stringify(Object.entries({ words, drawing, drew }));
}
