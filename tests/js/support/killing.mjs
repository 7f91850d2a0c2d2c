// A device whose battery can die: what was committed stays, a transaction that was not is undone, everything else is gone.
// Steps are counted by what IndexedDB does one after the other, so that a kill can be put between any two of them.
import { IDBFactory } from "./browser.mjs";

const later = globalThis.setImmediate;
let steps = 0;
let kill = null;

globalThis.setImmediate = (does, ...rest) =>
  later(() => {
    steps += 1;
    if (kill && steps >= kill.at) kill.now();
    does(...rest);
  });

export const stepsDone = () => steps;

// Calls `now` once, before the step that is `after` steps away. Gives a way to think better of it.
export function killAfter(after, now) {
  const mine = { at: steps + Math.max(after, 1), now: () => { if (kill === mine) { kill = null; now(); } } };
  kill = mine;
  return () => { if (kill === mine) kill = null; };
}

// What is on the disk afterwards, in an IndexedDB of its own: without what was not committed, and nobody has it open.
export function pullThePlug(indexedDB) {
  const after = new IDBFactory();
  for (const [name, database] of indexedDB._databases) {
    const isMade = database.rawObjectStores.size && database.transactions.every((one) => one.mode !== "versionchange");
    if (!isMade) continue;
    for (const transaction of database.transactions) if (transaction._state !== "finished") transaction._abort("AbortError");
    for (const connection of database.connections) connection._closePending = connection._closed = true;
    database.connections = [];
    after._databases.set(name, database);
  }
  indexedDB._databases.clear();
  return after;
}

// The rows of every store, deep copies, keys and all.
export async function copyOf(indexedDB) {
  const database = await opened(indexedDB);
  const all = {};
  for (const name of database.objectStoreNames) {
    const store = database.transaction(name).objectStore(name);
    const [keys, values] = [store.getAllKeys(), store.getAll()];
    await new Promise((done) => (values.onsuccess = done));
    all[name] = keys.result.map((key, at) => [store.keyPath === null ? key : undefined, values.result[at]]);
  }
  database.close();
  return all;
}

export async function madeFrom(copy, create) {
  const indexedDB = new IDBFactory();
  await create(indexedDB);
  const database = await opened(indexedDB);
  const transaction = database.transaction(Object.keys(copy), "readwrite");
  for (const [name, rows] of Object.entries(copy)) for (const [key, value] of rows) transaction.objectStore(name).put(value, key);
  await new Promise((done) => (transaction.oncomplete = done));
  database.close();
  return indexedDB;
}

async function opened(indexedDB) {
  const request = indexedDB.open("spotcheck");
  return new Promise((done, refuse) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => refuse(request.error);
  });
}
