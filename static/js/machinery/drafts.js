// What is being filled in. A draft is readable only with the key of who began it: its owner's, or for somebody who is not
// signed in one of its own, which lies beside it and goes with it.
import { patched } from "../rules/draft.js";
import { newId } from "./new-id.js";
import { intoBox, makeDataKey, outOfBox } from "./keys.js";
import { NotReady } from "./store.js";

export const guarding = (id) => `spotcheck draft ${id}`;

export function draftsOn({ store, crypto, locks, now, changed }) {
  let latest = null; // as it was read or written here last: finishing need not read it again
  return { start, read, change, takeBack, list, discard, rows, opened, held, look, lately, patchedRow };

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
    return (latest = await held(id)).draft;
  }

  // {draft, pack}: all that a page shows of it, read at one moment.
  async function look(id) {
    const [found, box] = await store.read(["keep", "pack", "drafts"], (rows) => Promise.all([lying(rows, id), rows.get("pack", "pack")]));
    const [before, pack] = await Promise.all([unboxed(found), packOf(crypto, found.owner, box)]);
    latest = before;
    return { draft: before.draft, pack };
  }

  // What is known of it without reading, or null. Whoever writes with it asks whether it is still so: `standing`.
  function lately(id) {
    return latest?.id === id && latest.draft ? latest : null;
  }

  // {id, draft, row, key, owner, phone}: a draft, or null, and whose phone it lies on, at one moment.
  async function held(id) {
    return unboxed(await store.read(["keep", "drafts"], (rows) => lying(rows, id)));
  }

  async function unboxed(found) {
    const { row, owner } = found;
    if (!row) return { ...found, draft: null };
    const key = row.key ?? owner?.dataKey;
    if (!key) throw new NotReady("gone"); // they signed out just now
    return { ...found, key, draft: await outOfBox(crypto, key, row) };
  }

  // One after another, in whatever tab: nobody's tap is lost under another's.
  function change(id, patch) {
    return locks.request(guarding(id), async () => {
      const { fresh, ...before } = await patchedRow(await held(id), patch);
      await store.write("drafts", async ({ get, put }) => {
        if (!(await get("drafts", id))) throw new NotReady("gone");
        put("drafts", fresh);
      });
      latest = { ...before, row: fresh };
      changed("draft");
      return latest.draft;
    });
  }

  // What `held` gave with a patch put in, and its `fresh` row, which is not on the disk yet. Whoever asks holds its lock.
  async function patchedRow(before, patch) {
    if (!before.draft) throw new NotReady("gone");
    const draft = patched(before.draft, patch);
    return { ...before, draft, fresh: { ...before.row, touched: now(), ...(await intoBox(crypto, before.key, draft)) } };
  }

  // A photo that is not wanted after all, though it is sealed already.
  function takeBack(id, photo) {
    return locks.request(guarding(id), async () => {
      const { fresh } = await patchedRow(await held(id), { photos: { [photo]: null } });
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

  // The latest first; one that cannot be read is left where it is, and so is what somebody answers (handing.js).
  async function list() {
    const found = (await rows()).sort((one, other) => other.touched - one.touched);
    const read = await Promise.allSettled(found.map(opened));
    return read.map(({ value }, at) => value && !value.prompt && { ...value, touched: found[at].touched }).filter(Boolean);
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
    return (await unboxed({ row, owner: row.key ? null : await store.get("keep", "owner") })).draft;
  }
}

// The personal pack out of its box; null where there is none, or it is somebody else's.
export async function packOf(crypto, owner, box) {
  return owner && box ? outOfBox(crypto, owner.dataKey, box).catch(() => null) : null;
}

// The row of a draft, if one is named, its owner and the phone, in a transaction.
export async function lying({ get }, id) {
  const [owner, phone, row] = await Promise.all([get("keep", "owner"), get("keep", "phone"), id && get("drafts", id)]);
  return { id, owner, phone, row };
}

// Two of these are the same while nobody wrote in between.
export function standing({ owner, phone, row }) {
  const heard = (who) => [who?.sequence, who?.contact?.device];
  return [owner?.grant.id, heard(owner), phone?.grant, phone?.key.id, heard(phone), row?.iv].join();
}

// Whose phone it is, the phone itself, and how often somebody has left it, at one moment.
export function keepers(store) {
  return store.read("keep", async ({ get }) => {
    const [owner, phone, left = 0] = [await get("keep", "owner"), await get("keep", "phone"), await get("keep", "left")];
    return { owner, phone, left };
  });
}
