import assert from "node:assert/strict";
import { test } from "node:test";

import { json } from "./support/server.mjs";
import { Device, OBSERVATION, SEEN } from "./support/phones.mjs";

const noSignal = () => { throw new TypeError("no signal"); };

test("a phone is made ready with keys that cannot be taken out of it, a grant and the pack", async () => {
  const device = await Device.with("ann");
  const { body, how } = device.server.sent("/grants")[0];
  assert.deepEqual(Object.keys(body), ["key", "phone_key", "device_at", "name"]);
  assert.deepEqual([Buffer.from(body.key, "base64url").length, body.device_at], [65, "2026-11-23T09:00:00.000Z"]);
  assert.deepEqual([how.headers["X-CSRFToken"], how.credentials, how.redirect], ["token", "same-origin", "error"]);
  const { keep } = await device.rows();
  assert.deepEqual([keep.owner.signingKey.extractable, keep.owner.dataKey.extractable, keep.phone.signingKey.extractable], [false, false, false]);
  const owner = await device.phone.owner();
  assert.deepEqual([owner.personId, owner.name, owner.captureUntil], ["ann", "Name of ann", "2026-11-23T22:00:00.000Z"]);
  assert.equal((await device.phone.pack()).services[0].name, "Larch House");
});

test("while its grant stands, the server is not asked again", async () => {
  const device = await Device.with("ann");
  await device.signIn("ann");
  assert.equal(device.server.sent("/grants").length, 1);
});

for (const [name, turned, session] of [["after the shift", 13 * 3600_000 + 1, "of ann"], ["after another sign-in", 0, "another"]]) {
  test(`${name} the same person gets a new grant, keeps their key and can read what they began`, async () => {
    const device = await Device.with("ann");
    const { id } = await device.phone.drafts.start(OBSERVATION);
    device.clock.turn(turned);
    await device.phone.getReady({ personId: "ann", csrf: "c", name: "Test", session });
    const [first, second] = device.server.sent("/grants");
    assert.deepEqual([first.body.key, first.body.phone_key], [second.body.key, second.body.phone_key]);
    assert.equal((await device.phone.drafts.read(id)).id, id);
  });
}

test("numbers go on where the same grant is given again", async () => {
  const device = await Device.with("ann");
  await device.phone.alert({ service: "s1", words: "one" });
  await device.phone.getReady({ personId: "ann", csrf: "c", name: "Test", session: "another" });
  await device.phone.alert({ service: "s1", words: "two" });
  await device.phone.outbox.send();
  assert.deepEqual(device.server.came.map((one) => one.sequence), [1, 2]);
});

test("two tabs that get ready at once ask once", async () => {
  const device = await Device.with(null);
  const other = await device.tab();
  await Promise.all([device.signIn("ann"), device.signIn("ann", other)]);
  assert.equal(device.server.sent("/grants").length, 1);
});

test("when somebody else signs in, what was readable is sealed and removed first", async () => {
  const device = await Device.with("ann");
  const { id } = await device.phone.drafts.start(OBSERVATION);
  await device.phone.drafts.change(id, { answers: { "0/a": SEEN } });
  const before = await device.rows();
  await device.signIn("bea");
  const { keep, drafts, outbox } = await device.rows();
  assert.deepEqual([keep.owner.personId, drafts, outbox[id].kind], ["bea", {}, "draft"]);
  assert.notEqual(keep.owner.dataKey, before.keep.owner.dataKey);
  assert.equal(device.server.ended.length, 1);
  assert.equal((await device.phone.pack()).person.id, "bea");
});

for (const [name, answer] of [
  ["no signal", noSignal],
  ["a page instead", () => new Response("<html>", { status: 200, headers: { "Content-Type": "text/html" } })],
  ["a session that has ended", () => json({ says: ["Sign in again."] }, { status: 401 })],
  ["a phone that is reported as lost", () => json({ says: ["It was reported as lost."] }, { status: 409 })],
  ["somebody else's grant", () => json({ grant: { person: "bea" } })],
  ["half an answer", () => new Response('{"grant":', { status: 200, headers: { "Content-Type": "application/json" } })],
]) {
  test(`with ${name}, the phone is not ready and nothing is kept of it`, async () => {
    const device = await Device.with(null);
    device.server.next.push(answer);
    assert.equal(await device.signIn("ann"), null);
    const { owner, phone } = (await device.rows()).keep;
    assert.deepEqual([owner, phone], [undefined, undefined]);
  });
}

test("another person's sign-in without signal leaves nothing of the first one readable", async () => {
  const device = await Device.with("ann");
  device.server.next.push(noSignal, noSignal);
  assert.equal(await device.signIn("bea"), null);
  assert.equal((await device.rows()).keep.owner, undefined);
});

test("a pack is asked for by what is there, and left alone when it is still the same", async () => {
  const device = await Device.with("ann");
  device.server.next.push((server) => json({ format: 1, at: server.at, person: { id: "ann" }, services: [], checklists: [], due: ["new"] }, { headers: { ETag: '"a"' } }));
  assert.equal(await device.phone.refresh(), true);
  device.clock.turn(60_000);
  device.server.next.push((server) => new Response(null, { status: 304, headers: { Date: new Date(server.clock.at).toUTCString() } }));
  assert.equal(await device.phone.refresh(), true);
  assert.equal(device.server.asked.at(-1).how.headers["If-None-Match"], '"a"');
  assert.deepEqual((await device.phone.pack()).due, ["new"]);
  assert.equal((await device.rows()).keep.owner.contact.server, "2026-11-23T09:01:00.000Z");
});

for (const [name, answer] of [
  ["no signal", noSignal],
  ["somebody else's pack", () => json({ format: 1, person: { id: "bea" }, services: [], checklists: [] })],
  ["a newer format", () => json({ format: 2, person: { id: "ann" } })],
  ["a page", () => new Response("<html>", { headers: { "Content-Type": "text/html" } })],
  ["a sign-in that is asked for", () => json({}, { status: 401 })],
]) {
  test(`with ${name}, the pack stays as it was`, async () => {
    const device = await Device.with("ann");
    device.server.next.push(answer);
    assert.equal(await device.phone.refresh(), false);
    assert.equal((await device.phone.pack()).person.id, "ann");
  });
}

test("a pack that comes after the sign-out is not kept", async () => {
  const device = await Device.with("ann");
  device.server.next.push(async (server, { url, body }) => {
    await device.phone.signOut();
    return server.answer(url, body);
  });
  assert.equal(await device.phone.refresh(), false);
  assert.deepEqual((await device.rows()).pack, {});
});

test("whoever signs out while the server is asked stays signed out, and the server hears of it", async () => {
  const device = await Device.with(null);
  device.server.next.push(async (server, { url, body }) => {
    await device.phone.signOut();
    return server.answer(url, body);
  });
  assert.equal(await device.signIn("ann"), null);
  const { keep } = await device.rows();
  assert.deepEqual([keep.owner, keep.leaving.tokens.length], [undefined, 1]);
});
