import assert from "node:assert/strict";
import { test } from "node:test";

import { batch, inOrder } from "../../static/js/rules/sending.js";

const row = (id, kind, order = 1, more = {}) => ({ id, kind, order, state: "waiting", sealed: "x", ...more });
const ids = (rows) => rows.map((one) => one.id).join("");

test("alerts go first, then answers, checks as they were sealed, drafts, and photos last", () => {
  const rows = [row("p", "photo", 1), row("w", "prompt-answer", 8), row("d", "draft", 2), row("2", "check", 4), row("1", "check", 3), row("a", "alert", 9)];
  assert.equal(ids(inOrder(rows)), "aw12dp");
});

test("what was sealed in one moment goes by its number", () => {
  const rows = [2, 1, 3].map((sequence) => row(String(sequence), "check", 7, { sequence }));
  assert.equal(ids(inOrder(rows)), "123");
});

test("what needs somebody is not sent by itself", () => {
  assert.equal(ids(inOrder([row("1", "check", 1, { state: "needs" }), row("2", "check", 2)])), "2");
});

test("a photo stays while its check is still being filled in", () => {
  const rows = [row("p", "photo", 1, { after: "d1" }), row("q", "photo", 2, { after: "d2" })];
  assert.equal(ids(inOrder(rows, new Set(["d1"]))), "q");
});

const sized = (sizes) => sizes.map((size, at) => row(String(at), "check", at, { sealed: "x".repeat(size) }));

for (const [name, sizes, most, expected] of [
  ["nothing is no batch", [], undefined, 0],
  ["fifty at once", Array(70).fill(10), undefined, 50],
  ["up to 1.5 million characters", [500_000, 500_000, 500_000, 1], undefined, 3],
  ["one that is larger goes alone", [2_000_000, 1], undefined, 1],
  ["one by one when so asked", [1, 1, 1], 1, 1],
]) {
  test(`a batch: ${name}`, () => assert.equal(batch(sized(sizes), most).length, expected));
}
