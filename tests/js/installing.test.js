import assert from "node:assert/strict";
import { test } from "node:test";

import { askToLast } from "../../static/js/machinery/lasting.js";
import { Memory } from "../../static/js/machinery/memory.js";
import { installHint } from "../../static/js/rules/install-hint.js";

const phone = { secure: true, installed: false, seen: false, asks: false, byHand: false };
for (const [name, so, hint] of [
  ["where the browser asks by itself, there is a button for it", { asks: true }, "asks"],
  ["on an iPhone it is told in words", { byHand: true }, "by-hand"],
  ["where nothing can be installed, nothing is said", {}, null],
  ["an installed app says nothing", { asks: true, installed: true }, null],
  ["what was read once is not said again", { byHand: true, seen: true }, null],
  ["without HTTPS it says that it works online only", { secure: false, asks: true }, "online-only"],
  ["and goes on saying so", { secure: false, seen: true }, "online-only"],
]) {
  test(name, () => assert.equal(installHint({ ...phone, ...so }), hint));
}

function storage() {
  const kept = new Map();
  return { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => kept.set(name, value) };
}

test("what is remembered once is there the next time, and a browser that refuses stops nothing", () => {
  const one = storage();
  const memory = new Memory(() => one);
  assert.equal(memory.has("a"), false);
  memory.keep("a");
  assert.equal(new Memory(() => one).has("a"), true);
  const refuses = new Memory(() => { throw new Error("not here"); });
  refuses.keep("a");
  assert.equal(refuses.has("a"), false);
});

test("the browser is asked once to keep what lies here, and not at all where it does already", async () => {
  const one = storage();
  const memory = new Memory(() => one);
  const asked = [];
  const browser = (lasts) => ({ persisted: async () => lasts, persist: async () => asked.push("asked") });
  await askToLast({ storage: browser(false), memory });
  await askToLast({ storage: browser(false), memory });
  assert.deepEqual(asked, ["asked"]);
  await askToLast({ storage: browser(true), memory: new Memory(storage) });
  await askToLast({ storage: undefined, memory: new Memory(storage) });
  assert.deepEqual(asked, ["asked"]);
});
