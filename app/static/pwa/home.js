// Where there is no connection every way into the app leads here: the way back to the sitting that is open; and on a
// young person's own device what they can do all the same, and the way to tell their worker.

import "./leave.js";
import * as pass from "./pass.js";
import * as sitting from "./sitting.js";
import { offer } from "./talk.js";

goOn();
atHome();

async function goOn() {
  const way = /** @type {HTMLElement} */ (document.querySelector("[data-go-on]"));
  const open = await sitting.current();
  if (!open) return;
  /** @type {HTMLAnchorElement} */ (way.querySelector("a")).href = open.path;
  way.hidden = false;
}

async function atHome() {
  const { about } = (await pass.forThisPage()) ?? {};
  const home = /** @type {HTMLElement} */ (document.querySelector("[data-home]"));
  const tell = /** @type {HTMLElement} */ (document.querySelector("[data-tell]"));
  if (!about) return;
  for (const way of /** @type {NodeListOf<HTMLAnchorElement>} */ (home.querySelectorAll("[data-tool]"))) {
    way.href = `${about}/tools/${way.dataset.tool}`;
  }
  home.hidden = false;
  tell.dataset.about = about;
  await offer(tell);
}
