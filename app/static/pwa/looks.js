// How the activity looks to whoever sits at it: in whose words it asks, and in which clothes. Chosen at any time, it holds
// for the sitting, also after the tablet was switched off. It says nothing of anybody, and ends with the sitting.

import * as store from "./store.js";

/** What is remembered, by the name of its control. */
const NAMES = ["band", "theme-of-it"];

/** @param {HTMLFormElement} form */
export async function remember(form) {
  const path = location.pathname;
  const look = await store.setting("look").catch(() => undefined);
  if (look?.path === path) {
    for (const name of NAMES) {
      const choice = [...form.elements].find((one) =>
        one instanceof HTMLInputElement && one.name === name && one.value === look[name]
      );
      if (choice instanceof HTMLInputElement) choice.checked = true;
    }
    await dress(form);
  }
  form.addEventListener("change", async ({ target }) => {
    if (!NAMES.includes(/** @type {HTMLInputElement} */ (target).name)) return;
    await dress(form);
    const chosen = NAMES.map((name) => [name, `${new FormData(form).get(name) ?? ""}`]);
    store.set("look", { path, ...Object.fromEntries(chosen) }).catch(() => {});
  });
}

/** What dresses it comes when other clothes than its own are asked for. @param {HTMLFormElement} form */
async function dress(form) {
  const theme = new FormData(form).get("theme-of-it");
  if (theme || form.dataset.theme) await (await import("./themes.js")).wear(form, `${theme ?? ""}`);
}
