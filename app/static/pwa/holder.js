// Who holds the pen, in whose words it is asked, in which language it is said: one control, on the hill and in every room,
// with one set of fields. Whoever is in a room changes it there, and stays there.

import { lay } from "./style.js";

/** @param {HTMLFormElement} form */
export async function stand(form) {
  const holder = /** @type {HTMLDetailsElement | null} */ (form.querySelector("[data-holder]"));
  if (!holder) return;
  await lay(holder.querySelector("template")?.content.children ?? []);
  if (parent !== self) await spoken(holder).catch(() => {});
  new MutationObserver(() => follow(holder)).observe(document.body, { attributeFilter: ["data-at"] });
  // touched, it is done; with keys one may still be on the way to another
  holder.addEventListener("click", ({ target, detail }) => {
    if (detail && target instanceof Element && target.closest("[data-section] .choice label")) {
      setTimeout(shut);
    }
  });

  function shut() {
    holder?.querySelector("summary")?.focus({ preventScroll: true });
    holder?.removeAttribute("open");
  }
}

/** It is where one is: open on the hill, and one picture in a room. @param {HTMLDetailsElement} holder */
function follow(holder) {
  const place = document.getElementById(document.body.dataset.at ?? "");
  const room = place?.querySelector(".room-head, .leaf-said");
  if (room) room.append(holder);
  else if (place?.id === "hill") place.append(holder);
  holder.open = !room;
}

/** What the worker said that they speak together is said first. @param {HTMLElement} holder */
async function spoken(holder) {
  const list = /** @type {HTMLSelectElement | null} */ (holder.querySelector("[name=tongue]"));
  const { tongues } = await import("./visit.js");
  const together = list ? await tongues() : [];
  for (const [value, word] of together) {
    const there = [...list?.options ?? []].some((one) => one.value === value);
    if (!there) list?.options.add(new Option(word, value), list.options[list.options.length - 1]);
  }
  if (list && together.length) list.value = together[0][0];
}
