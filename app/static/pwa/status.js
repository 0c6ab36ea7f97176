// Says where things are: on this tablet, being sent, sent. The words stand in the page; here one is picked and numbers
// are put in. It says “sent” only after the server's receipt.

import * as outbox from "./outbox.js";
import * as store from "./store.js";

const LINGER = 4000;
/** What waits longer is said to. */
const DAY = 24 * 3600_000;
const DAYS = 3 * DAY;

export async function show() {
  const notice = document.querySelector("#outbox");
  if (!(notice instanceof HTMLElement)) return;
  outbox.listen((news) => hear(notice, news));
  await tell(notice);
}

/** Say it as it is now. */
export async function refresh() {
  const notice = document.querySelector("#outbox");
  if (notice instanceof HTMLElement) await tell(notice);
}

/** @param {HTMLElement} notice @param {outbox.News} news */
async function hear(notice, { event, sent = 0, all = 0 }) {
  if (event === "progress" && sent < all) return say(notice, "sending", { sent, all });
  await tell(notice);
}

/** @param {HTMLElement} notice */
async function tell(notice) {
  const { waiting, help } = await outbox.counts();
  const before = Number(notice.dataset.waiting);
  notice.dataset.waiting = `${waiting}`;
  notice.dataset.help = `${help}`;
  const lost = await store.setting("lost");
  if (lost) return say(notice, "lost", { num: lost });
  if (waiting) return say(notice, age(await outbox.oldest()), { num: waiting });
  if (help) return say(notice, "help", {});
  if (!before) return void (notice.hidden = notice.dataset.state !== "sent");
  say(notice, "sent", {});
  setTimeout(() => notice.dataset.state === "sent" && (notice.hidden = true), LINGER);
}

/** @param {number} ms  how long something has waited */
const age = (ms) => ms < DAY ? "waiting" : ms < DAYS ? "waiting-day" : "waiting-days";

/** @param {HTMLElement} notice @param {string} state @param {Record<string, number>} numbers */
function say(notice, state, numbers) {
  notice.dataset.state = state;
  notice.hidden = false;
  const words = notice.querySelector(`[data-when="${state}"]`);
  if (words instanceof HTMLElement && Object.keys(numbers).length) words.textContent = filled(words, numbers);
}

/** @param {HTMLElement} words @param {Record<string, number>} numbers */
export function filled(words, numbers) {
  const form = new Intl.PluralRules(document.documentElement.lang || "en").select(numbers.num ?? 0);
  const text = words.dataset[form] ?? words.dataset.other ?? "";
  return text.replace(/\{(\w+)\}/g, (_all, name) => new Intl.NumberFormat().format(numbers[name]));
}
