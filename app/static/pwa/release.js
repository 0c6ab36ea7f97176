// The worker, and a new release of it: it waits until nothing is unfinished in any tab, then takes over whole.

const HOUR = 3600_000;
/** How long the worker before it may take to end. */
const PATIENCE = 10_000;
const WORKER = "/worker.js";

/** What is unfinished on this page. @type {Set<Element>} */
const open = new Set();
/** Lets go of the lock that keeps a new release waiting. @type {(() => void) | undefined} */
let letGo;

/** Says whether something is unfinished here. While anything is, no release changes under it. @param {Element} element @param {boolean} yes */
export function hold(element, yes) {
  if (yes) open.add(element);
  else open.delete(element);
  if (open.size && !letGo) {
    const { promise, resolve } = withResolvers();
    letGo = resolve;
    navigator.locks?.request("unfinished", { mode: "shared" }, () => promise);
  } else if (!open.size && letGo) {
    letGo();
    letGo = undefined;
  }
}

/** Whether something is unfinished on this page. */
export const unfinished = () => open.size > 0;

export async function watch() {
  if (!navigator.serviceWorker) return;
  const registration = await navigator.serviceWorker.register(trusted(WORKER), {
    type: "module",
    updateViaCache: "none",
  });
  navigator.serviceWorker.ready.then(({ active }) =>
    navigator.serviceWorker.controller || active?.postMessage("claim") // on its way when it took over
  );
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", () => takeOver(registration));
  });
  takeOver(registration);
  setInterval(() => registration.update().catch(() => {}), HOUR);
  setInterval(() => takeOver(registration), HOUR / 60);
}

/** @param {ServiceWorkerRegistration} registration */
async function takeOver(registration) {
  if (!registration.waiting || !navigator.serviceWorker.controller || !navigator.locks) return;
  await navigator.locks.request("unfinished", { ifAvailable: true }, async (free) => {
    if (!free) return;
    const changed = new Promise((done) =>
      navigator.serviceWorker.addEventListener("controllerchange", done, { once: true })
    );
    registration.waiting?.postMessage("take over");
    await Promise.race([changed, new Promise((late) => setTimeout(late, PATIENCE))]);
    if (registration.waiting) return; // the worker before it is still busy: another time
    if (navigator.serviceWorker.controller && !open.size) location.reload();
  });
}

/** The one address that may become a worker. @param {string} address @returns {string} */
function trusted(address) {
  // @ts-ignore: not every browser has Trusted Types
  const policy = globalThis.trustedTypes?.createPolicy("rooftree-worker", {
    createScriptURL: (/** @type {string} */ asked) => {
      if (asked !== WORKER) throw new TypeError("not our worker");
      return asked;
    },
  });
  return policy ? policy.createScriptURL(address) : address;
}

function withResolvers() {
  /** @type {() => void} */
  let resolve = () => {};
  const promise = new Promise((done) => resolve = () => done(undefined));
  return { promise, resolve };
}
