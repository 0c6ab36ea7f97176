// The device's own database, in a few verbs. Nothing in it tells who wrote what: boxes are sealed, the rest is the
// device's name, its pass, which sitting is open, and whether reminders are on.

const NAME = "rooftree";
const VERSION = 1;

/**
 * A `part` waits too, and is part of a thing that is counted once; so does what is said `beside` one.
 * What the server would rather have later rests until `after`, by this device's clock, and waits again then.
 *
 * @typedef {"waiting" | "beside" | "part"} Waiting
 * @typedef {Waiting | "later" | "later beside" | "later part" | "sent" | "help"} State
 * @typedef {import("./seal.js").Box & {number?: number, state: State, why?: string, addedAt?: number,
 *   sentAt?: number, after?: number}} Held
 */

/** @type {Promise<IDBDatabase> | undefined} */
let opening;

function open() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      const outbox = request.result.createObjectStore("outbox", { keyPath: "number", autoIncrement: true });
      outbox.createIndex("state", "state");
      outbox.createIndex("id", "id");
      request.result.createObjectStore("settings");
    };
    request.onsuccess = () => {
      request.result.onclose = forget;
      request.result.onversionchange = () => (request.result.close(), forget());
      resolve(request.result);
    };
    request.onerror = () => (forget(), reject(request.error));
  });
  return opening;
}

function forget() {
  opening = undefined;
}

/**
 * Done when it is on the disk, not before. Tried once more over a new connection, since iOS drops it in the background.
 *
 * @template T
 * @param {string} name
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} ask
 * @returns {Promise<T>}
 */
async function run(name, mode, ask) {
  try {
    return await attempt(await open(), name, mode, ask);
  } catch (error) {
    if (!lostConnection(error)) throw error;
    forget();
    return attempt(await open(), name, mode, ask);
  }
}

/** @param {unknown} error */
const lostConnection = (error) =>
  error instanceof DOMException && ["InvalidStateError", "UnknownError"].includes(error.name);

/**
 * @template T
 * @param {IDBDatabase} database
 * @param {string} name
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} ask
 * @returns {Promise<T>}
 */
function attempt(database, name, mode, ask) {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(name, mode, { durability: "strict" });
    transaction.onerror = transaction.onabort = () => reject(transaction.error ?? request.error);
    const request = ask(transaction.objectStore(name));
    transaction.oncomplete = () => resolve(request.result);
  });
}

/** The running number this device gives it. @param {Held} held @returns {Promise<number>} */
export const put = (held) =>
  run("outbox", "readwrite", (store) => /** @type {IDBRequest<number>} */ (store.put(held)));
/** @param {number} number */
export const remove = (number) => run("outbox", "readwrite", (store) => store.delete(number));
/** @param {State} state @returns {Promise<number>} */
export const count = (state) => run("outbox", "readonly", (store) => store.index("state").count(state));
/** In the order written, at most `most`. @param {State} state @param {number} [most] @returns {Promise<Held[]>} */
export const held = (state, most) =>
  run("outbox", "readonly", (store) => store.index("state").getAll(state, most));
/** @param {number} number @returns {Promise<Held | undefined>} */
export const numbered = (number) => run("outbox", "readonly", (store) => store.get(number));

/** @param {string} id @returns {Promise<boolean>} */
export const isHeld = async (id) =>
  !!(await run("outbox", "readonly", (store) => store.index("id").count(id)));

/** How far this device has counted. @returns {Promise<number>} */
export const highest = async () =>
  Number((await run("outbox", "readonly", (store) => store.openKeyCursor(null, "prev")))?.primaryKey ?? 0);

/** @param {string} name @returns {Promise<any>} */
export const setting = (name) => run("settings", "readonly", (store) => store.get(name));
/** @param {string} name @param {unknown} value */
export const set = (name, value) => run("settings", "readwrite", (store) => store.put(value, name));
/** @param {string} name */
export const unset = (name) => run("settings", "readwrite", (store) => store.delete(name));

/** All whose names begin so, by their names. @param {string} beginning @returns {Promise<[string, any][]>} */
export async function settings(beginning = "") {
  const range = IDBKeyRange.bound(beginning, `${beginning}\uffff`);
  const [names, values] = await Promise.all([
    run("settings", "readonly", (store) => store.getAllKeys(range)),
    run("settings", "readonly", (store) => store.getAll(range)),
  ]);
  return names.map((name, place) => [`${name}`, values[place]]);
}
