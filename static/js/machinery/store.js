// The phone's database. Every write asks for strict durability: it is on the disk before its promise resolves.
// `notReady`: null, "newer" (a newer Spotcheck runs on this phone: load the page again) or "blocked" (an older page is open).
import "../../vendor/idb.umd.js"; // its only small build puts itself there

const { wrap } = globalThis.idb;
const NAME = "spotcheck";
const VERSION = 1;

export class NotReady extends Error {
  constructor(reason) {
    super(`This phone is not ready: ${reason}`);
    this.reason = reason;
  }
}

// Resolves to null where a page may not store anything.
export async function openStore(indexedDB) {
  const store = new Store(indexedDB);
  await Promise.race([store.opened().catch(() => {}), store.stopped]);
  return store.open || store.notReady ? store : null;
}

class Store {
  notReady = null;
  open = null;
  stopped = new Promise((tell) => (this.tellStopped = tell));
  #indexedDB;
  #opening = null;

  constructor(indexedDB) {
    this.#indexedDB = indexedDB;
  }

  async read(names, then) {
    const transaction = (await this.opened()).transaction(names);
    return (await Promise.all([then(transaction), transaction.done]))[0];
  }

  get(name, key) {
    return this.read(name, (transaction) => transaction.store.get(key));
  }

  // `then` may wait for nothing but this transaction; what it throws undoes everything.
  async write(names, then) {
    const transaction = (await this.opened()).transaction(names, "readwrite", { durability: "strict" });
    const done = transaction.done.catch((thrown) => thrown ?? new Error("undone"));
    try {
      const result = await then(transaction);
      const thrown = await done;
      if (thrown) throw thrown;
      return result;
    } catch (thrown) {
      undo(transaction);
      await done;
      throw thrown;
    }
  }

  put(name, value, key) {
    return this.write(name, (transaction) => transaction.store.put(value, key));
  }

  async opened() {
    if (this.notReady === "newer") throw new NotReady(this.notReady);
    return (this.open ??= await (this.#opening ??= this.#open().finally(() => (this.#opening = null))));
  }

  close() {
    this.open?.close();
    this.open = null;
  }

  #stop(reason) {
    this.notReady = reason;
    this.tellStopped();
  }

  async #open() {
    const request = this.#indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => create(request.result);
    request.onblocked = () => this.#stop("blocked");
    try {
      const database = await wrap(request);
      request.result.onversionchange = () => {
        this.close();
        this.#stop("newer");
      };
      request.result.onclose = () => (this.open = null); // the browser dropped it: opened again at the next use
      this.notReady = null;
      return database;
    } catch (thrown) {
      if (thrown.name === "VersionError") this.#stop("newer");
      throw thrown;
    }
  }
}

function create(database) {
  for (const name of ["keep", "pack"]) database.createObjectStore(name);
  for (const name of ["drafts", "sent", "outbox"]) database.createObjectStore(name, { keyPath: "id" });
}

function undo(transaction) {
  try {
    transaction.abort();
  } catch {
    // it has come to an end already
  }
}
