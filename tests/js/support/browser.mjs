// What a browser has and Node has not: the names of IndexedDB, and idb where a page's script would put it.
import { createRequire } from "node:module";

import * as fake from "../../vendor/fake-indexeddb/index.js";

for (const [name, value] of Object.entries(fake)) if (name.startsWith("IDB")) globalThis[name] = value;
globalThis.idb = createRequire(import.meta.url)("../../../static/vendor/idb.umd.js");

export const { IDBFactory } = fake;
