// A pad of digits for a PIN: no field, so that no browser offers to remember what is typed.

import { TYPED } from "./pin.js";

const LONGEST = 8;

/**
 * @param {HTMLElement} pad
 * @param {(pin: string) => Promise<void>} whole  what to do with a PIN once it is typed; the pad is empty again after it
 */
export function keypad(pad, whole) {
  let typed = "";
  let busy = false;
  const dots = /** @type {HTMLElement} */ (pad.querySelector("[data-dots]"));

  pad.addEventListener("click", ({ target }) => {
    const button = target instanceof Element && target.closest("button");
    if (button instanceof HTMLButtonElement) press(button.dataset.key ?? "");
  });
  document.addEventListener("keydown", (event) => {
    if (pad.closest("[hidden]") || event.ctrlKey || event.metaKey || event.altKey) return;
    const on = event.target instanceof HTMLButtonElement && event.key === "Enter";
    if (!on) press({ Backspace: "back", Enter: "done" }[event.key] ?? event.key);
  });
  show();

  /** @param {string} key */
  async function press(key) {
    if (busy) return;
    if (/^\d$/.test(key) && typed.length < LONGEST) typed += key;
    if (key === "back") typed = typed.slice(0, -1);
    show();
    if (key !== "done" || !TYPED.test(typed)) return;
    busy = true;
    pad.dataset.busy = "";
    await whole(typed).catch(() => {});
    typed = "";
    busy = false;
    delete pad.dataset.busy;
    show();
  }

  function show() {
    dots.textContent = "●".repeat(typed.length);
    pad.querySelector("[data-key=done]")?.setAttribute("aria-disabled", `${!TYPED.test(typed)}`);
  }
}
