import assert from "node:assert/strict";
import { test } from "node:test";

import { Device, OBSERVATION, SEEN } from "./support/phones.mjs";

async function withWork() {
  const device = await Device.with("ann");
  const { id } = await device.phone.drafts.start(OBSERVATION);
  await device.phone.drafts.change(id, { answers: { "0/a": SEEN } });
  const finished = (await device.phone.drafts.start(OBSERVATION)).id;
  await device.phone.finish(finished);
  return { device, id, finished };
}

test("after a sign-out nothing readable is left, and nothing is lost", async () => {
  const { device, id, finished } = await withWork();
  await device.phone.signOut();
  const { keep, drafts, pack, sent, outbox } = await device.rows();
  assert.deepEqual([drafts, pack, sent, Object.keys(keep)], [{}, {}, {}, ["leaving", "left", "phone"]]);
  assert.deepEqual(Object.keys(outbox).sort(), [finished, id].sort());
  assert.deepEqual([await device.phone.owner(), await device.phone.pack(), await device.phone.drafts.list()], [null, null, []]);
  assert.equal((await device.phone.outbox.state()).waiting, 2);
});

test("what was sealed at a sign-out arrives as its author's, whoever carries it", async () => {
  const { device, id } = await withWork();
  await device.phone.signOut();
  await device.signIn("bea");
  await device.phone.outbox.send();
  const draft = device.server.came.find((one) => one.id === id);
  assert.deepEqual([draft.kind, draft.answers, device.server.of(draft.grant)], ["draft", { "0/a": SEEN }, "ann"]);
  assert.equal("finished_at" in draft, false);
  assert.equal(device.server.of(device.server.carrier.grant), "bea");
});

test("each draft that is sealed has a number of its own", async () => {
  const { device } = await withWork();
  await device.phone.drafts.start(OBSERVATION);
  await device.phone.signOut();
  await device.phone.outbox.send();
  assert.deepEqual(device.server.came.map((one) => one.sequence), [1, 2, 3]);
});

test("the server is told of the sign-out at the first contact, before anything else", async () => {
  const { device } = await withWork();
  device.server.next.push(() => { throw new TypeError("no signal"); });
  const before = device.server.asked.length;
  await device.phone.signOut();
  assert.equal(device.server.asked.length, before);
  await device.phone.outbox.send();
  assert.deepEqual([await device.phone.leaving(), device.server.came.length], [true, 0]);
  await device.phone.outbox.send();
  assert.deepEqual(device.server.asked.slice(before).map((one) => one.url), ["/sign-outs", "/sign-outs", "/envelopes"]);
  assert.deepEqual([device.server.ended.length, await device.phone.leaving()], [1, false]);
  const { how } = device.server.sent("/sign-outs")[0];
  assert.deepEqual([how.credentials, how.redirect, how.cache], ["omit", "error", "no-store"]);
});

test("a sign-out is told even when nothing else waits", async () => {
  const device = await Device.with("ann");
  await device.phone.signOut();
  await device.phone.outbox.send();
  assert.equal(device.server.ended.length, 1);
});

test("a server that does not take the sign-out is told again, and still gets what waits", async () => {
  const { device } = await withWork();
  await device.phone.signOut();
  device.server.next.push(() => new Response("", { status: 500 }));
  await device.phone.outbox.send();
  assert.deepEqual([device.server.came.length, await device.phone.leaving()], [2, true]);
  device.clock.turn(30_000);
  await device.phone.outbox.send();
  assert.equal(await device.phone.leaving(), false);
});

test("two people who sign out without signal are both told of", async () => {
  const device = await Device.with("ann");
  await device.phone.signOut();
  device.server.next.push(() => { throw new TypeError("no signal"); });
  assert.equal(await device.signIn("bea"), null);
  await device.signIn("bea");
  await device.phone.signOut();
  await device.phone.outbox.send();
  assert.equal(new Set(device.server.ended).size, 2);
});

test("signed out twice is signed out once", async () => {
  const { device } = await withWork();
  const other = await device.tab();
  await Promise.all([device.phone.signOut(), other.signOut()]);
  const { outbox, keep } = await device.rows();
  assert.deepEqual([Object.keys(outbox).length, keep.leaving.tokens.length], [2, 1]);
});

test("another tab cannot go on with what was signed out of", async () => {
  const { device, id } = await withWork();
  const other = await device.tab();
  await device.phone.signOut();
  await assert.rejects(other.drafts.change(id, {}), { reason: "gone" });
  await assert.rejects(other.drafts.start(OBSERVATION), { reason: "nobody" });
  await assert.rejects(other.alert({ service: "s1", words: "now" }), { reason: "nobody" });
});

test("when the shift is over the phone is nobody's: all is sealed, and the server need not be told", async () => {
  const { device, id } = await withWork();
  device.clock.turn(13 * 3600_000 + 1);
  assert.equal(await device.phone.owner(), null);
  const { keep, drafts, outbox } = await device.rows();
  assert.deepEqual([Object.keys(keep), drafts, id in outbox], [["left", "phone"], {}, true]);
});

test("until the shift is over it is theirs", async () => {
  const { device } = await withWork();
  device.clock.turn(13 * 3600_000 - 1);
  assert.equal((await device.phone.owner()).personId, "ann");
});
