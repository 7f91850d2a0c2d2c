import assert from "node:assert/strict";
import { test } from "node:test";

import { Unsent } from "../../static/js/machinery/unsent.js";
import { waitBeforeTry } from "../../static/js/rules/waiting.js";

function tools() {
  const seen = { said: [], sends: 0, waits: [], stopped: 0 };
  const unsent = new Unsent({
    say: (waits) => seen.said.push(waits),
    send: () => { seen.sends += 1; },
    wait: (then, milliseconds) => {
      seen.waits.push({ then, milliseconds });
      return () => { seen.stopped += 1; };
    },
  });
  return { unsent, seen };
}

test("a try comes soon at first, and then every half minute", () => {
  assert.deepEqual([0, 1, 2, 3, 4, 5, 40].map(waitBeforeTry), [2000, 4000, 8000, 16000, 30000, 30000, 30000]);
});

test("what could not be sent is said, and tried again by itself", () => {
  const { unsent, seen } = tools();
  unsent.notSent();
  assert.deepEqual([unsent.waits, seen.said, seen.waits[0].milliseconds], [true, [true], 2000]);
  seen.waits[0].then();
  assert.equal(seen.sends, 1);
});

test("each try that does not arrive waits longer, and only one is planned", () => {
  const { unsent, seen } = tools();
  unsent.notSent();
  unsent.notSent();
  unsent.notSent();
  assert.deepEqual(seen.waits.map((one) => one.milliseconds), [2000, 4000, 8000]);
  assert.equal(seen.stopped, 2);
});

test("once it arrives the message goes, and nothing more is sent", () => {
  const { unsent, seen } = tools();
  unsent.notSent();
  unsent.sent();
  unsent.again();
  assert.deepEqual([unsent.waits, seen.said, seen.sends, seen.stopped], [false, [true, false], 0, 1]);
});

test("a signal that comes back sends only what waits", () => {
  const { unsent, seen } = tools();
  unsent.again();
  assert.equal(seen.sends, 0);
  unsent.notSent();
  unsent.again();
  assert.equal(seen.sends, 1);
});
