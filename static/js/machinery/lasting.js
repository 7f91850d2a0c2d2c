// Asks the browser, once and on a tap, not to clear away what waits here. It is given what it uses: `storage` is
// navigator.storage where there is one, `memory` remembers that it was asked.
const ASKED = "asked to last";

export async function askToLast({ storage, memory }) {
  if (!storage?.persist || memory.has(ASKED)) return;
  memory.keep(ASKED);
  if (!(await storage.persisted())) await storage.persist();
}
