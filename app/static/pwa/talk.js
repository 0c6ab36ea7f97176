// “I need to talk to someone now”: one touch becomes a box in the outbox like everything else. It says “Sent” when the
// server has answered for it, and not before.

import * as entry from "./entry.js";
import * as outbox from "./outbox.js";
import * as store from "./store.js";

/** So often it is tried again while it has not been sent: this one does not rest longer and longer between tries. */
const AGAIN = 10_000;
const SOMEONE = /^\/families\/[\w-]+\/members\/[\w-]+/;

/** @param {HTMLElement} tell  the button and what is said of it */
export async function offer(tell) {
  const button = tell.querySelector("button");
  if (!isSecureContext || !button) return; // a form posts itself
  const path = await address(tell);
  if (!path) return;
  /** @type {string | undefined} */
  let id;
  outbox.listen((news) => {
    if (news.id === undefined || news.id !== id) return;
    if (news.event === "sent") tell.dataset.state = news.aside ? "failed" : "sent";
    if (news.event === "refused") tell.dataset.state = "failed";
  });
  /** @param {Event} event */
  const touched = async (event) => {
    event.preventDefault();
    if (tell.dataset.state !== "" && tell.dataset.state !== "failed") return;
    tell.dataset.state = "keeping";
    try {
      id = await entry.write(path, () => [["talk", "now"]]);
      if (tell.dataset.state === "keeping") tell.dataset.state = "kept";
      again(tell);
    } catch {
      tell.dataset.state = "failed";
    }
  };
  const form = button.form?.closest("[data-tell]") ? button.form : undefined;
  form ? form.addEventListener("submit", touched) : button.addEventListener("click", touched);
  button.hidden = false;
}

/** @param {HTMLElement} tell */
function again(tell) {
  const tries = setInterval(() => {
    if (tell.dataset.state !== "kept") return clearInterval(tries);
    outbox.flush({ now: true });
  }, AGAIN);
}

/** Whom it is about: the page says so, or its address, or the tablet that is lent. @param {HTMLElement} tell */
async function address(tell) {
  const form = tell.querySelector("form");
  const someone = SOMEONE.exec(tell.dataset.about ?? location.pathname)?.[0];
  if (form) return new URL(form.action).pathname;
  if (someone) return `${someone}/flags`;
  const lent = location.pathname === "/handover" && await store.setting("handover").catch(() => undefined);
  return lent && `/families/${lent.family}/members/${lent.member}/flags`;
}
