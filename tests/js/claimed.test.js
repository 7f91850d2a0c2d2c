import assert from "node:assert/strict";
import { test } from "node:test";

import { CLAIMED, Device, OBSERVATION, SEEN } from "./support/phones.mjs";

async function nobody() {
  const device = await Device.with("ann");
  await device.phone.signOut();
  return device;
}

test("a second person without signal captures under a name that they claim, on the phone's own grant", async () => {
  const device = await nobody();
  const { id } = await device.phone.drafts.start(CLAIMED);
  await device.phone.drafts.change(id, { answers: { "0/a": SEEN } });
  assert.deepEqual((await device.phone.drafts.list()).map((one) => one.id), [id]);
  await device.phone.finish(id);
  await device.phone.outbox.send();
  const [came] = device.server.came;
  assert.deepEqual([came.kind, came.claimed, came.sequence], ["check", { sign_in: "bea", whom: "Bea" }, 1]);
  assert.equal(device.server.of(came.grant), "nobody");
});

test("the key of such a draft goes with it", async () => {
  const device = await nobody();
  const { id } = await device.phone.drafts.start(CLAIMED);
  assert.equal((await device.rows()).drafts[id].key.extractable, false);
  await device.phone.finish(id);
  const { drafts, sent } = await device.rows();
  assert.deepEqual([drafts, sent], [{}, {}]);
});

test("they choose from the services and checklists that are nobody's secret", async () => {
  const { phone } = await nobody();
  const here = await phone.here();
  assert.deepEqual([here.services, here.checklists.length], [[{ id: "s1", name: "Larch House" }], 1]);
});

test("a claimed draft that is left is sealed too, as unconfirmed", async () => {
  const device = await nobody();
  await device.phone.drafts.start(CLAIMED);
  const { id } = await device.phone.drafts.start(CLAIMED);
  await device.phone.signOut();
  await device.phone.outbox.send();
  const draft = device.server.came.find((one) => one.id === id);
  assert.deepEqual([draft.kind, draft.claimed.whom, device.server.of(draft.grant)], ["draft", "Bea", "nobody"]);
  assert.deepEqual(device.server.came.map((one) => one.sequence).sort(), [1, 2]);
});

test("numbers go on after claimed drafts were sealed", async () => {
  const device = await nobody();
  await device.phone.drafts.start(CLAIMED);
  await device.phone.signOut();
  await device.phone.alert({ service: "s1", words: "now", claimed: CLAIMED.claimed });
  await device.phone.outbox.send();
  assert.deepEqual(device.server.came.map((one) => one.sequence).sort(), [1, 2]);
});

test("when somebody signs in, claimed drafts of others are not shown to them", async () => {
  const device = await nobody();
  const { id } = await device.phone.drafts.start(CLAIMED);
  await device.signIn("bea");
  assert.deepEqual(await device.phone.drafts.list(), []);
  assert.equal((await device.rows()).outbox[id].kind, "draft");
});

test("an alert can be raised by somebody who is not signed in", async () => {
  const device = await nobody();
  await device.phone.alert({ service: "s1", words: "now", claimed: CLAIMED.claimed });
  await device.phone.outbox.send();
  assert.deepEqual([device.server.came[0].kind, device.server.came[0].claimed.sign_in], ["alert", "bea"]);
});

test("without a name nobody begins, and a name is not claimed while somebody is signed in", async () => {
  const device = await nobody();
  await assert.rejects(device.phone.drafts.start(OBSERVATION), { reason: "nobody" });
  await device.signIn("ann");
  await assert.rejects(device.phone.drafts.start(CLAIMED), { reason: "somebody is signed in" });
});
