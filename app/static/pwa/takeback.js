// At the goodbye: whoever said that somebody else may see something can say at once that nobody is to, after all.

import * as outbox from "./outbox.js";
import { shown } from "./readback.js";
import { ALONE, share } from "./sharing.js";

/** @param {HTMLElement} place */
export function offer(place) {
  const items = shown();
  /** Of each thing, the entry that takes it back. @type {Set<string>} */
  const waiting = new Set();
  outbox.listen(({ event, id = "" }) => {
    if (event !== "sent" || !waiting.delete(id)) return;
    if (!waiting.size && place.dataset.state === "kept") place.dataset.state = "sent";
  });
  place.querySelector("button")?.addEventListener("click", async () => {
    if (["keeping", "kept", "sent"].includes(place.dataset.state ?? "")) return;
    place.dataset.state = "keeping";
    try {
      for (const item of items) waiting.add(await share(item, ALONE));
      place.dataset.state = "kept";
    } catch {
      place.dataset.state = "failed";
    }
  });
  place.hidden = !items.length;
}
