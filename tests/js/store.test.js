import assert from "node:assert/strict";
import { test } from "node:test";

import FakeEvent from "../vendor/fake-indexeddb/lib/FakeEvent.js";
import { IDBFactory } from "./support/browser.mjs";
import { Device, OBSERVATION, SEEN } from "./support/phones.mjs";
import { openPhone } from "../../static/js/machinery/phone.js";
import { openStore } from "../../static/js/machinery/store.js";

// What each transaction was asked to be, while `does` runs.
async function transactionsOf(does) {
  const asked = [];
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (names, mode = "readonly", options = {}) {
    asked.push({ mode, durability: options.durability });
    return transaction.call(this, names, mode, options);
  };
  try {
    await does();
  } finally {
    IDBDatabase.prototype.transaction = transaction;
  }
  return asked;
}

test("everything that is written is on the disk before it is said to be kept", async () => {
  const asked = await transactionsOf(async () => {
    const device = await Device.with("ann");
    const { id } = await device.phone.drafts.start(OBSERVATION);
    await device.phone.drafts.change(id, { answers: { "0/a": SEEN } });
    await device.phone.finish(id);
    await device.phone.alert({ service: "s1", words: "now" });
    device.server.next.push(() => new Response("", { status: 503, headers: { "Retry-After": "1" } }));
    await device.phone.outbox.send();
    device.clock.turn(1001);
    await device.phone.outbox.send();
    await device.phone.outbox.again(id);
    await device.phone.drafts.discard(id);
    await device.phone.signOut();
    await device.phone.outbox.send();
  });
  const writes = asked.filter((one) => one.mode === "readwrite");
  assert.ok(writes.length > 10);
  assert.deepEqual(new Set(writes.map((one) => one.durability)), new Set(["strict"]));
});

test("a write resolves when it was committed, not before", async () => {
  const store = await openStore(new IDBFactory());
  const order = [];
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (...asked) {
    const made = transaction.apply(this, asked);
    made.addEventListener("complete", () => order.push("committed"));
    return made;
  };
  await store.put("keep", "value", "name").then(() => order.push("said")).finally(() => (IDBDatabase.prototype.transaction = transaction));
  assert.deepEqual(order, ["committed", "said"]);
});

test("what is thrown while writing undoes all of it", async () => {
  const store = await openStore(new IDBFactory());
  const writing = store.write("keep", async ({ put }) => {
    await put("keep", "value", "name");
    throw new TypeError("not today");
  });
  await assert.rejects(writing, /not today/);
  assert.equal(await store.get("keep", "name"), undefined);
});

test("a disk that is full is said, and what was there stays", async () => {
  const device = await Device.with("ann");
  const { id } = await device.phone.drafts.start(OBSERVATION);
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function () { throw new DOMException("full", "QuotaExceededError"); };
  const tap = device.phone.drafts.change(id, { answers: { "0/a": SEEN } });
  await assert.rejects(tap, { name: "QuotaExceededError" }).finally(() => (IDBObjectStore.prototype.put = put));
  assert.deepEqual((await device.phone.drafts.read(id)).answers, {});
});

function broken() {
  const request = Object.assign(new IDBOpenDBRequest(), { readyState: "done", error: new DOMException("broken", "UnknownError") });
  setImmediate(() => request.dispatchEvent(Object.assign(new FakeEvent("error"), { eventPath: [] })));
  return request;
}

const device = new Device();
const whole = { indexedDB: device.indexedDB, crypto: globalThis.crypto, locks: device.locks, fetch: null, now: Date.now, wait: () => () => {} };
for (const [name, missing] of [
  ["no database", { indexedDB: undefined }],
  ["no cryptography, as without HTTPS", { crypto: {} }],
  ["no locks", { locks: undefined }],
  ["a database that may not be opened", { indexedDB: { open() { throw new DOMException("private", "SecurityError"); } } }],
  ["a database that cannot be opened", { indexedDB: { open: broken } }],
]) {
  test(`with ${name} there is no phone, and the page works with the server`, async () => {
    assert.equal(await openPhone({ ...whole, ...missing }), null);
  });
}

async function openedBy(indexedDB, version) {
  const request = indexedDB.open("spotcheck", version);
  return new Promise((done) => (request.onsuccess = () => done(request.result)));
}

test("older code says that a newer Spotcheck is on this phone, and touches nothing", async () => {
  const mine = new Device();
  (await openedBy(mine.indexedDB, 2)).close();
  const phone = await mine.tab();
  assert.equal(phone.notReady, "newer");
  await assert.rejects(phone.drafts.list(), { reason: "newer" });
});

test("a page that is open steps aside for a newer one", async () => {
  const mine = await Device.with("ann");
  const { id } = await mine.phone.drafts.start(OBSERVATION);
  const newer = await openedBy(mine.indexedDB, 2);
  assert.equal(mine.phone.notReady, "newer");
  await assert.rejects(mine.phone.drafts.change(id, {}), { reason: "newer" });
  await mine.phone.outbox.send();
  newer.close();
});

test("while an older page holds the database, the phone says so, and goes on once it is closed", async () => {
  const mine = new Device();
  const older = await openedBy(mine.indexedDB, 1);
  const later = { open: (name) => mine.indexedDB.open(name, 2) };
  const phone = await mine.tab({ indexedDB: later });
  assert.equal(phone.notReady, "blocked");
  older.close();
  while (phone.notReady) await new Promise(setImmediate);
});

test("a database that the browser dropped is opened again at the next use", async () => {
  const mine = await Device.with("ann");
  const { default: forceClose } = await import("../vendor/fake-indexeddb/forceCloseDatabase.js");
  for (const connection of [...mine.indexedDB._databases.get("spotcheck").connections]) forceClose(connection);
  assert.equal((await mine.phone.owner()).personId, "ann");
});

test("a connection that was lost without a word is opened again, and what was asked is done", async () => {
  const mine = await Device.with("ann");
  const { id } = await mine.phone.drafts.start(OBSERVATION);
  for (const connection of [...mine.indexedDB._databases.get("spotcheck").connections]) connection.close();
  assert.deepEqual((await mine.phone.drafts.change(id, { answers: { "0/a": SEEN } })).answers, { "0/a": SEEN });
});
