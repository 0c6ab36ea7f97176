// Where grown-ups make a story: the words and the drawing of each picture are kept at each pause, sealed, as a child's
// are, with or without a connection. What another one writes meanwhile is not written over: each names what it saw.

import { enhance } from "./drawing.js";
import * as entry from "./entry.js";
import * as outbox from "./outbox.js";
import { hold } from "./release.js";
import { send } from "./tokens.js";

const PAUSE = 4000;

/** Which picture an entry brought. @type {Map<string, HTMLFormElement>} */
const brought = new Map();

document.documentElement.dataset.ready = isSecureContext ? "kept" : "plain";
/** @type {NodeListOf<HTMLFormElement>} */
const forms = document.querySelectorAll("form[data-panel]");
for (const form of forms) begin(form);
outbox.listen(({ event, id = "" }) => {
  const form = event === "sent" ? brought.get(id) : undefined;
  if (form?.dataset.state === "kept" && form.dataset.item === id) form.dataset.state = "sent";
});

/** @param {HTMLFormElement} form */
function begin(form) {
  const drawing = /** @type {HTMLElement} */ (form.querySelector(".drawing"));
  const paper = /** @type {HTMLElement} */ (drawing.querySelector("[data-paper]"));
  const pens = /** @type {HTMLButtonElement} */ (form.querySelector("[data-pens]"));
  let kept = written(form);
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
