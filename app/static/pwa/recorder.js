// Saying something out loud, as the child sees it: who will hear it, the red bar while the tablet listens, and what was
// said, to listen to or to take out.

import { NoPass } from "./entry.js";
import { base64 } from "./seal.js";
import { clock, copied, hang } from "./take.js";
import { run } from "./tape.js";

const TICK = 500;

/**
 * @param {HTMLElement} element  the question
 * @param {import("./activity.js").Given} given
 * @returns {Promise<{ask: () => void}>}
 */
export async function lay(element, { keep, unfinished, recalled }) {
  const recorder = copied("recorder");
  await dressed();
  element.querySelector("[data-recording]")?.append(recorder);
  const [asked, told] = /** @type {NodeListOf<HTMLElement>} */ (element.querySelectorAll("[data-aloud]"));
  told.hidden = asked.hidden;
  const question = element.dataset.question ?? "";
  const here = { element, recorder, keep, note };
  const part = (
    /** @type {string} */ name,
  ) => /** @type {HTMLElement} */ (recorder.querySelector(`[data-${name}]`));
  /** @type {ReturnType<typeof run> | undefined} */
  let tape;

  part("start").addEventListener("click", start);
  part("not-now").addEventListener("click", () => show(""));
  part("pause").addEventListener(
    "click",
    () => state() === "paused" ? tape?.goOn() : tape?.pause(),
  );
  part("stop").addEventListener("click", () => tape?.stop());
  element.addEventListener("finish", () => {
    if (tape) return tape.stop();
    if (element.dataset.state === "open") element.dataset.state = "keeping"; // until it is taken out again
    show("");
  });
  for (const { item, ms, state } of recalled?.takes ?? []) hang(here, item, undefined, ms, state);

  return { ask };

  function ask() {
    if (state()) return;
    note();
    if (document.body.hasAttribute("data-cannot-keep")) return note("no-pass");
    show("before");
    part("before").focus();
  }

  /** It is known that it can be kept before a word is said. */
  async function start() {
    if (state() !== "before") return;
    show("asking");
    globalThis.speechSynthesis?.cancel(); // what is read aloud is not what the child says
    const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } }).catch(() =>
      undefined
    );
    if (!stream) return show("", "refused");
    if (state() !== "asking") return stop(stream); // the child has left meanwhile
    const name = crypto.randomUUID();
    unfinished(true);
    element.dataset.state = "open";
    try {
      const item = await keep({ question, content: JSON.stringify({ recording: name }) });
      if (state() === "asking") return listen(stream, item, name);
      stop(stream);
      await keep({ question, out: item });
      leave("");
    } catch (error) {
      stop(stream);
      leave(error instanceof NoPass ? "no-pass" : "no-room");
    }
  }

  /** @param {MediaStream} stream @param {string} item @param {string} name */
  function listen(stream, item, name) {
    const awake = stayAwake();
    const piece = async (
      /** @type {number} */ place,
      /** @type {number} */ ms,
      /** @type {Uint8Array} */ sound,
    ) => {
      places = place + 1;
      length = ms;
      await keep({
        question,
        item,
        part: JSON.stringify({ recording: name, place, ms, sound: base64(sound) }),
      });
      element.dataset.taping = `${item} ${ms}`; // a tablet that is switched off now knows of it
    };
    let places = 0;
    let length = 0;
    const time = setInterval(() => part("time").textContent = clock(tape?.ms() ?? 0), TICK);
    const nothing = new Uint8Array();
    tape = run(stream, {
      part: piece,
      changed: (runs) => show(runs ? "recording" : "paused"),
      nearly: () => note("nearly"),
      ending: () => element.dataset.state = "keeping",
      ended: async (why) => {
        clearInterval(time);
        const { sound } = /** @type {NonNullable<typeof tape>} */ (tape);
        tape = undefined;
        awake.then((lock) => lock?.release()).catch(() => {});
        const broken = typeof why !== "string";
        try {
          if (!places) await keep({ question, out: item });
          else if (!broken) await piece(places, length, nothing);
        } catch { /* its end is missing, and those who read it are told so */ }
        delete element.dataset.taping;
        if (places) hang(here, item, sound(), length);
        leave(broken ? (places ? "full" : "no-room") : why === "stop" ? "" : `${why}`);
      },
    });
    show("recording");
    part("bar").focus();
  }

  function state() {
    return recorder.dataset.state ?? "";
  }

  /** @param {string} told */
  function leave(told) {
    element.dataset.state = "";
    unfinished(false);
    show("", told);
    /** @type {HTMLElement} */ (element.querySelector("[data-say]")).focus();
  }

  /** @param {string} now @param {string} [told] */
  function show(now, told) {
    recorder.dataset.state = now;
    if (!now || now === "recording") note(told);
    /** @type {HTMLElement} */ (element.querySelector("[data-say]")).hidden = Boolean(now);
    if (now === "recording") part("time").textContent = clock(tape?.ms() ?? 0);
  }

  /** @param {string} [name] */
  function note(name) {
    /** @type {NodeListOf<HTMLElement>} */
    const notes = recorder.querySelectorAll("[data-note]");
    for (const each of notes) each.hidden = each.dataset.note !== name;
  }
}

/** @param {MediaStream} stream */
function stop(stream) {
  for (const track of stream.getTracks()) track.stop();
}

/** A tablet that falls asleep stops listening. */
async function stayAwake() {
  return await navigator.wakeLock?.request("screen").catch(() => undefined);
}

/** Its own sheet comes when it is first wanted. */
function dressed() {
  const address =
    /** @type {HTMLElement} */ (document.querySelector("template[data-recorder]")).dataset.sheet ?? "";
  if (document.querySelector(`link[href="${address}"]`)) return;
  const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address });
  document.head.append(sheet);
  return new Promise((done) => sheet.onload = sheet.onerror = done);
}
