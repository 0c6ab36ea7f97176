// Today: a word about a task is sealed and goes through the outbox, and is shown at once. Neither the note nor what got
// in the way stays on the screen: whoever takes the phone next sees what was ticked, and no more.

import * as entry from "./entry.js";
import * as outbox from "./outbox.js";
import { session } from "./pass.js";
import { hold, unfinished } from "./release.js";
import { send } from "./tokens.js";

const STALE = 60_000;
const opened = Date.now();

/** @type {NodeListOf<HTMLFormElement>} */
const forms = document.querySelectorAll("form[data-tick]");
for (const form of forms) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = /** @type {HTMLButtonElement} */ (event.submitter ?? form.querySelector("[name=outcome]"));
    say(form, button);
  });
}
addEventListener("hashchange", goTo);
goTo();
if (isSecureContext) {
  outbox.listen(({ event, id = "" }) => event === "sent" && sent(id));
  addEventListener("visibilitychange", () => Date.now() - opened > STALE && !document.hidden && refresh());
}

/** @param {HTMLFormElement} form @param {HTMLButtonElement} button */
async function say(form, button) {
  const task = /** @type {HTMLElement} */ (form.closest("[data-task]"));
  if (task.dataset.state === "keeping") return;
  if (!isSecureContext) return send(form, button);
  task.dataset.state = "keeping";
  try {
    const id = await entry.write(new URL(form.action).pathname, () => fields(form, button));
    delete task.dataset.state;
    show(task, button.value, id);
    clear(task);
  } catch (error) {
    task.dataset.state = "failed";
    if (error instanceof entry.NoPass) await send(form, button); // plainly, where there is a connection
  }
}

/** @param {HTMLFormElement} form @param {HTMLButtonElement} button @returns {[string, string][]} */
function fields(form, button) {
  const said = new FormData(form);
  said.set("outcome", button.value);
  return ["wall", "outcome", "why", "words"].map((name) => [name, `${said.get(name) ?? ""}`]);
}

/** The latest word stands first; those before it stay, small. @param {HTMLElement} task @param {string} outcome @param {string} id */
function show(task, outcome, id) {
  const template = /** @type {HTMLTemplateElement} */ (document.querySelector("template[data-told]"));
  const word = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
  const before = task.querySelector(".told-word[data-own]:not([data-earlier])");
  for (const said of /** @type {NodeListOf<HTMLElement>} */ (word.querySelectorAll("[data-outcome]"))) {
    said.hidden = said.dataset.outcome !== outcome;
  }
  if (before) {
    before.toggleAttribute("data-earlier", true);
    /** @type {HTMLElement} */ (word.querySelector("[data-changed]")).hidden = false;
    before.querySelector("[data-changed]")?.remove();
  }
  const time = new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "short" });
  /** @type {HTMLElement} */ (word.querySelector("time")).textContent = time.format(new Date());
  Object.assign(word.dataset, { state: "kept", box: id });
  task.querySelector(".told ul")?.prepend(word);
  task.dataset.said = outcome;
  task.toggleAttribute("data-answered", true);
}

/** Nothing of what was written or chosen stays. @param {HTMLElement} task */
function clear(task) {
  for (const form of task.querySelectorAll("form")) {
    form.reset();
    hold(form, false);
  }
  for (const open of task.querySelectorAll("details")) open.open = false;
  task.focus({ preventScroll: true });
}

/** @param {string} id */
async function sent(id) {
  const word = /** @type {HTMLElement | null} */ (document.querySelector(`[data-box="${CSS.escape(id)}"]`));
  if (word) word.dataset.state = "sent";
  else await refresh(); // it was written before this page was opened, which does not show it yet
}

/** The day goes on while the page is open: it is asked for anew where nobody is in the middle of something. */
async function refresh() {
  if (unfinished() || document.querySelector(".task-note[open], .task-could-not[open]")) return;
  if ((await outbox.counts()).waiting) return;
  const there = await session().catch((error) => /: 401$/.test(error.message));
  if (there && !unfinished()) location.reload();
}

/** What the address points at, even where it is folded away. */
function goTo() {
  const aim = location.hash && document.getElementById(location.hash.slice(1));
  if (!aim) return;
  for (let fold = aim.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) {
    fold.open = true;
  }
  aim.scrollIntoView({ block: "center" });
  if (aim.matches("[data-task]")) aim.focus({ preventScroll: true });
}
