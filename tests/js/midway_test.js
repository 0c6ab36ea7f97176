// What a draft is after the box that it does not know of lies on the disk.

import { asItLies } from "../../app/static/pwa/midway.js";
import { same } from "./same.js";

const lies = () => Promise.resolve(true);
const none = { fields: [], rows: 0, pins: [], takes: [], sheets: [] };
const hung = (/** @type {string} */ name, item = "") => ({ name, item, state: "keeping", asked: "" });
/**
 * @param {string} kind
 * @param {object} its
 * @param {object} next
 * @param {() => Promise<boolean>} [there]
 */
const after = (kind, its, next, there = lies) =>
  asItLies({ ...none, ...its, next: { entry: "e", ...next } }, { dataset: { kind } }, 0, there);

Deno.test("what did not come to lie there is open as before", async () => {
  const its = { fields: ["Dad shouts"], state: "keeping" };
  for (const there of [() => Promise.resolve(false), () => Promise.reject(new Error("no database"))]) {
    same(await after("lines", its, {}, there), { ...none, ...its });
  }
});

Deno.test("a thought hangs under the entry's name, with what was asked", async () => {
  const found = await after("lines", { fields: ["Dad shouts"], state: "keeping", asked: "{}" }, {});
  same(found.pins, [{ item: "e", text: "Dad shouts", state: "kept", asked: "{}" }]);
  same([found.fields, found.state, found.asked], [[""], "", undefined]);
});

Deno.test("a thought that was changed keeps its place and what stands beside it", async () => {
  const pins = [{ item: "a", text: "Dad", state: "sent", beside: "{}" }, {
    item: "b",
    text: "b",
    state: "sent",
  }];
  const found = await after("lines", { fields: ["Dad shouts"], pins, changing: "a" }, { replaces: "a" });
  same(found.pins.map(({ item, text, beside }) => [item, text, beside]), [
    ["e", "Dad shouts", "{}"],
    ["b", "b", undefined],
  ]);
  same(found.changing, undefined);
});

Deno.test("a thought that was taken out is gone, and what is being written stays", async () => {
  const pins = [{ item: "a", text: "Dad", state: "sent" }];
  const found = await after("lines", { fields: ["And th"], pins, state: "open" }, { out: "a" });
  same([found.pins, found.fields, found.state], [[], ["And th"], "open"]);
});

Deno.test("an answer that is one whole is kept as it is, and what was changed since takes its place", async () => {
  const kept = await after("scale", { fields: ["7"], item: "a", state: "keeping" }, { replaces: "a" });
  same([kept.item, kept.state], ["e", "kept"]);
  const changed = await after("scale", { fields: ["8"], item: "a", state: "open" }, { replaces: "a" });
  same([changed.item, changed.state], ["e", "open"]);
  const gone = await after("scale", { fields: [""], item: "a", state: "keeping" }, { out: "a" });
  same([gone.item, gone.state], ["", ""]);
});

Deno.test("of the sheets of a drawing it is the one of that name, and what hangs takes the place of what was kept", async () => {
  const sheets = [hung("one", "a"), hung("two")];
  const replaced = await after("drawing", { sheets, item: "t", state: "open" }, {
    replaces: "a",
    sheet: "one",
  });
  same(replaced.sheets.map(({ name, item, state }) => [name, item, state]), [
    ["one", "e", "keeping"],
    ["two", "", "keeping"],
  ]);
  same([replaced.item, replaced.state], ["t", "open"]);
  const begun = await after("drawing", { sheets, item: "", state: "open" }, { sheet: "two" });
  same([begun.item, begun.sheets.map(({ item }) => item)], ["", ["a", "e"]]);
  const out = await after("drawing", { sheets, item: "t", state: "open" }, { out: "a", sheet: "one" });
  same(out.sheets.map(({ name }) => name), ["two"]);
  const table = await after("drawing", { sheets, item: "", state: "keeping" }, { sheet: "table" });
  same([table.item, table.state, table.sheets], ["e", "kept", sheets]);
});

Deno.test("what neither hangs nor lies on the table changes nothing", async () => {
  const its = { sheets: [hung("two")], item: "t", state: "keeping" };
  same(await after("drawing", its, { out: "a", sheet: "one" }), { ...none, ...its });
});
