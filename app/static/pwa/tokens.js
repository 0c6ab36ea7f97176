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
    for (const form of forms) {
      /** @type {HTMLInputElement} */ (form.elements.namedItem("csrf_token")).value = csrf;
    }
    return "fresh";
  } catch {
    return "no-connection";
  }
}

/** Sent only when someone will take it; else it says what stands in the way, beside the button. @param {HTMLFormElement} form */
async function send(form) {
  const now = await renew();
  if (now === "fresh") return form.submit();
  for (const words of document.querySelectorAll("[data-when-form]")) {
    if (!(words instanceof HTMLElement)) continue;
    words.hidden = words.dataset.whenForm !== now;
    if (!words.hidden) form.append(words);
  }
}

for (const form of forms) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form);
  });
}
if (forms.length) {
  addEventListener("visibilitychange", () => document.visibilityState === "visible" && renew());
  setInterval(renew, OFTEN);
}
