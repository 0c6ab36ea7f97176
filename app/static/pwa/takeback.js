// At the goodbye: whoever was asked who may see something can say at once that nobody is to, after all. It is offered
// whatever was said, so that it tells nobody else that somebody was named.

import * as outbox from "./outbox.js";
import { standing } from "./readback.js";
import { hold } from "./release.js";
import { ALONE, share } from "./sharing.js";

/** @param {HTMLElement} place */
export async function offer(place) {
  const { agreed, shown = [] } = await standing();
  /** Of each thing, the entry that takes it back. @type {Set<string>} */
  const waiting = new Set();
  outbox.listen(({ event, id = "", aside }) => {
    if (!waiting.has(id) || event === "added") return;
    waiting.delete(id);
    if (aside || event === "refused") return say("failed");
    if (!waiting.size && place.dataset.state === "kept") say("sent");
  });
  place.querySelector("button")?.addEventListener("click", async () => {
    if (!["", "failed"].includes(place.dataset.state ?? "")) return;
    say("keeping");
    try {
      for (const id of await Promise.all(shown.map((item) => share(item, ALONE)))) waiting.add(id);
      say(waiting.size ? "kept" : "sent");
    } catch {
      say("failed");
    }
    /** @type {HTMLElement | null} */ (place.querySelector("[role=status]"))?.focus();
  });
  place.hidden = !agreed.length;

  /** @param {string} state */
  function say(state) {
    place.dataset.state = state;
    hold(place, state === "keeping");
  }
}
