// How the activity looks to whoever sits at it: in whose words it asks, and in which clothes. Chosen at any time, for
// the sitting, also after the tablet was switched off. It says nothing of anybody.

import * as store from "./store.js";

/** What is remembered, by the name of its control. */
const NAMES = ["band", "theme-of-it"];

/** @param {HTMLFormElement} form */
export async function remember(form) {
  const path = location.pathname;
  let chosen = false;
  form.addEventListener("change", async ({ target }) => {
    if (!NAMES.includes(/** @type {HTMLInputElement} */ (target).name)) return;
    chosen = true;
    await dress(form);
    const look = NAMES.map((name) => [name, `${new FormData(form).get(name) ?? ""}`]);
    store.set("look", { path, ...Object.fromEntries(look) }).catch(() => {});
  });
  const look = await store.setting("look").catch(() => undefined);
  const names = parent === self ? NAMES : NAMES.slice(1); // on a lent tablet the visit says in whose words it asks
  if (look?.path === path && !chosen) names.forEach((name) => check(form, name, look[name]));
  await dress(form);
}

/** @param {HTMLFormElement} form @param {string} name @param {string} value */
function check(form, name, value) {
  /** @type {NodeListOf<HTMLInputElement>} */
  const choices = form.querySelectorAll(`[name="${name}"][type="radio"]`);
  for (const choice of choices) choice.checked ||= choice.value === value;
}

/** What dresses it comes when other clothes than its own are asked for. @param {HTMLFormElement} form */
async function dress(form) {
  const chosen = new FormData(form);
  if (chosen.get("band") === "younger") (await import("./ways.js")).offer(form);
  const theme = chosen.get("theme-of-it");
  if (theme || form.dataset.theme) await (await import("./themes.js")).wear(form, `${theme ?? ""}`);
}
