// What is handed in at once becomes one sealed box in the outbox: one path for all that is written here.

import * as outbox from "./outbox.js";
import * as pass from "./pass.js";
import { seal } from "./seal.js";

/** There is no pass to deliver it with: nothing may be written here now. */
export class NoPass extends Error {}

/**
 * Resolves once it lies on the disk, and not before.
 *
 * @param {string} path  the address that its form posts to
 * @param {() => [string, string][] | Promise<[string, string][]>} fields  asked for when it is sure that it can be delivered
 * @param {import("./store.js").Waiting} [state]
 * @param {string} [id]  its name, where that was noted beforehand
 * @returns {Promise<string>} the entry's name. Rejects with NoPass, or when it could not be kept.
 */
export async function write(path, fields, state, id = crypto.randomUUID()) {
  const held = await pass.forThisPage();
  if (!held) throw new NoPass();
  const entry = {
    path,
    fields: await fields(),
    written_at: new Date().toISOString(),
    release: document.documentElement.dataset.release ?? "",
    pass: { id: held.id, secret: held.secret },
  };
  await outbox.add(await seal(id, JSON.stringify(entry), held.seal), state);
  return id;
}
