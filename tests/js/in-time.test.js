import assert from "node:assert/strict";
import { test } from "node:test";

import { inTime } from "../../static/js/machinery/in-time.js";
import { Clock } from "./support/clock.mjs";
import { Device, OBSERVATION, waitingFor } from "./support/phones.mjs";

const LONGEST = 2500;

function timed(does) {
  const clock = new Clock();
  return { clock, found: inTime(does, { wait: clock.wait, longest: LONGEST }) };
}

test("what comes in time is there, and nothing waits any more", async () => {
  const { clock, found } = timed(async () => "begun");
  assert.equal(await found, "begun");
  assert.deepEqual(clock.planned, []);
});

test("what cannot be done is null at once", async () => {
  const { clock, found } = timed(async () => Promise.reject(new Error("no room")));
  assert.equal(await found, null);
  assert.deepEqual(clock.planned, []);
});

test("what never comes is null after its time, and is told so", async () => {
  const asked = [];
  const { clock, found } = timed((wanted) => new Promise(() => asked.push(wanted)));
  assert.deepEqual(asked.map((wanted) => wanted()), [true]);
  clock.turn(LONGEST);
  assert.equal(await found, null);
  assert.deepEqual(asked.map((wanted) => wanted()), [false]);
});

test("a draft that a phone begins too late is not begun at all", async () => {
  const device = await Device.with("ann");
  const slow = waitingFor("encrypt");
  const phone = await device.tab({ crypto: slow.crypto });
  let ended;
  const found = inTime((wanted) => (ended = phone.drafts.start(OBSERVATION, wanted)), { wait: device.clock.wait, longest: LONGEST });
  await slow.asked;
  device.clock.turn(LONGEST);
  assert.equal(await found, null);
  slow.open();
  await assert.rejects(ended, { reason: "late" });
  assert.deepEqual((await device.rows()).drafts, {});
});
