// Forms that a long wait does not spoil: their token is made new, and what was typed stays where it was typed.

const OFTEN = 20 * 60_000;
const forms = [
  .../** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-stays-fresh]")),
];

/** @returns {Promise<"fresh" | "signed-out" | "no-connection">} */
async function renew() {
  try {
    const response = await fetch("/session", { headers: { Accept: "application/json" } });
    if (response.status === 401) return "signed-out";
    const { csrf } = await response.json();
    /** @type {NodeListOf<HTMLInputElement>} */
    const tokens = document.querySelectorAll("input[name=csrf_token]");
    for (const token of tokens) token.value = csrf;
    return "fresh";
  } catch {
    return "no-connection";
  }
}

/**
 * Sent only when someone will take it; else it says what stands in the way, beside the button.
 *
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} [button]  the one that was pressed: what it says goes along
 */
export async function send(form, button) {
  const now = await renew();
  if (now === "fresh") return post(form, button);
  for (const words of document.querySelectorAll("[data-when-form]")) {
    if (!(words instanceof HTMLElement)) continue;
    words.hidden = words.dataset.whenForm !== now;
    if (!words.hidden) form.append(words);
  }
}

/** @param {HTMLFormElement} form @param {HTMLElement | null} [button] */
function post(form, button) {
  if (button instanceof HTMLButtonElement && button.name) {
    const said = document.createElement("input");
    Object.assign(said, { type: "hidden", name: button.name, value: button.value });
    form.append(said);
  }
  form.submit();
}

for (const form of forms) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form, event.submitter);
  });
}
if (forms.length) {
  addEventListener("visibilitychange", () => document.visibilityState === "visible" && renew());
  setInterval(renew, OFTEN);
}
