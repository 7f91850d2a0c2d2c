import assert from "node:assert/strict";
import { test } from "node:test";

import { Keeping } from "../../static/js/machinery/keeping.js";

function tools(change) {
  const seen = { said: [], waits: [] };
  const keeping = new Keeping({
    change,
    say: (how) => seen.said.push(how),
    wait: (then, milliseconds) => {
      seen.waits.push({ then, milliseconds });
      return () => {};
    },
  });
  return { keeping, seen };
}

test("a tap is said to be kept only once it is", async () => {
  let done;
  const { keeping, seen } = tools(() => new Promise((resolve) => (done = resolve)));
  const kept = keeping.keep({ answers: { "0/a": { outcome: "well" } } });
  assert.deepEqual([seen.said, keeping.busy], [["keeping"], true]);
  done();
  await kept;
  assert.deepEqual([seen.said, keeping.busy], [["keeping", "kept"], false]);
});

test("taps that come meanwhile go together in the next write", async () => {
  const written = [];
  const { keeping } = tools(async (patch) => written.push(patch));
  keeping.keep({ answers: { "0/a": 1 } });
  keeping.keep({ answers: { "0/b": 2 }, at: { item: 2 } });
  await keeping.keep({ answers: { "0/b": 3 } });
  assert.deepEqual(written, [{ answers: { "0/a": 1 } }, { answers: { "0/b": 3 }, at: { item: 2 } }]);
});

test("what could not be kept is said, and tried again with what came after", async () => {
  const written = [];
  let full = true;
  const { keeping, seen } = tools(async (patch) => {
    if (full) throw new Error("no room");
    written.push(patch);
  });
  await assert.rejects(keeping.keep({ answers: { "0/a": 1 } }));
  assert.deepEqual([seen.said, seen.waits[0].milliseconds], [["keeping", "not kept"], 2000]);
  full = false;
  await keeping.keep({ answers: { "0/b": 2 } });
  assert.deepEqual(written, [{ answers: { "0/a": 1, "0/b": 2 } }]);
  assert.equal(seen.said.at(-1), "kept");
});

test("a draft that is gone is said once, and not tried again", async () => {
  const { keeping, seen } = tools(async () => {
    throw Object.assign(new Error("gone"), { reason: "gone" });
  });
  await assert.rejects(keeping.keep({ words: { strength: "Calm." } }));
  await keeping.settled;
  assert.deepEqual([seen.said, seen.waits], [["keeping", "gone"], []]);
});
