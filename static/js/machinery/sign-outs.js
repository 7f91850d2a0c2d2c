// Sessions that ended on this phone without signal: the server is told of them before anything else is asked of it.
import { ask } from "./ask.js";

export async function untold(store) {
  return (await store.get("keep", "leaving"))?.tokens ?? [];
}

// False where the server cannot be reached at all.
export async function tellSignOuts({ store, fetch, wait }) {
  for (const token of await untold(store)) {
    const answer = await ask({ fetch, wait }, "/sign-outs", { body: JSON.stringify({ token }) });
    if (!answer) return false;
    if (answer.status === 204) await store.write("keep", (rows) => told(rows, token));
  }
  return true;
}

// To be called in a transaction: the server is still to hear of this one.
export async function toTell({ get, put }, token) {
  const others = (await get("keep", "leaving"))?.tokens ?? [];
  await put("keep", { tokens: [...others, token] }, "leaving");
}

async function told({ get, put, remove }, token) {
  const tokens = (await get("keep", "leaving"))?.tokens.filter((one) => one !== token) ?? [];
  await (tokens.length ? put("keep", { tokens }, "leaving") : remove("keep", "leaving"));
}
