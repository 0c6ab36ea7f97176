// Reminders on every page: put in order at each opening, and given up at sign-out.

import * as pass from "./pass.js";
import * as store from "./store.js";
import { leave, repair } from "./subscription.js";

/** How long signing out waits for a browser that does not answer. */
const PATIENCE = 3000;

/** One tab at a time: two would subscribe against each other. @param {() => Promise<unknown>} what */
export const alone = (what) => navigator.locks ? navigator.locks.request("reminders", what) : what();

export async function putInOrder() {
  const [user, registration] = [pass.signedIn(), await navigator.serviceWorker?.getRegistration()];
  if (!user || !registration?.pushManager) return;
  await alone(() => repair(registration, user, !sessionStorage.getItem("opened")));
  sessionStorage.setItem("opened", "yes");
}

/** The form carries this device's name, so that the server forgets it together with the session. @param {HTMLFormElement} form */
export async function takeLeave(form) {
  const field = form.elements.namedItem("device");
  if (field instanceof HTMLInputElement) field.value = (await store.setting("device")) ?? "";
  if (!(await store.setting("reminders"))) return;
  await store.unset("reminders");
  const registration = await navigator.serviceWorker?.getRegistration();
  const late = new Promise((done) => setTimeout(done, PATIENCE));
  if (registration) await Promise.race([leave(registration), late]).catch(() => {});
}
