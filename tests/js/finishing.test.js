import assert from "node:assert/strict";
import { test } from "node:test";

import { killAfter } from "./support/killing.mjs";
import { Device, OBSERVATION, SEEN, waitingFor } from "./support/phones.mjs";

async function begun(device, answers = { "0/a": SEEN }) {
  const { id } = await device.phone.drafts.start(OBSERVATION);
  await device.phone.drafts.change(id, { answers });
  return id;
}

test("a finished check is an envelope and no draft any more", async () => {
  const device = await Device.with("ann");
  const id = await begun(device);
  assert.deepEqual(await device.phone.finish(id), { id });
  const { drafts, outbox } = await device.rows();
  assert.deepEqual([Object.keys(drafts), Object.keys(outbox), outbox[id].kind, outbox[id].state], [[], [id], "check", "waiting"]);
});

test("the envelope says outside only what it must", async () => {
  const device = await Device.with("ann");
  const id = await begun(device);
  await device.phone.finish(id);
  const sealed = JSON.parse((await device.rows()).outbox[id].sealed);
  assert.deepEqual(Object.keys(sealed), ["format", "key", "id", "grant", "epk", "iv", "box"]);
  assert.deepEqual([sealed.format, sealed.id, sealed.key], [1, id, device.server.organisation.key.id]);
});

test("inside are the draft as it was kept, its moments, and what the phone last heard of the server's time", async () => {
  const device = await Device.with("ann");
  const id = await begun(device);
  device.clock.turn(60_000);
  await device.phone.finish(id, { onItsOwn: true });
  const payload = await device.server.opened(JSON.parse((await device.rows()).outbox[id].sealed));
  const { secret, grant, ...rest } = payload;
  assert.match(secret, /^[\w-]{43}$/);
  assert.equal(device.server.of(grant), "ann");
  assert.deepEqual(rest, {
    format: 1, kind: "check", id, sequence: 1, sealed_at: "2026-11-23T09:01:00.000Z",
    contact: { server: "2026-11-23T09:00:00.000Z", device: "2026-11-23T09:00:00.000Z" },
    version: "v1", service: "s1", worker: "w1", requirement: null, draw: null, shift: null, announced: null, setting: null,
    answered_by: null, opened_at: "2026-11-23T09:00:00.000Z", finished_at: "2026-11-23T09:01:00.000Z",
    answers: { "0/a": SEEN }, words: {}, on_its_own: true,
  });
});

test("finished twice is finished once, in two tabs at the same moment and afterwards", async () => {
  const device = await Device.with("ann");
  const other = await device.tab();
  const id = await begun(device);
  const done = await Promise.all([device.phone.finish(id), other.finish(id), device.phone.finish(id)]);
  assert.deepEqual(done, [{ id }, { id }, { id }]);
  const { outbox, keep } = await device.rows();
  assert.deepEqual([Object.keys(outbox), keep.owner.sequence], [[id], 1]);
  await device.phone.outbox.send();
  assert.deepEqual(await device.phone.finish(id), { id });
  assert.deepEqual((await device.rows()).outbox, {});
});

test("each envelope has the next number of its grant, whatever is sealed in two tabs at once", async () => {
  const device = await Device.with("ann");
  const other = await device.tab();
  const ids = [await begun(device), await begun(device), await begun(device)];
  const sealing = [device.phone.finish(ids[0]), other.finish(ids[1]), device.phone.alert({ service: "s1", words: "now" }), other.finish(ids[2])];
  await Promise.all(sealing);
  await device.phone.outbox.send();
  assert.deepEqual(device.server.came.map((one) => one.sequence).sort(), [1, 2, 3, 4]);
});

test("a tap that was kept before the finish is in it, from whatever tab", async () => {
  const device = await Device.with("ann");
  const other = await device.tab();
  const id = await begun(device);
  const tap = other.drafts.change(id, { answers: { "0/b": SEEN } });
  await Promise.all([tap, device.phone.finish(id)]);
  await device.phone.outbox.send();
  assert.deepEqual(device.server.came[0].answers, { "0/a": SEEN, "0/b": SEEN });
});

test("a tap that comes too late is told so, and lost is nothing", async () => {
  const device = await Device.with("ann");
  const id = await begun(device);
  const [, tap] = await Promise.allSettled([device.phone.finish(id), device.phone.drafts.change(id, { answers: { "0/b": SEEN } })]);
  assert.equal(tap.reason.reason, "gone");
});

test("whoever signs out in another tab while a check is finished: one envelope, theirs", async () => {
  const kinds = new Set();
  for (let after = 1; after < 25; after += 1) {
    for (const finishFirst of [true, false]) {
      const device = await Device.with("ann");
      const other = await device.tab();
      const id = await begun(device);
      const finish = () => device.phone.finish(id).catch((refused) => assert.ok(["gone", "nobody"].includes(refused.reason)));
      const leave = () => other.signOut();
      const [first, second] = finishFirst ? [finish, leave] : [leave, finish];
      let meanwhile;
      killAfter(after, () => (meanwhile = second()));
      await first();
      await (meanwhile ?? second());
      await device.signIn("bea", other);
      await other.outbox.send();
      const came = device.server.came.filter((one) => one.id === id);
      assert.deepEqual([came.length, device.server.of(came[0].grant)], [1, "ann"], `in the middle after ${after}`);
      kinds.add(came[0].kind);
    }
  }
  assert.deepEqual(kinds, new Set(["check", "draft"]));
});

test("a check that was being opened while its author left is not finished as somebody else's", async () => {
  const device = await Device.with("ann");
  const id = await begun(device);
  const { asked, open, crypto } = waitingFor("decrypt");
  const slow = await device.tab({ crypto });
  const finishing = slow.finish(id);
  await asked;
  await device.signIn("bea");
  open();
  await assert.rejects(finishing, { reason: "gone" });
  await device.phone.outbox.send();
  assert.deepEqual(device.server.came.map((one) => [one.kind, device.server.of(one.grant)]), [["draft", "ann"]]);
});

test("a tap in another tab while somebody signs out: when it was shown as kept, it is in what is sealed", async () => {
  const ends = new Set();
  for (let after = 1; after < 25; after += 1) {
    const device = await Device.with("ann");
    const other = await device.tab();
    const id = await begun(device);
    let tapping;
    killAfter(after, () => (tapping = other.drafts.change(id, { answers: { "0/b": SEEN } }).catch((refused) => refused.reason)));
    await device.phone.signOut();
    const kept = (await tapping) !== "gone";
    await device.phone.outbox.send();
    assert.equal("0/b" in device.server.came[0].answers, kept, `tapped after ${after}`);
    ends.add(kept);
  }
  assert.deepEqual(ends, new Set([true, false]));
});

test("what this tab knows of a draft is not sealed once another tab has changed it, or the numbers have gone on", async () => {
  const device = await Device.with("ann");
  const other = await device.tab();
  const id = await begun(device);
  await device.phone.drafts.read(id);
  device.phone.soon(id);
  await other.drafts.change(id, { answers: { "0/b": SEEN } });
  await other.alert({ service: "s1", words: "now", title: "At risk now" });
  await device.phone.finish(id);
  await device.phone.outbox.send();
  const [alert, check] = device.server.came;
  assert.deepEqual([alert.sequence, check.sequence, check.answers], [1, 2, { "0/a": SEEN, "0/b": SEEN }]);
});

test("an alert while its author leaves in another tab: each envelope has a number of its own", async () => {
  for (let after = 1; after < 25; after += 1) {
    const device = await Device.with("ann");
    const other = await device.tab();
    await begun(device);
    let telling;
    killAfter(after, () => (telling = other.alert({ service: "s1", words: "now", title: "At risk now" }).catch((refused) => refused.reason)));
    await device.phone.signOut();
    await telling;
    await device.phone.outbox.send();
    const numbers = device.server.came.map((one) => one.sequence);
    assert.deepEqual(new Set(numbers).size, numbers.length, `told after ${after}`);
  }
});

test("what was sealed as it was left does not count as finished", async () => {
  const device = await Device.with("ann");
  const other = await device.tab();
  const id = await begun(device);
  await other.signOut();
  await assert.rejects(device.phone.finish(id), { reason: "gone" });
});

test("a key made ahead is used for one envelope", async () => {
  const device = await Device.with("ann");
  const ids = [await begun(device), await begun(device)];
  for (const id of ids) {
    await device.phone.drafts.read(id);
    device.phone.soon(id);
  }
  for (const id of ids) await device.phone.finish(id);
  const { outbox } = await device.rows();
  assert.notEqual(JSON.parse(outbox[ids[0]].sealed).epk, JSON.parse(outbox[ids[1]].sealed).epk);
});

test("an alert is sealed at once", async () => {
  const device = await Device.with("ann");
  await device.phone.alert({ service: "s1", words: "She is alone and cold.", title: "At risk now" });
  await device.phone.outbox.send();
  const [{ kind, service, words, raised_at: raised }] = device.server.came;
  assert.deepEqual([kind, service, words, raised], ["alert", "s1", "She is alone and cold.", "2026-11-23T09:00:00.000Z"]);
});

test("a photo belongs to its check, and waits for it", async () => {
  const device = await Device.with("ann");
  const id = await begun(device);
  const jpeg = new Blob([Uint8Array.of(255, 216, 255)]);
  await device.phone.photo({ check: id, item: "i1", position: 0, taken_at: "t", jpeg, title: "Photo" });
  await device.phone.outbox.send();
  assert.deepEqual(device.server.came, []);
  await device.phone.finish(id);
  await device.phone.outbox.send();
  const [check, photo] = device.server.came;
  assert.deepEqual([check.kind, photo.kind, photo.check, photo.item, photo.jpeg], ["check", "photo", id, "i1", "/9j/"]);
});
