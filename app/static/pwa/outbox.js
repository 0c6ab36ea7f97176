// What was written on this device and has not reached the server: sealed, in the order written. Page and worker share
// this module. It needs nobody signed in, and nothing empties it but the server's own receipt.

import { counted } from "./mark.js";
import { deliver, takeUp } from "./sending.js";
import * as store from "./store.js";

const MOST_BOXES = 25;
/** How long a sent box is kept, in case the server is restored from an earlier backup and asks for it again. */
const KEPT = 7 * 24 * 3600_000;
const FIRST_WAIT = 5_000;
const LONGEST_WAIT = 300_000;

/** Between tries: doubling, and never two devices in step. */
let wait = FIRST_WAIT;
let notBefore = 0;

const channel = globalThis.BroadcastChannel ? new BroadcastChannel("outbox") : undefined;

/**
 * What the outbox tells pages: `added` and `sent` with the entry's id (and whether a person must look at it first),
 * `refused`, or `progress` with numbers.
 *
 * @typedef {{event: "added" | "sent" | "refused" | "progress", id?: string, aside?: boolean, sent?: number, all?: number}} News
 */

/** @param {(news: News) => void} hear */
export function listen(hear) {
  const ears = globalThis.BroadcastChannel ? new BroadcastChannel("outbox") : undefined;
  ears?.addEventListener("message", (message) => hear(message.data));
}

/** @param {News} news */
const tell = (news) => channel?.postMessage(news);

/**
 * Done when it is on the disk. What is sent already makes room where there is none.
 *
 * @param {import("./seal.js").Box} box
 * @param {store.Waiting} [state]
 */
export async function add(box, state = "waiting") {
  try {
    await put(box, state);
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "QuotaExceededError") || !(await makeRoom(0))) {
      throw error;
    }
    await put(box, state);
  }
  tell({ event: "added", id: box.id });
}

/** @param {import("./seal.js").Box} box @param {store.Waiting} state */
const put = async (box, state) => counted(await store.put({ ...box, state, addedAt: Date.now() }));

/** How long the one that waits longest has waited, in ms. */
export async function oldest() {
  const states = /** @type {const} */ (["waiting", "beside", "part", "later", "later beside", "later part"]);
  const first = (await Promise.all(states.map((state) => store.held(state, 1)))).flat();
  return Math.max(0, ...first.map(({ addedAt }) => addedAt ? Date.now() - addedAt : 0));
}

/** However many parts of what was said out loud still wait, they are one thing; what is said beside things is one where
 * nothing else waits. @returns {Promise<{waiting: number, help: number}>} */
export const counts = async () => ({
  waiting: await total("waiting", "later") + Math.min(1, await total("part", "later part")) ||
    Math.min(1, await total("beside", "later beside")),
  help: await store.count("help"),
});

/** @param {store.State[]} states */
const total = async (...states) =>
  (await Promise.all(states.map(store.count))).reduce((sum, count) => sum + count, 0);

/** What was refused is asked about again when a page opens: the server may know the pass or the key by then. */
export async function askAgain() {
  for (const box of await store.held("help")) await store.put({ ...box, state: "waiting", why: undefined });
}

/**
 * Send what waits, oldest first, in one tab at a time. Ends when nothing waits, or at the first sign of no connection.
 *
 * @param {{now?: boolean, turn?: boolean}} [how]  `now` tries even while it is resting between tries; `turn` waits for
 *   one that is under way, which may have looked for the last time before this was put in
 * @returns {Promise<boolean>} whether nothing waits any more
 */
export async function flush({ now = false, turn = now } = {}) {
  const may = () => now || Date.now() >= notBefore;
  if (!navigator.locks) return may() && sendAll(); // older browsers may send a thing twice; the server keeps it once
  // what asks for now waits its turn: another's try may be failing over a line that has just come back
  const done = await navigator.locks.request(
    "outbox",
    { ifAvailable: !turn },
    (lock) => !!lock && may() && sendAll(),
  );
  return done ?? false;
}

async function sendAll() {
  await takeUp();
  const all = await store.count("waiting");
  let sent = 0;
  for (let most = 1;; most = Math.min(most * 2, MOST_BOXES)) {
    const things = await store.count("waiting");
    const next = things ? "waiting" : await store.count("beside") ? "beside" : "part";
    if (next === "part" && !(await store.count("part"))) break;
    if (all > 1) tell({ event: "progress", sent, all: Math.max(all, sent + things) });
    try {
      // words before what was said out loud: they are small
      const done = await deliver(await store.held(next, most), tell);
      if (things) sent += done;
    } catch {
      rest();
      return false;
    }
  }
  if (all > 1) tell({ event: "progress", sent, all: sent });
  [wait, notBefore] = [FIRST_WAIT, 0];
  await makeRoom(KEPT);
  return !(await total("later", "later beside", "later part"));
}

/** Let go of sent boxes older than this. @param {number} age @returns {Promise<number>} how many */
async function makeRoom(age) {
  const old = (await store.held("sent")).filter((box) => Date.now() - (box.sentAt ?? 0) >= age);
  for (const box of old) await store.remove(/** @type {number} */ (box.number));
  return old.length;
}

function rest() {
  notBefore = Date.now() + wait * (0.5 + Math.random());
  wait = Math.min(wait * 2, LONGEST_WAIT);
}
