import assert from "node:assert/strict";
import { test } from "node:test";

import { Device, OBSERVATION, SEEN } from "./support/phones.mjs";

test("a check that was filled in and finished reaches the server as its author's", async () => {
  const device = await Device.with("ann");
  const draft = await device.phone.drafts.start(OBSERVATION);
  await device.phone.drafts.change(draft.id, { answers: { "0/i1": SEEN } });
  const { id } = await device.phone.finish(draft.id, { onItsOwn: true });
  assert.equal((await device.phone.outbox.state()).waiting, 1);
  await device.phone.outbox.send();
  const [came] = device.server.came;
  assert.deepEqual([came.id, came.kind, came.answers, came.on_its_own], [id, "check", { "0/i1": SEEN }, true]);
  assert.equal(device.server.of(came.grant), "ann");
  const state = await device.phone.outbox.state();
  assert.deepEqual([state.waiting, state.needs], [0, []]);
  assert.deepEqual(state.sent, [{ id, title: OBSERVATION.title, kind: "check", at: device.server.at }]);
});
