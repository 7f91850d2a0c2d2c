// The one phone of this page: openPhone with what the browser gives. Resolves to null where nothing can be kept.
import { openPhone } from "./phone.js";
import { wait } from "./wait.js";

let opened = null;

export function thisPhone() {
  return (opened ??= openPhone({
    indexedDB: window.indexedDB,
    crypto: window.crypto,
    locks: navigator.locks,
    fetch: (...asked) => window.fetch(...asked),
    now: () => Date.now(),
    wait,
    channel: "BroadcastChannel" in window ? new BroadcastChannel("spotcheck") : null,
  }).catch(() => null));
}
