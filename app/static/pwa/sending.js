// Brings boxes to the server and believes nothing but its own receipts.

import * as store from "./store.js";

const MOST_LETTERS = 500_000;
const PATIENCE = 60_000;
/** More than a day's things have come from here: each box has its receipt all the same. */
const TOO_MANY = 429;
/** Where the server does not say how long to wait, and the longest that it may say, in seconds. */
const A_WHILE = 3600;
const LONGEST = 24 * 3600;
/** What each is while it rests. @type {Record<store.Waiting, store.State>} */
const LATER = { waiting: "later", beside: "later beside", part: "later part" };

/** What the server asked for again, once: it need not ask twice. @type {Set<number>} */
const offered = new Set();

/** A first handful that one request can carry: one box at least. @param {store.Held[]} held */
function fitting(held) {
  let letters = 0;
  return held.filter((box, place) => (letters += box.text.length) < MOST_LETTERS || place === 0);
}

/**
 * @typedef {(news: import("./outbox.js").News) => void} Tell
 * @param {store.Held[]} waiting  oldest first: as many of them go as one request can carry
 * @param {Tell} tell
 * @returns {Promise<number>} how many have their receipt now. Rejects at anything but an answer of the server's own.
 */
export async function deliver(waiting, tell) {
  const held = fitting(waiting);
  const boxes = held.map(({ v, id, kid, key, iv, text, number }) => ({ v, id, kid, key, iv, text, number }));
  const response = await fetch("/sealed", {
    method: "POST",
    body: JSON.stringify({ boxes, counted: await store.highest() }),
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    credentials: "omit",
    redirect: "error",
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (response.status === 413 && held.length === 1) return settle(held[0], "refused", "too big", tell);
  const { receipts, missing, over = [] } = await read(response, held);
  const mine = await store.setting("pass");
  if (over.includes(mine?.id)) await store.unset("pass"); // it was stopped: what more is written here says so at once
  let sent = 0;
  const after = Date.now() + 1000 * Math.min(Number(response.headers.get("Retry-After")) || A_WHILE, LONGEST);
  for (const [place, box] of held.entries()) {
    if (receipts[place].status === "later") await putOff(box, after);
    else sent += await settle(box, receipts[place].status, receipts[place].why, tell);
  }
  await offerAgain(missing);
  return sent;
}

/**
 * A portal's page, a proxy's error, half an answer: none of them is a receipt.
 *
 * @param {Response} response
 * @param {store.Held[]} held
 * @returns {Promise<{receipts: {id: string, status: string, why: string}[], missing?: number[], over?: string[]}>}
 */
async function read(response, held) {
  const answer = response.ok || response.status === TOO_MANY ? await response.json() : undefined;
  if (!held.every((box, place) => answer?.receipts?.[place]?.id === box.id)) throw new Error("not a receipt");
  return answer;
}

/** @param {store.Held} box @param {string} status @param {string} why @param {Tell} tell */
async function settle(box, status, why, tell) {
  if (status === "kept" || status === "aside") {
    await store.put({ ...box, state: "sent", sentAt: Date.now() });
    tell({ event: "sent", id: box.id, aside: status === "aside" });
    return 1;
  }
  if (status !== "refused") throw new Error("not a receipt");
  await store.put({ ...box, state: "help", why });
  tell({ event: "refused", id: box.id });
  return 0;
}

/** It stays here and stops nothing else. @param {store.Held} box @param {number} after */
const putOff = (box, after) =>
  store.put({ ...box, state: LATER[/** @type {store.Waiting} */ (box.state)], after });

/** What has rested long enough waits again: also where the clock was put back since. */
export async function takeUp() {
  for (const [state, later] of /** @type {[store.Waiting, store.State][]} */ (Object.entries(LATER))) {
    for (let [box] = await store.held(later, 1); box && isRested(box); [box] = await store.held(later, 1)) {
      await store.put({ ...box, state, after: undefined });
    }
  }
}

/** @param {store.Held} box */
const isRested = ({ after = 0 }) => after <= Date.now() || after > Date.now() + 1000 * LONGEST;

/** The server may have been put back to an earlier day: what it no longer has goes out again. @param {number[]} missing */
async function offerAgain(missing = []) {
  for (const number of missing.filter((number) => !offered.has(number))) {
    offered.add(number);
    const box = await store.numbered(number);
    if (box?.state === "sent") await store.put({ ...box, state: "waiting" });
  }
}
