// The outbox against every way a network can lie: nothing leaves it but by the server's own receipt.

import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import * as outbox from "../../app/static/pwa/outbox.js";
import * as store from "../../app/static/pwa/store.js";

/** @param {string} id @returns {import("../../app/static/pwa/seal.js").Box} */
const box = (id, text = "t") => ({ v: 1, id, kid: "k", key: "p", iv: "i", text });

/** What the server was asked, in order. @type {{boxes: store.Held[], counted: number}[]} */
let asked = [];

/** @param {(delivery: {boxes: store.Held[], counted: number}) => Response | Promise<Response>} answer */
function server(answer) {
  globalThis.fetch = (_address, how) => {
    const delivery = JSON.parse(/** @type {string} */ (how?.body));
    asked.push(delivery);
    return Promise.resolve(answer(delivery));
  };
}

/** @param {unknown} answer @param {number} [status] */
const json = (answer, status = 200) =>
  new Response(JSON.stringify(answer), { status, headers: { "Content-Type": "application/json" } });

/** @param {{boxes: store.Held[]}} delivery */
const kept = ({ boxes }) => json({ receipts: boxes.map(({ id }) => ({ id, status: "kept" })), missing: [] });

/** @param {store.State} state */
const ids = async (state) => (await store.held(state)).map(({ id }) => id);

beforeEach(async () => {
  asked = [];
  for (
    const state of /** @type {store.State[]} */ ([
      "waiting",
      "beside",
      "part",
      "later",
      "later beside",
      "later part",
      "sent",
      "help",
    ])
  ) {
    for (const { number } of await store.held(state)) await store.remove(/** @type {number} */ (number));
  }
});

test("everything goes out in the order written, and is sent only with its receipt", async () => {
  for (const id of ["b", "a", "c", "d"]) await outbox.add(box(id));
  server(kept);
  assert.equal(await outbox.flush({ now: true }), true);
  assert.deepEqual(asked.flatMap(({ boxes }) => boxes.map(({ id }) => id)), ["b", "a", "c", "d"]);
  assert.deepEqual([await ids("waiting"), await ids("sent")], [[], ["b", "a", "c", "d"]]);
});

test("the first goes alone, so that a bad line shows itself early; then more at a time", async () => {
  for (const id of "abcdefg") await outbox.add(box(id));
  server(kept);
  await outbox.flush({ now: true });
  assert.deepEqual(asked.map(({ boxes }) => boxes.length), [1, 2, 4]);
});

const LIES = {
  "a captive portal's page": () => new Response("<html>Welcome to the hotel</html>", { status: 200 }),
  "a proxy's error": () => new Response("<html>502</html>", { status: 502 }),
  "an empty answer": () => json({}),
  "another's receipts": () => json({ receipts: [{ id: "z", status: "kept" }] }),
  "receipts that say nothing known": () => json({ receipts: [{ id: "a", status: "fine" }] }),
  "too many asked": () => json({ error: "later" }, 429),
  "half an answer": () =>
    new Response('{"receipts": [{"id"', { headers: { "Content-Type": "application/json" } }),
  "no network": () => Promise.reject(new TypeError("Failed to fetch")),
};

for (const [lie, answer] of Object.entries(LIES)) {
  test(`${lie} is no receipt: what waited still waits`, async () => {
    await outbox.add(box("a"));
    server(answer);
    assert.equal(await outbox.flush({ now: true }), false);
    assert.deepEqual([await ids("waiting"), await ids("sent"), await ids("help")], [["a"], [], []]);
  });
}

test("after a failure it rests before it tries again by itself", async () => {
  await outbox.add(box("a"));
  server(LIES["a proxy's error"]);
  await outbox.flush({ now: true });
  await outbox.flush();
  assert.equal(asked.length, 1);
});

test("what the server refuses is kept under “needs help”, with the reason, and stops nothing else", async () => {
  for (const id of ["a", "b", "c"]) await outbox.add(box(id));
  server(({ boxes }) =>
    json({
      receipts: boxes.map(({ id }) =>
        id === "b" ? { id, status: "refused", why: "unknown pass" } : { id, status: "kept" }
      ),
    })
  );
  assert.equal(await outbox.flush({ now: true }), true);
  assert.deepEqual([await ids("sent"), await ids("help")], [["a", "c"], ["b"]]);
  assert.equal((await store.held("help"))[0].why, "unknown pass");
});

test("a box too big for the server is kept under “needs help”", async () => {
  await outbox.add(box("a"));
  server(() => json({ error: "too big" }, 413));
  await outbox.flush({ now: true });
  assert.deepEqual(await ids("help"), ["a"]);
});

test("what a restored server no longer has goes out again, once", async () => {
  for (const id of ["a", "b"]) await outbox.add(box(id));
  server(kept);
  await outbox.flush({ now: true });
  const [first] = await store.held("sent");
  await outbox.add(box("c"));
  server(({ boxes }) =>
    json({ receipts: boxes.map(({ id }) => ({ id, status: "kept" })), missing: [first.number] })
  );
  asked = [];
  await outbox.flush({ now: true });
  assert.deepEqual(asked.map(({ boxes }) => boxes.map(({ id }) => id)), [["c"], ["a"]]);
});

test("the server is told how far the device has counted", async () => {
  for (const id of ["a", "b", "c"]) await outbox.add(box(id));
  server(kept);
  await outbox.flush({ now: true });
  assert.equal(asked[0].counted - /** @type {number} */ (asked[0].boxes[0].number), 2);
});

test("where the disk is full, what was sent already makes room; where there is none, it says so", async () => {
  await outbox.add(box("sent before"));
  server(kept);
  await outbox.flush({ now: true });
  const put = IDBObjectStore.prototype.put;
  let full = true;
  IDBObjectStore.prototype.put = /** @this {IDBObjectStore} */ function (/** @type {unknown} */ value) {
    if (full) throw new DOMException("full", "QuotaExceededError");
    return put.call(this, value);
  };
  const remove = IDBObjectStore.prototype.delete;
  IDBObjectStore.prototype.delete = /** @this {IDBObjectStore} */ function (/** @type {IDBValidKey} */ key) {
    full = false;
    return remove.call(this, key);
  };
  await outbox.add(box("new"));
  assert.deepEqual([await ids("waiting"), await ids("sent")], [["new"], []]);
  full = true;
  await assert.rejects(outbox.add(box("newer")), { name: "QuotaExceededError" });
  IDBObjectStore.prototype.put = put;
  IDBObjectStore.prototype.delete = remove;
});

test("a database connection that was lost is opened anew", async () => {
  const transaction = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function () {
    IDBDatabase.prototype.transaction = transaction;
    throw new DOMException("lost", "InvalidStateError");
  };
  await outbox.add(box("a"));
  assert.deepEqual(await ids("waiting"), ["a"]);
});

test("two pages sending at once send each thing once", async () => {
  for (const id of "abcdef") await outbox.add(box(id));
  server(kept);
  await Promise.all([1, 2, 3].map(() => outbox.flush({ now: true })));
  assert.deepEqual(asked.flatMap(({ boxes }) => boxes.map(({ id }) => id)), [..."abcdef"]);
});

test("what was said out loud is one thing, however many parts of it wait, and goes after the words", async () => {
  for (const id of ["p", "q"]) await outbox.add(box(id), "part");
  await outbox.add(box("a"));
  assert.deepEqual(await outbox.counts(), { waiting: 2, help: 0 });
  server(kept);
  assert.equal(await outbox.flush({ now: true }), true);
  assert.deepEqual(asked.flatMap(({ boxes }) => boxes.map(({ id }) => id)), ["a", "p", "q"]);
  assert.deepEqual(await outbox.counts(), { waiting: 0, help: 0 });
});

/** More than a day's things have come from here. @param {{boxes: store.Held[]}} delivery */
const later = ({ boxes }) =>
  new Response(JSON.stringify({ receipts: boxes.map(({ id }) => ({ id, status: "later" })), missing: [] }), {
    status: 429,
    headers: { "Content-Type": "application/json", "Retry-After": "7200" },
  });

test("what the server would rather have later waits as long as it was told, and comes by itself then", async () => {
  const clock = Date.now;
  await outbox.add(box("a"));
  await outbox.add(box("p"), "part");
  server(later);
  assert.equal(await outbox.flush({ now: true }), false);
  assert.deepEqual(await outbox.counts(), { waiting: 2, help: 0 });
  server(kept);
  asked.length = 0;
  try {
    Date.now = () => clock() + 7100_000;
    await outbox.flush({ now: true });
    assert.equal(asked.length, 0, "it was told to wait");
    Date.now = () => clock() + 7300_000;
    assert.equal(await outbox.flush(), true);
  } finally {
    Date.now = clock;
  }
  assert.deepEqual(asked.flatMap(({ boxes }) => boxes.map(({ id }) => id)), ["a", "p"]);
  assert.deepEqual(await outbox.counts(), { waiting: 0, help: 0 });
});

test("what has to wait holds up nothing else", async () => {
  await outbox.add(box("flood"));
  server(later);
  await outbox.flush({ now: true });
  await outbox.add(box("another's"));
  server(kept);
  await outbox.flush({ now: true });
  assert.deepEqual([await ids("later"), await ids("sent")], [["flood"], ["another's"]]);
});

test("a clock that was put back keeps nothing waiting for years", async () => {
  await outbox.add(box("a"));
  server(later);
  await outbox.flush({ now: true });
  const [held] = await store.held("later");
  await store.put({ ...held, after: Date.now() + 400 * 24 * 3600_000 });
  server(kept);
  assert.equal(await outbox.flush({ now: true }), true);
});

test("what is said beside a thing is no other thing: it goes out after words, before sound, and counts alone", async () => {
  await outbox.add(box("sound"), "part");
  await outbox.add(box("shown to"), "beside");
  await outbox.add(box("read back"), "beside");
  assert.equal((await outbox.counts()).waiting, 1);
  await outbox.add(box("words"));
  assert.equal((await outbox.counts()).waiting, 2);
  server(kept);
  await outbox.flush({ now: true });
  assert.deepEqual(asked.flatMap(({ boxes }) => boxes.map(({ id }) => id)), [
    "words",
    "shown to",
    "read back",
    "sound",
  ]);
  await outbox.add(box("taken back"), "beside");
  assert.equal((await outbox.counts()).waiting, 1);
  server(({ boxes }) => json({ receipts: boxes.map(({ id }) => ({ id, status: "later" })) }));
  assert.equal(await outbox.flush({ now: true }), false);
  assert.deepEqual([await ids("later beside"), (await outbox.counts()).waiting], [["taken back"], 1]);
});
