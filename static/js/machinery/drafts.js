// What is being filled in. A draft is readable only with the key of who began it: its owner's, or for somebody who is not
// signed in one of its own, which lies beside it and goes with it.
import { patched } from "../rules/draft.js";
import { uuid7 } from "../rules/uuid7.js";
import { intoBox, makeDataKey, outOfBox } from "./keys.js";
import { NotReady } from "./store.js";

export const guarding = (id) => `spotcheck draft ${id}`;

export class Drafts {
  #is;

  constructor(tools) {
    this.#is = tools;
  }

  async start(context) {
    const { store, crypto, now, changed } = this.#is;
    const [owner, phone] = await Promise.all([store.get("keep", "owner"), store.get("keep", "phone")]);
    if (!phone || !(owner || context.claimed)) throw new NotReady("nobody");
    if (owner && context.claimed) throw new NotReady("somebody is signed in");
    const id = uuid7(now(), crypto.getRandomValues(new Uint8Array(16)));
    const draft = { answers: {}, words: {}, at: {}, ...context, id, opened_at: new Date(now()).toISOString() };
    const key = owner ? undefined : await makeDataKey(crypto);
    const row = { id, touched: now(), ...(await intoBox(crypto, key ?? owner.dataKey, draft)) };
    await store.write(["keep", "drafts"], async (transaction) => {
      const still = await transaction.objectStore("keep").get("owner");
      if (still?.personId !== owner?.personId) throw new NotReady("nobody");
      await transaction.objectStore("drafts").put(key ? { ...row, key } : row);
    });
    changed("draft");
    return draft;
  }

  // null when it was finished, thrown away or sealed in the meantime.
  async read(id) {
    const row = await this.#is.store.get("drafts", id);
    return row ? this.opened(row) : null;
  }

  // One after another, in whatever tab: nobody's tap is lost under another's.
  change(id, patch) {
    const { store, locks, changed } = this.#is;
    return locks.request(guarding(id), async () => {
      const { draft, fresh } = await this.withPatch(id, patch);
      await store.write("drafts", async ({ store: drafts }) => {
        if (!(await drafts.get(id))) throw new NotReady("gone");
        await drafts.put(fresh);
      });
      changed("draft");
      return draft;
    });
  }

  // The draft with a patch put in, and its row, which is not on the disk yet. Whoever asks holds its lock.
  async withPatch(id, patch) {
    const { store, crypto, now } = this.#is;
    const row = await store.get("drafts", id);
    if (!row) throw new NotReady("gone");
    const draft = patched(await this.opened(row), patch);
    return { draft, fresh: { ...row, touched: now(), ...(await intoBox(crypto, await this.#keyOf(row), draft)) } };
  }

  // The latest first; one that cannot be read is left where it is.
  async list() {
    const rows = await this.rows();
    const read = await Promise.allSettled(rows.map((row) => this.opened(row)));
    const found = read.map((one, at) => one.value && { ...one.value, touched: rows[at].touched }).filter(Boolean);
    return found.sort((one, other) => other.touched - one.touched);
  }

  rows() {
    return this.#is.store.read("drafts", ({ store }) => store.getAll());
  }

  async opened(row) {
    return outOfBox(this.#is.crypto, await this.#keyOf(row), row);
  }

  discard(id) {
    const { store, locks, changed } = this.#is;
    return locks.request(guarding(id), async () => {
      await store.write(["drafts", "outbox"], async (transaction) => {
        await transaction.objectStore("drafts").delete(id);
        const outbox = transaction.objectStore("outbox");
        for (const row of await outbox.getAll()) if (row.after === id) await outbox.delete(row.id);
      });
      changed("draft");
    });
  }

  async #keyOf(row) {
    const key = row.key ?? (await this.#is.store.get("keep", "owner"))?.dataKey;
    if (!key) throw new NotReady("gone"); // they signed out just now
    return key;
  }
}
