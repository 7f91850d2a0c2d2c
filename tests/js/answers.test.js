import assert from "node:assert/strict";
import { test } from "node:test";

import { answersById, meaning, words } from "../../static/js/rules/answers.js";

const EXPECTS = { stored: "s", already: "a", refused: "r" };

for (const [answer, expected] of [
  [{ state: "stored", receipt: "s" }, "arrived"],
  [{ state: "already", receipt: "a" }, "arrived"],
  [{ state: "refused", receipt: "r" }, "arrived"],
  [{ state: "stored", receipt: "a" }, "waits"], // a receipt for another state
  [{ state: "stored", receipt: "" }, "waits"],
  [{ state: "stored" }, "waits"],
  [{ state: "again" }, "waits"],
  [{ state: "keep" }, "needs"],
  [{ state: "keep", receipt: "s" }, "needs"],
  [{ state: "something new", receipt: undefined }, "waits"],
  [{ state: "toString", receipt: undefined }, "waits"],
  [{}, "waits"],
  [undefined, "waits"],
  ["stored", "waits"],
]) {
  test(`the answer ${JSON.stringify(answer)} means: ${expected}`, () => assert.equal(meaning(answer, EXPECTS), expected));
}

for (const text of ["", "<html>", "{", "null", "1", "[]", '{"format":2,"answers":[]}', '{"answers":[]}', '{"format":1}', '{"format":1,"answers":{}}']) {
  test(`not an answer of ours: ${text || "nothing"}`, () => assert.equal(answersById(text), null));
}

test("answers are found by their envelope", () => {
  const { at, by } = answersById('{"format":1,"at":"t","answers":[{"id":"x","state":"again"},null]}');
  assert.deepEqual([at, by.get("x").state, by.get("y")], ["t", "again", undefined]);
});

for (const [says, expected] of [[["a", 1, "b"], ["a", "b"]], ["a", []], [undefined, []], [{ 0: "a" }, []]]) {
  test(`the words in ${JSON.stringify(says)}`, () => assert.deepEqual(words({ says }), expected));
}

test("nobody who said nothing has words", () => assert.deepEqual(words(null), []));
