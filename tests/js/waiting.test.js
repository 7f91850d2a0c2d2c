import assert from "node:assert/strict";
import { test } from "node:test";

import { stillToWait, waitAsked } from "../../static/js/rules/waiting.js";

const NOW = Date.parse("2026-11-23T12:00:00Z");

for (const [header, expected] of [
  [null, 0],
  ["", 0],
  ["0", 0],
  ["7", 7000],
  ["86400", 600000], // ten minutes at most
  ["Mon, 23 Nov 2026 12:00:30 GMT", 30000],
  ["Mon, 23 Nov 2026 11:00:00 GMT", 0],
  ["later", 0],
  ["-5", 0],
]) {
  test(`a server that says Retry-After ${JSON.stringify(header)} is left alone for ${expected} ms`, () => assert.equal(waitAsked(header, NOW), expected));
}

for (const [left, expected] of [[0, 0], [-1, 0], [5000, 5000], [600000, 600000], [600001, 0]]) {
  test(`of a wait that ends in ${left} ms there are ${expected} ms left`, () => assert.equal(stillToWait(NOW + left, NOW), expected));
}
