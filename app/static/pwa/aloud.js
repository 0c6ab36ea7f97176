// Reads aloud what stands on the page, in a voice of this device's own: none that would send the words away is offered.

const tongue = document.documentElement.lang || "en";
const speech = globalThis.speechSynthesis;
const READS = "[data-aloud]";

/** Which button is reading at this moment. @type {HTMLElement | undefined} */
let reading;

export function offer() {
  if (!speech) return;
  show();
  // asked for late: many browsers know their voices only a moment after the page
  speech.addEventListener("voiceschanged", show);
  addEventListener("click", ({ target }) => {
    if (!(target instanceof Element)) return;
    const button = target.closest(READS);
    if (button instanceof HTMLElement) press(button);
    else if (target.closest("[data-another]")) again(target);
    else name(target.closest("[data-audience], [data-sticker], [data-figure]"));
  });
  addEventListener("input", ({ target }) => {
    if (target instanceof HTMLInputElement && target.dataset.pick !== undefined && target.checked) {
      name(target.closest("label"));
    }
  });
  addEventListener("pagehide", quiet);
  addEventListener("visibilitychange", () => document.hidden && quiet());
}

/** The page's own language as it is spoken here, or else another way of speaking it. */
function voice() {
  const own = speech.getVoices().filter(({ localService }) => localService);
  const speaks = (/** @type {SpeechSynthesisVoice} */ { lang }) => lang.replace("_", "-").toLowerCase();
  const wanted = tongue.toLowerCase();
  return own.find((one) => speaks(one) === wanted) ??
    own.find((one) => speaks(one).split("-")[0] === wanted.split("-")[0]);
}

/** The buttons are there where they can do something. */
function show() {
  for (const button of document.querySelectorAll(READS)) button.toggleAttribute("hidden", !voice());
}

/** Reads; pressed while it reads, it is quiet. @param {HTMLElement} button */
function press(button) {
  const stops = reading === button;
  quiet();
  document.documentElement.toggleAttribute("data-listens", !stops);
  if (!stops) say(words(button), button);
}

/** Whoever listens hears the next question too. @param {Element} target */
function again(target) {
  const button = target.closest("[data-question]")?.querySelector(READS);
  if (!listens() || !(button instanceof HTMLElement)) return;
  quiet();
  setTimeout(() => say(words(button), button)); // when it stands there
}

/** Whoever listens hears the word of the picture they touch. @param {Element | null} picture */
function name(picture) {
  if (!listens() || !picture) return;
  quiet();
  say(picture.getAttribute("aria-label") ?? picture.textContent ?? "");
}

const listens = () => document.documentElement.dataset.listens !== undefined;

/** What is seen of the text that a button reads: of the element it names, or of what was asked around it. @param {HTMLElement} button */
function words(button) {
  const text = document.getElementById(button.dataset.aloud ?? "") ?? button.parentElement;
  const lines = [...text?.querySelectorAll("[data-prompt], [data-line]") ?? []];
  const seen = lines.filter((line) => line.checkVisibility());
  return seen.length ? seen.map(({ textContent }) => textContent).join(". ") : text?.innerText ?? "";
}

/** @param {string} text @param {HTMLElement} [button] */
function say(text, button) {
  const spoken = voice();
  const said = new SpeechSynthesisUtterance(text.replace(/\s+/g, " ").trim());
  if (!spoken || !said.text) return;
  Object.assign(said, { voice: spoken, lang: spoken.lang, rate: 0.9 });
  reading = button;
  button?.setAttribute("aria-pressed", "true");
  said.addEventListener("end", () => reading === button && quiet());
  said.addEventListener("error", () => reading === button && quiet());
  speech.speak(said);
}

function quiet() {
  reading?.setAttribute("aria-pressed", "false");
  reading = undefined;
  speech.cancel();
}
