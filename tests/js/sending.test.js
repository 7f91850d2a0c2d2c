import assert from "node:assert/strict";
import { test } from "node:test";

import { json, receipt } from "./support/server.mjs";
import { Device, OBSERVATION, waitingFor } from "./support/phones.mjs";

const html = { headers: { "Content-Type": "text/html" } };
const typed = { headers: { "Content-Type": "application/json" } };
const envelopes = (request) => request.body.envelopes.map((one) => one.id);

async function finished(device, count = 1) {
  const ids = [];
  for (let at = 0; at < count; at += 1) {
    device.clock.at += 1;
    const { id } = await device.phone.drafts.start(OBSERVATION);
    ids.push((await device.phone.finish(id)).id);
  }
  return ids;
}

async function waiting(count = 1) {
  const device = await Device.with("ann");
  return { device, ids: await finished(device, count) };
}

const kept = async (device) => Object.keys((await device.rows()).outbox);
const delivered = (device) => device.server.sent("/envelopes");

test("a delivery brings no cookie, follows no redirect and is kept in no cache", async () => {
  const { device } = await waiting();
  await device.phone.outbox.send();
  const { how, body } = delivered(device)[0];
  assert.deepEqual([how.method, how.credentials, how.redirect, how.cache], ["POST", "omit", "error", "no-store"]);
  assert.equal(how.headers["Content-Type"], "application/json");
  assert.deepEqual([Object.keys(body), body.format], [["format", "envelopes", "carrier"], 1]);
});

test("whoever is signed in signs for what they carry", async () => {
  const { device, ids } = await waiting(2);
  await device.phone.outbox.send();
  const { grant, signature } = delivered(device)[0].body.carrier;
  const said = new TextEncoder().encode(`spotcheck carrier 1|${ids.join(",")}`);
  assert.ok(await device.server.signed(grant, Buffer.from(signature, "base64url"), said));
});

test("with nobody signed in it is delivered all the same, and nobody signs", async () => {
  const { device } = await waiting();
  await device.phone.signOut();
  await device.phone.outbox.send();
  assert.deepEqual([delivered(device)[0].body.carrier, device.server.came.length], [null, 1]);
});

test("alerts go first, photos last, at most fifty at once", async () => {
  const { device, ids } = await waiting(60);
  await device.phone.photo({ check: ids[0], item: "i", position: 0, taken_at: "t", jpeg: new Uint8Array(9), title: "Photo" });
  await device.phone.alert({ service: "s1", words: "now" });
  await device.phone.outbox.send();
  const [first, second] = delivered(device).map(envelopes);
  assert.deepEqual([first.length, second.length, delivered(device).length], [50, 12, 2]);
  assert.deepEqual(device.server.came.map((one) => one.kind), ["alert", ...Array(60).fill("check"), "photo"]);
  assert.deepEqual(await kept(device), []);
});

const forgery = (change) => async (server, { url, body }) => {
  const answer = JSON.parse(await (await server.answer(url, body)).text());
  return json(change(answer, body) ?? answer);
};

for (const [name, answer] of [
  ["no signal", () => { throw new TypeError("no signal"); }],
  ["a page with 200, as a captive portal answers", () => new Response("<html>Welcome to our Wi-Fi</html>", html)],
  ["JSON that calls itself a page", async (server, { url, body }) => new Response(await (await server.answer(url, body)).text(), html)],
  ["a redirect to a sign-in page", () => { throw new TypeError("redirect"); }],
  ["an answer that was cut short", async (server, { url, body }) => new Response((await (await server.answer(url, body)).text()).slice(0, -20), typed)],
  ["an answer that breaks off", () => new Response(new ReadableStream({ start(stream) { stream.error(new TypeError("cut off")); } }), typed)],
  ["JSON of somebody else", () => json({ ok: true })],
  ["a list", () => json([])],
  ["nothing", () => json(null)],
  ["a newer format", forgery((said) => { said.format = 2; })],
  ["no answer for it", forgery((said) => { said.answers = []; })],
  ["an answer for another id", forgery((said) => { said.answers[0].id = "01a207a2-3280-7fff-bfff-ffffffffffff"; })],
  ["a receipt that is not right", forgery((said) => { said.answers[0].receipt = "0".repeat(64); })],
  ["a receipt for another state", forgery((said) => { said.answers[0].state = "already"; })],
  ["no receipt", forgery((said) => { delete said.answers[0].receipt; })],
  ["a state of the future", forgery((said) => { said.answers[0].state = "archived"; })],
  ["try again", forgery((said) => { said.answers[0] = { id: said.answers[0].id, state: "again" }; })],
  ["a right answer with another status", async (server, { url, body }) => new Response(await (await server.answer(url, body)).text(), { status: 202, ...typed })],
  ["a server that is broken", () => new Response("<h1>500</h1>", { status: 500, ...html })],
  ["a proxy that says it is too much", () => new Response("<h1>413</h1>", { status: 413, ...html })],
  ["a server that has moved", () => json({ says: ["Not here."] }, { status: 404 })],
]) {
  test(`with ${name}, the envelope stays and is sent once more`, async () => {
    const { device, ids } = await waiting();
    device.server.next.push(answer);
    await device.phone.outbox.send();
    assert.deepEqual(await kept(device), ids);
    assert.equal((await device.phone.outbox.state()).waiting, 1);
    assert.deepEqual(device.clock.planned, [2000]);
    device.clock.turn(2000);
    await device.phone.outbox.send();
    assert.deepEqual([await kept(device), device.server.came.length], [[], 1]);
  });
}

test("a server that says nothing is left after half a minute", async () => {
  const { device, ids } = await waiting();
  device.server.next.push((server, { how }) => new Promise((_, refuse) => how.signal.addEventListener("abort", () => refuse(how.signal.reason))));
  const sending = device.phone.outbox.send();
  while (!delivered(device).length) await new Promise(setImmediate);
  assert.deepEqual(device.clock.planned, [30_000]);
  device.clock.turn(30_000);
  await sending;
  assert.deepEqual([await kept(device), device.clock.planned], [ids, [2000]]);
});

test("an answer that was lost on its way back: the second one says already, and that is enough", async () => {
  const { device } = await waiting();
  device.server.next.push(async (server, { url, body }) => { await server.answer(url, body); throw new TypeError("cut off"); });
  await device.phone.outbox.send();
  await device.phone.outbox.send();
  assert.deepEqual([await kept(device), device.server.came.length, (await device.phone.outbox.state()).sent.length], [[], 1, 1]);
});

test("what the server cannot take stays with its words, and goes again when somebody says so", async () => {
  const { device, ids: [id] } = await waiting();
  device.server.says.set(id, { state: "keep", says: ["This phone is not known.", 7] });
  await device.phone.outbox.send();
  const needs = [{ id, kind: "check", says: ["This phone is not known."], title: OBSERVATION.title, kept: false }];
  assert.deepEqual(await device.phone.outbox.state(), { waiting: 0, needs, sent: [] });
  assert.deepEqual([await kept(device), device.clock.planned], [[id], []]);
  await device.phone.outbox.send();
  assert.equal(delivered(device).length, 1);
  device.server.says.clear();
  await device.phone.outbox.again(id);
  assert.deepEqual([await kept(device), (await device.phone.outbox.state()).needs], [[], []]);
});

test("what was received and not taken leaves the phone, and the server's words stay until they were seen", async () => {
  const { device, ids: [id] } = await waiting();
  device.server.says.set(id, { state: "refused", says: ["This version was withdrawn."] });
  await device.phone.outbox.send();
  const { needs, sent, waiting: left } = await device.phone.outbox.state();
  assert.deepEqual([needs, sent, left], [[{ id, kind: "check", says: ["This version was withdrawn."], title: OBSERVATION.title, kept: true }], [], 0]);
  assert.deepEqual(await kept(device), []);
  await device.phone.outbox.seen(id);
  assert.deepEqual((await device.phone.outbox.state()).needs, []);
});

test("one that must wait or needs somebody never stops the others", async () => {
  const { device, ids } = await waiting(4);
  device.server.says.set(ids[0], { state: "again" });
  device.server.says.set(ids[2], { state: "keep", says: ["Not now."] });
  await device.phone.outbox.send();
  assert.deepEqual(device.server.came.map((one) => one.id), [ids[1], ids[3]]);
  assert.deepEqual((await kept(device)).sort(), [ids[0], ids[2]].sort());
  assert.equal(delivered(device).length, 1);
});

for (const status of [400, 413]) {
  test(`when a batch is answered with ${status}, each goes alone, and only the one that cannot go stays with the words`, async () => {
    const { device, ids } = await waiting(3);
    const tooMuch = () => json({ says: ["It is too large."] }, { status });
    device.server.next.push(tooMuch, null, tooMuch, null);
    await device.phone.outbox.send();
    const { needs, waiting: left } = await device.phone.outbox.state();
    assert.deepEqual([needs.map((one) => [one.id, one.says]), left], [[[ids[1], ["It is too large."]]], 0]);
    assert.deepEqual(device.server.came.map((one) => one.id), [ids[0], ids[2]]);
  });
}

for (const status of [429, 503]) {
  test(`a server that answers ${status} is left alone for as long as it asks, whatever happens meanwhile`, async () => {
    const { device } = await waiting();
    device.server.next.push(() => json({ says: ["Please wait."] }, { status, headers: { "Retry-After": "120" } }));
    await device.phone.outbox.send();
    assert.deepEqual(device.clock.planned, [120_000]);
    device.clock.at += 60_000;
    const reloaded = await device.tab();
    await Promise.all([device.phone.outbox.send(), reloaded.outbox.send()]);
    assert.equal(delivered(device).length, 1);
    device.clock.turn(60_000);
    await Promise.all([device.phone.outbox.send(), reloaded.outbox.send()]);
    assert.deepEqual(await kept(device), []);
  });
}

test("several triggers at once make one delivery", async () => {
  const { device } = await waiting();
  await Promise.all([device.phone.outbox.send(), device.phone.outbox.send(), device.phone.outbox.send()]);
  assert.equal(delivered(device).length, 1);
});

test("of two tabs only one sends, and the other looks again a little later", async () => {
  const { device } = await waiting();
  const other = await device.tab();
  await Promise.all([device.phone.outbox.send(), other.outbox.send()]);
  assert.deepEqual([delivered(device).length, device.clock.planned], [1, [2000]]);
  device.clock.turn(2000);
  await other.outbox.send();
  assert.deepEqual([delivered(device).length, device.clock.planned], [1, []]);
});

test("what is finished while something is being sent goes with the same trigger", async () => {
  const { device } = await waiting();
  device.server.next.push(async (server, { url, body }) => {
    await finished(device);
    device.phone.outbox.send();
    return server.answer(url, body);
  });
  await device.phone.outbox.send();
  assert.deepEqual([delivered(device).length, await kept(device)], [2, []]);
});

const noSignal = () => { throw new TypeError("no signal"); };

// What the clock does when the next try has come due, until the one after it is planned.
async function nextTry(device) {
  const [milliseconds] = device.clock.planned;
  device.clock.turn(milliseconds);
  const patience = performance.now() + 10_000; // on a busy machine the keys of the phone take their time
  while (!device.clock.planned.length && performance.now() < patience) await new Promise((go) => setImmediate(go));
}

test("a try comes soon at first and then every half minute", async () => {
  const { device } = await waiting();
  const planned = [];
  device.server.next.push(...Array(6).fill(noSignal));
  await device.phone.outbox.send();
  for (let at = 0; at < 5; at += 1) {
    planned.push(device.clock.planned);
    await nextTry(device);
  }
  assert.deepEqual([...planned, device.clock.planned], [[2000], [4000], [8000], [16000], [30000], [30000]]);
});

test("when the signal comes back, or somebody asks, what did not arrive before makes nobody wait longer", async () => {
  const { device } = await waiting();
  device.server.next.push(noSignal, noSignal, noSignal);
  await device.phone.outbox.send();
  await nextTry(device);
  assert.deepEqual(device.clock.planned, [4000]);
  await device.phone.outbox.send();
  assert.deepEqual(device.clock.planned, [2000]);
  await device.phone.outbox.send();
  assert.deepEqual([device.clock.planned, await kept(device)], [[], []]);
});

test("with nothing to send nobody is asked", async () => {
  const device = await Device.with("ann");
  const before = device.server.asked.length;
  await device.phone.outbox.send();
  assert.deepEqual([device.server.asked.length, device.clock.planned], [before, []]);
});

test("the time at the server is believed only from who could open the envelope", async () => {
  const { device } = await waiting(2);
  const heard = async () => (await device.rows()).keep.owner.contact.server;
  const before = await heard();
  device.server.next.push(() => json({ format: 1, at: "2031-01-01T00:00:00Z", answers: [] }));
  await device.phone.outbox.send();
  assert.equal(await heard(), before);
  device.clock.at += 5000;
  await device.phone.outbox.send();
  assert.equal(await heard(), "2026-11-23T09:00:05.002Z");
});

test("a receipt that comes while its author signs out leaves nothing behind", async () => {
  const { device } = await waiting();
  const { asked, open, crypto } = waitingFor("encrypt");
  const slow = await device.tab({ crypto });
  const sending = slow.outbox.send();
  await asked;
  await device.phone.signOut();
  open();
  await sending;
  const { sent, outbox } = await device.rows();
  assert.deepEqual([sent, outbox], [{}, {}]);
});

test("the sealed envelopes can be saved to a file for an administrator, and stay here as well", async () => {
  const { device, ids } = await waiting(2);
  const file = JSON.parse(await (await device.phone.outbox.file()).text());
  assert.deepEqual([file.spotcheck, file.format, file.envelopes.map((one) => one.id)], ["sealed envelopes", 1, ids]);
  assert.deepEqual(await kept(device), ids);
});

test("a receipt is the digest of the secret, the id and the state", async () => {
  const { device, ids: [id] } = await waiting();
  const { expects, sealed } = (await device.rows()).outbox[id];
  const { secret } = await device.server.opened(JSON.parse(sealed));
  for (const state of ["stored", "already", "refused"]) assert.equal(expects[state], await receipt(secret, id, state));
});
