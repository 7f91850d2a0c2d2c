// What is being filled in. A draft is readable only with the key of who began it: its owner's, or for somebody who is not
// signed in one of its own, which lies beside it and goes with it.
import { patched } from "../rules/draft.js";
import { newId } from "./new-id.js";
import { intoBox, makeDataKey, outOfBox } from "./keys.js";
import { NotReady } from "./store.js";

export const guarding = (id) => `spotcheck draft ${id}`;

export function draftsOn({ store, crypto, locks, now, changed }) {
  return { start, read, change, takeBack, list, discard, rows, opened, withPatch };

  // Nothing begins once it is not wanted() any more.
  async function start(context, wanted = () => true) {
    const { owner, phone } = await keepers(store);
    if (!phone || !(owner || context.claimed)) throw new NotReady("nobody");
    if (owner && context.claimed) throw new NotReady("somebody is signed in");
    const id = newId(crypto, now());
    const draft = { answers: {}, words: {}, at: {}, ...context, id, opened_at: new Date(now()).toISOString() };
    const key = owner ? {} : { key: await makeDataKey(crypto) };
    const row = { id, touched: now(), ...key, ...(await intoBox(crypto, key.key ?? owner.dataKey, draft)) };
    await store.write(["keep", "drafts"], async ({ get, put }) => {
      if ((await get("keep", "owner"))?.personId !== owner?.personId) throw new NotReady("nobody");
      if (!wanted()) throw new NotReady("late");
      await put("drafts", row);
    });
    changed("draft");
    return draft;
  }

  // null when it was finished, thrown away or sealed in the meantime.
  async function read(id) {
    const row = await store.get("drafts", id);
    return row ? opened(row) : null;
  }

  // One after another, in whatever tab: nobody's tap is lost under another's.
  function change(id, patch) {
    return locks.request(guarding(id), async () => {
      const { draft, fresh } = await withPatch(id, patch);
      await store.write("drafts", async ({ get, put }) => {
        if (!(await get("drafts", id))) throw new NotReady("gone");
        await put("drafts", fresh);
      });
      changed("draft");
      return draft;
    });
  }

  // The draft with a patch put in, and its row, which is not on the disk yet. Whoever asks holds its lock.
  async function withPatch(id, patch) {
    const row = await store.get("drafts", id);
    if (!row) throw new NotReady("gone");
    const key = await keyOf(row);
    const draft = patched(await outOfBox(crypto, key, row), patch);
    return { draft, fresh: { ...row, touched: now(), ...(await intoBox(crypto, key, draft)) } };
  }

  // A photo that is not wanted after all, though it is sealed already.
  function takeBack(id, photo) {
    return locks.request(guarding(id), async () => {
      const { fresh } = await withPatch(id, { photos: { [photo]: null } });
      await store.write(["drafts", "outbox", "sent"], async ({ get, put, remove }) => {
        if (!(await get("drafts", id))) throw new NotReady("gone");
        await put("drafts", fresh);
        if ((await get("outbox", photo))?.after !== id) return;
        await remove("outbox", photo);
        await remove("sent", photo);
      });
      changed("sealed");
    });
  }

  // The latest first; one that cannot be read is left where it is.
  async function list() {
    const found = (await rows()).sort((one, other) => other.touched - one.touched);
    const read = await Promise.allSettled(found.map(opened));
    return read.map(({ value }, at) => value && { ...value, touched: found[at].touched }).filter(Boolean);
  }

  function discard(id) {
    return locks.request(guarding(id), async () => {
      await store.write(["drafts", "outbox"], async ({ all, remove }) => {
        await remove("drafts", id);
        for (const row of await all("outbox")) if (row.after === id) await remove("outbox", row.id);
      });
      changed("draft");
    });
  }

  function rows() {
    return store.read("drafts", ({ all }) => all("drafts"));
  }

  async function opened(row) {
    return outOfBox(crypto, await keyOf(row), row);
  }

  async function keyOf(row) {
    const key = row.key ?? (await store.get("keep", "owner"))?.dataKey;
    if (!key) throw new NotReady("gone"); // they signed out just now
    return key;
  }
}

// Whose phone it is, the phone itself, and how often somebody has left it, at one moment.
export function keepers(store) {
  return store.read("keep", async ({ get }) => {
    const [owner, phone, left = 0] = [await get("keep", "owner"), await get("keep", "phone"), await get("keep", "left")];
    return { owner, phone, left };
  });
}
