// The phone's database. Every write asks for strict durability: it is on the disk before its promise resolves.
// `notReady`: null, "newer" (a newer Spotcheck runs on this phone: load the page again) or "blocked" (an older page is open).
const NAME = "spotcheck";
const VERSION = 1;

export class NotReady extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

// Resolves to null where a page may not store anything.
export async function openStore(indexedDB) {
  let database = null;
  let opening = null;
  let notReady = null;
  let stop;
  const stopped = new Promise((resolve) => {
    stop = (reason) => resolve((notReady = reason));
  });
  await Promise.race([opened().catch(() => {}), stopped]);
  return database || notReady ? { read, write, get, put, close, notReady: () => notReady } : null;

  async function read(names, then) {
    return then(rowsIn(await begin(names, "readonly")));
  }

  // `then` may wait for nothing but these rows; what it throws undoes everything. What it puts need not be waited for.
  async function write(names, then) {
    const transaction = await begin(names, "readwrite");
    const ended = new Promise((end) => {
      transaction.oncomplete = () => end(null);
      transaction.onabort = () => end(transaction.error ?? new Error("undone"));
    });
    try {
      const result = await then(rowsIn(transaction));
      atOnce(transaction);
      const thrown = await ended;
      if (thrown) throw thrown;
      return result;
    } catch (thrown) {
      undo(transaction);
      await ended;
      throw thrown;
    }
  }

  function get(name, key) {
    return read(name, (rows) => rows.get(name, key));
  }

  function put(name, value, key) {
    return write(name, (rows) => rows.put(name, value, key));
  }

  // A connection that the browser dropped without a word is opened again.
  async function begin(names, mode, again = true) {
    try {
      return (await opened()).transaction(names, mode, { durability: "strict" });
    } catch (thrown) {
      if (!again || thrown.name !== "InvalidStateError") throw thrown;
      database = null;
      return begin(names, mode, false);
    }
  }

  async function opened() {
    if (notReady === "newer") throw new NotReady(notReady);
    return (database ??= await (opening ??= open().finally(() => (opening = null))));
  }

  async function open() {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => create(request.result);
    request.onblocked = () => stop("blocked");
    try {
      const found = await answered(request);
      found.onversionchange = () => {
        close();
        stop((notReady = "newer"));
      };
      found.onclose = () => (database = null);
      notReady = null;
      return found;
    } catch (thrown) {
      if (thrown.name === "VersionError") stop("newer");
      throw thrown;
    }
  }

  function close() {
    database?.close();
    database = null;
  }
}

function create(database) {
  for (const name of ["keep", "pack"]) database.createObjectStore(name);
  for (const name of ["drafts", "sent", "outbox"]) database.createObjectStore(name, { keyPath: "id" });
}

function rowsIn(transaction) {
  const rows = { all: "getAll", keys: "getAllKeys", get: "get", put: "put", remove: "delete", clear: "clear" };
  const asking = (does) => (name, ...asked) => answered(transaction.objectStore(name)[does](...asked));
  return Object.fromEntries(Object.entries(rows).map(([name, does]) => [name, asking(does)]));
}

function answered(request) {
  const answer = new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  answer.catch(() => {}); // whoever waits hears it; where nobody does, the transaction is undone and says so
  return answer;
}

// The disk need not wait until each answer has been looked at.
function atOnce(transaction) {
  try {
    transaction.commit();
  } catch {
    // it has come to an end already, or this browser does it by itself
  }
}

function undo(transaction) {
  try {
    transaction.abort();
  } catch {
    // it has come to an end already
  }
}
