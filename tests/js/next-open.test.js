import assert from "node:assert/strict";
import { test } from "node:test";

import { nextOpen } from "../../static/js/rules/next-open.js";

const open = { answered: false };
const done = { answered: true };

test("the first open item is next, wherever the last tap was", () => {
  assert.equal(nextOpen([done, open, done, { answered: false }]), open);
});

test("nothing is next when every item has its answer", () => {
  assert.equal(nextOpen([done, done]), null);
  assert.equal(nextOpen([]), null);
});
