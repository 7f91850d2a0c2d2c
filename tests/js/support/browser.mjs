// What a browser has and Node has not: IndexedDB, and its names.
import * as fake from "../../vendor/fake-indexeddb/index.js";

for (const [name, value] of Object.entries(fake)) if (name.startsWith("IDB")) globalThis[name] = value;

export const { IDBFactory } = fake;
