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
    if (answer.status !== 204) continue;
    await store.write("keep", async ({ store: keep }) => {
      const tokens = (await keep.get("leaving"))?.tokens.filter((one) => one !== token) ?? [];
      await (tokens.length ? keep.put({ tokens }, "leaving") : keep.delete("leaving"));
    });
  }
  return true;
}
