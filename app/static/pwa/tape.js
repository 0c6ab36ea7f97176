// A tape: sound from the microphone, handed on in parts of three seconds as it is made, so that whatever ends it takes no
// more than the last of them.

const PART_MS = 3000;
const LONGEST_MS = 10 * 60_000;
const NEARLY_MS = 9 * 60_000;
/** Bytes that go into one part at most, where a browser hands over all at once. */
const MOST = 150_000;
const BITS = 24_000;
const SORTS = ["audio/webm;codecs=opus", "audio/mp4;codecs=mp4a.40.2", "audio/mp4"];

/**
 * `part` keeps one and rejects where it cannot; `changed` hears of a pause or going on; `nearly` that a minute is left;
 * `ending` that the last of it is on its way; `ended` why it ended: the child's own `stop`, `long`, `lost` microphone, or the error with which a part was not kept.
 *
 * @typedef {{part: (place: number, ms: number, sound: Uint8Array) => Promise<unknown>, changed: (runs: boolean) => void,
 *   nearly: () => void, ending: () => void, ended: (why: unknown) => void}} Told
 */

/**
 * @param {MediaStream} stream  which ends with the tape
 * @param {Told} told
 */
export function run(stream, told) {
  const mimeType = SORTS.find((sort) => MediaRecorder.isTypeSupported(sort));
  const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: BITS });
  const [track] = stream.getAudioTracks();
  /** What is kept, for the child to listen to while the page is open. @type {Blob[]} */
  const kept = [];
  let place = 0;
  let before = 0;
  /** When it last went on; none while it waits. @type {number | undefined} */
  let since = performance.now();
  /** @type {unknown} */
  let why;
  let handedOn = Promise.resolve();

  const ms = () => Math.round(before + (since === undefined ? 0 : performance.now() - since));
  const clock = setInterval(() => {
    if (ms() >= LONGEST_MS) stop("long");
    else if (ms() >= NEARLY_MS) told.nearly();
  }, 250);

  recorder.addEventListener("dataavailable", ({ data }) => {
    const until = ms();
    handedOn = handedOn.then(() => hand(data, until));
  });
  recorder.addEventListener("stop", () => stop("lost"));
  recorder.addEventListener("error", () => stop("lost"));
  track.addEventListener("ended", () => stop("lost"));
  track.addEventListener("mute", pause); // a telephone call takes the microphone
  addEventListener("visibilitychange", away);
  addEventListener("pagehide", away);
  recorder.start(PART_MS);

  return {
    pause,
    goOn,
    stop: () => stop("stop"),
    ms,
    sound: () => new Blob(kept, { type: recorder.mimeType }),
  };

  /** @param {Blob} data @param {number} until */
  async function hand(data, until) {
    try {
      for (let at = 0; at < data.size && !failed(); at += MOST) {
        const piece = data.slice(at, at + MOST);
        await told.part(place, until, new Uint8Array(await piece.arrayBuffer()));
        place += 1;
        kept.push(piece);
      }
    } catch (error) {
      stop(error);
      why = error; // a gap would spoil what comes after it
    }
  }

  function failed() {
    return why instanceof Error || why instanceof DOMException;
  }

  function away() {
    if (document.visibilityState === "hidden") pause();
  }

  /** Nobody is listened to who cannot see that it listens. What is said so far goes on its way at once. */
  function pause() {
    if (recorder.state !== "recording") return;
    recorder.requestData();
    recorder.pause();
    before = ms();
    since = undefined;
    told.changed(false);
  }

  function goOn() {
    if (recorder.state !== "paused") return;
    recorder.resume();
    since = performance.now();
    told.changed(true);
  }

  /** @param {unknown} reason */
  function stop(reason) {
    if (why !== undefined) return;
    why = reason;
    told.ending();
    before = ms();
    since = undefined;
    clearInterval(clock);
    removeEventListener("visibilitychange", away);
    removeEventListener("pagehide", away);
    const silent = recorder.state === "inactive"
      ? Promise.resolve()
      : new Promise((done) => recorder.addEventListener("stop", done, { once: true }));
    if (recorder.state !== "inactive") recorder.stop();
    for (const each of stream.getTracks()) each.stop();
    silent.then(() => handedOn).then(() => told.ended(why));
  }
}
