// A worker's pages: GOV.UK's own small behaviours, and forms that a long wait does not spoil.

import { Button, createAll, ErrorSummary, PasswordInput } from "../lib/govuk.js";

createAll(ErrorSummary);
createAll(Button);
createAll(PasswordInput);

/** A form's token runs out; when one comes back to the page it is made new, and nothing that was typed is touched. */
async function renewTokens() {
  /** @type {NodeListOf<HTMLInputElement>} */
  const tokens = document.querySelectorAll("form input[name=csrf_token]");
  if (document.visibilityState !== "visible" || !tokens.length) return;
  const response = await fetch("/session", { headers: { Accept: "application/json" } });
  if (!response.ok) return;
  const { csrf } = await response.json();
  for (const token of tokens) token.value = csrf;
}

addEventListener("visibilitychange", () => renewTokens().catch(() => {}));
setInterval(() => renewTokens().catch(() => {}), 20 * 60_000);
