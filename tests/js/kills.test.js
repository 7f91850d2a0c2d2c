import assert from "node:assert/strict";
import { test } from "node:test";

import { killAfter, pullThePlug } from "./support/killing.mjs";
import { Locks } from "./support/locks.mjs";
import { Device, OBSERVATION, SEEN } from "./support/phones.mjs";

const FURTHEST = 40; // steps of the database; none of what is done here takes that many

// The battery dies `after` steps into `does`; what it gave is kept when it came first. The phone is opened again.
async function dying(device, after, does) {
  let died;
  const death = new Promise((die) => (died = die));
  const spare = killAfter(after, () => {
    device.indexedDB = pullThePlug(device.indexedDB);
    died();
  });
  const given = await Promise.race([death, does().catch(() => undefined)]);
  spare();
  device.locks = new Locks();
  device.phone = await device.tab();
  return given;
}

test("a tap that was shown as kept is there, wherever the battery dies; one that was not is whole or absent", async () => {
  const device = await Device.with("ann");
  const { id } = await device.phone.drafts.start(OBSERVATION);
  for (let after = 1; after < FURTHEST; after += 1) {
    const key = `0/i${after}`;
    const kept = await dying(device, after, () => device.phone.drafts.change(id, { answers: { [key]: SEEN } }));
    const { answers } = await device.phone.drafts.read(id);
    assert.ok(!kept || answers[key], `killed after ${after}`);
  }
});

test("wherever the battery dies while a check is finished, it is a draft or an envelope, never both and never neither", async () => {
  const ends = new Set();
  for (let after = 1; after < FURTHEST; after += 1) {
    const device = await Device.with("ann");
    const { id } = await device.phone.drafts.start(OBSERVATION);
    const finished = await dying(device, after, () => device.phone.finish(id));
    const { drafts, outbox, keep } = await device.rows();
    assert.deepEqual([id in drafts, id in outbox].sort(), [false, true], `killed after ${after}`);
    assert.equal(keep.owner.sequence, id in outbox ? 1 : 0);
    assert.ok(!finished || id in outbox);
    ends.add(id in outbox);
  }
  assert.deepEqual(ends, new Set([false, true]));
});

test("wherever the battery dies while somebody signs out, all of it has happened or nothing", async () => {
  const ends = new Set();
  for (let after = 1; after < FURTHEST; after += 1) {
    const device = await Device.with("ann");
    const { id } = await device.phone.drafts.start(OBSERVATION);
    await dying(device, after, () => device.phone.signOut());
    const { drafts, outbox, keep, pack } = await device.rows();
    const out = !keep.owner;
    assert.deepEqual([id in outbox, id in drafts, "leaving" in keep, "pack" in pack], [out, !out, out, !out]);
    ends.add(out);
  }
  assert.deepEqual(ends, new Set([false, true]));
});

test("wherever the battery dies while a receipt is taken in, the envelope is gone with its note, or sent once more", async () => {
  for (let after = 1; after < FURTHEST; after += 1) {
    const device = await Device.with("ann");
    const { id } = await device.phone.drafts.start(OBSERVATION);
    await device.phone.finish(id);
    await dying(device, after, () => device.phone.outbox.send());
    await device.phone.outbox.send();
    const { waiting, sent } = await device.phone.outbox.state();
    assert.deepEqual([waiting, sent.map((one) => one.id), device.server.came.length], [0, [id], 1]);
  }
});

test("a phone whose battery died while it was opened for the first time opens the next time", async () => {
  for (let after = 1; after < 10; after += 1) {
    const device = await Device.with(null);
    device.phone.close();
    device.indexedDB._databases.clear();
    await dying(device, after, () => device.tab());
    assert.equal((await device.signIn("ann")).personId, "ann");
  }
});
