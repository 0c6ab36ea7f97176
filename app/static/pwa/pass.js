// The device's pass: with it, what is written here is delivered as the person who was signed in, whoever is by then.
// It can write and never read, so it lies here in clear; signing out takes it away.

import * as store from "./store.js";

const DAY = 24 * 3600_000;

/**
 * @typedef {{id: string, secret: string, user: string, write_until: string, seal: import("./seal.js").SealKey}} Pass
 */

/** The pass this device may write with now. @returns {Promise<Pass | undefined>} */
export async function current() {
  const pass = await store.setting("pass");
  return pass && Date.parse(pass.write_until) > Date.now() ? pass : undefined;
}

/**
 * Renewed while someone is signed in, a day after it was made or when another has signed in.
 *
 * @param {string} user  who is signed in, as the page says
 */
export async function renew(user) {
  const held = await store.setting("pass");
  if (held?.user !== user) await forget();
  else if (Date.now() - held.madeAt < DAY && held.madeAt <= Date.now()) return;
  const { csrf } = await ask("/session");
  const made = await ask("/passes", {
    method: "POST",
    body: JSON.stringify({ device: await device() }),
    headers: { "Content-Type": "application/json", "X-CSRFToken": csrf, Accept: "application/json" },
  });
  if (made.user === user) await store.set("pass", { ...made, madeAt: Date.now() });
}

/** No more may be written here as this person. What they wrote before is delivered all the same. */
export const forget = () => store.unset("pass");

/** This device's own name. @returns {Promise<string>} */
async function device() {
  const name = (await store.setting("device")) ?? crypto.randomUUID();
  await store.set("device", name);
  return name;
}

/** @param {string} address @param {RequestInit} [how] */
async function ask(address, how) {
  const response = await fetch(address, { headers: { Accept: "application/json" }, ...how });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}
