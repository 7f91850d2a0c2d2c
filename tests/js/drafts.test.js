import assert from "node:assert/strict";
import { test } from "node:test";

import { Device, OBSERVATION, SEEN } from "./support/phones.mjs";

const gone = { reason: "gone" };

test("a draft is opened again as it was left, from any tab", async () => {
  const device = await Device.with("ann");
  const other = await device.tab();
  const { id } = await device.phone.drafts.start(OBSERVATION);
  const left = await device.phone.drafts.change(id, { answers: { "0/a": SEEN }, at: { page: "items", item: "a" } });
  assert.deepEqual(await other.drafts.read(id), left);
  assert.deepEqual([left.title, left.answers, left.opened_at], [OBSERVATION.title, { "0/a": SEEN }, "2026-11-23T09:00:00.000Z"]);
});

test("two tabs never lose one another's taps", async () => {
  const device = await Device.with("ann");
  const other = await device.tab();
  const { id } = await device.phone.drafts.start(OBSERVATION);
  const tap = (phone, at) => phone.drafts.change(id, { answers: { [`0/${at}`]: SEEN } });
  await Promise.all([...Array(30).keys()].map((at) => tap(at % 2 ? device.phone : other, at)));
  assert.equal(Object.keys((await device.phone.drafts.read(id)).answers).length, 30);
});

test("of two taps on one answer the later one stays", async () => {
  const device = await Device.with("ann");
  const other = await device.tab();
  const { id } = await device.phone.drafts.start(OBSERVATION);
  const taps = ["one", "two", "three"].map((outcome, at) => (at % 2 ? other : device.phone).drafts.change(id, { answers: { "0/a": { outcome } } }));
  await Promise.all(taps);
  assert.equal((await device.phone.drafts.read(id)).answers["0/a"].outcome, "three");
});

test("what lies on the disk can be read by nobody who has not its key", async () => {
  const device = await Device.with("ann");
  const { id } = await device.phone.drafts.start({ ...OBSERVATION, title: "planted title" });
  await device.phone.drafts.change(id, { words: { said: "planted words" } });
  const { drafts, pack, keep } = await device.rows();
  const bytes = Buffer.concat([Buffer.from(drafts[id].box), Buffer.from(pack.pack.box), Buffer.from(JSON.stringify([drafts, keep]))]);
  assert.equal(bytes.includes("planted"), false);
  assert.equal(bytes.includes("Colleague One"), false);
  assert.equal(keep.owner.dataKey.extractable, false);
});

test("drafts are listed with the latest first", async () => {
  const device = await Device.with("ann");
  const ids = [];
  for (const title of ["one", "two", "three"]) {
    device.clock.turn(1000);
    ids.push((await device.phone.drafts.start({ ...OBSERVATION, title })).id);
  }
  device.clock.turn(1000);
  await device.phone.drafts.change(ids[0], {});
  assert.deepEqual((await device.phone.drafts.list()).map((one) => one.title), ["one", "three", "two"]);
});

test("a draft that cannot be read does not hide the others", async () => {
  const device = await Device.with("ann");
  const { id } = await device.phone.drafts.start(OBSERVATION);
  const broken = { id: "broken", touched: 1, iv: new Uint8Array(12), box: new Uint8Array(40) };
  const database = await new Promise((done) => { const request = device.indexedDB.open("spotcheck"); request.onsuccess = () => done(request.result); });
  await new Promise((done) => (database.transaction("drafts", "readwrite").objectStore("drafts").put(broken).onsuccess = done));
  database.close();
  assert.deepEqual((await device.phone.drafts.list()).map((one) => one.id), [id]);
  await device.phone.signOut();
  assert.deepEqual(Object.keys((await device.rows()).outbox), [id]);
});

test("a draft that was thrown away is gone, with its photos that were not sent", async () => {
  const device = await Device.with("ann");
  const { id } = await device.phone.drafts.start(OBSERVATION);
  await device.phone.photo({ check: id, item: "i", position: 0, taken_at: "t", jpeg: Uint8Array.of(1, 2, 3), title: "Photo" });
  await device.phone.drafts.discard(id);
  assert.equal(await device.phone.drafts.read(id), null);
  assert.deepEqual((await device.rows()).outbox, {});
  await assert.rejects(device.phone.drafts.change(id, {}), gone);
  await assert.rejects(device.phone.finish(id), gone);
  await device.phone.drafts.discard(id);
});

test("nobody begins anything on a phone that was never made ready", async () => {
  const { phone } = await Device.with(null);
  await assert.rejects(phone.drafts.start(OBSERVATION), { reason: "nobody" });
  await assert.rejects(phone.drafts.start({ ...OBSERVATION, claimed: { sign_in: "a", whom: "A" } }), { reason: "nobody" });
  await assert.rejects(phone.alert({ service: "s1", words: "now" }), { reason: "nobody" });
});

test("whoever watches hears of a change in any tab, until they stop", async () => {
  const device = await Device.with("ann");
  const other = await device.tab();
  const heard = [];
  const stop = other.watch((what) => heard.push(what));
  const { id } = await device.phone.drafts.start(OBSERVATION);
  await device.phone.finish(id);
  await device.phone.outbox.send();
  stop();
  await device.phone.signOut();
  assert.deepEqual(heard, ["draft", "sealed", "received"]);
});
