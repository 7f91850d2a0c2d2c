import assert from "node:assert/strict";
import { test } from "node:test";

import { codeIn } from "../../static/js/rules/code-in.js";

test("the code of a link stands behind its #, however it was written", () => {
  assert.equal(codeIn("#K7QM-2PX4-9TRD"), "K7QM-2PX4-9TRD");
  assert.equal(codeIn("#k7qm-2px4-9trd"), "k7qm-2px4-9trd");
});

test("a place on the page is no code, nor is half of one", () => {
  for (const hash of ["", "#", "#main", "#K7QM-2PX4", "#K7QM-2PX4-9TRD-1111", "#K7QM-2PX4-9TR<"]) {
    assert.equal(codeIn(hash), "");
  }
});
