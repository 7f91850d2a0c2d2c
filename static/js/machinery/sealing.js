// What is finished leaves the readable part of the phone: sealed, numbered and put into the outbox in one transaction.
import { contentOf } from "../rules/draft.js";
import { base64 } from "../rules/bytes.js";
import { guarding, keepers } from "./drafts.js";
import { intoBox } from "./keys.js";
import { newId } from "./new-id.js";
import { seal } from "./seal.js";
import { NotReady } from "./store.js";

export const KEEPING = "spotcheck keep"; // held by whoever seals, or changes who the phone's owner is

export function sealingOn({ store, crypto, locks, now, changed }, drafts) {
  const iso = () => new Date(now()).toISOString();
  return { finish, alert, photo, sealed };

  // Doing it twice is harmless: the envelope has the draft's own id.
  function finish(id, { onItsOwn = false } = {}) {
    return locks.request(guarding(id), async () => {
      const draft = await drafts.read(id);
      if (!draft) return finishedBefore(id);
      return keep({ kind: "check", content: { ...contentOf(draft, onItsOwn), finished_at: iso() }, title: draft.title });
    });
  }

  function alert({ title, ...said }) {
    return keep({ kind: "alert", content: { ...said, id: newId(crypto, now()), raised_at: iso() }, title });
  }

  // `jpeg`: a Blob or bytes. It is sent once its `check` is no longer being filled in; `small` stays with the draft until then.
  async function photo({ title, jpeg, small, ...said }) {
    const { check, item, position } = said;
    const bytes = new Uint8Array(jpeg.arrayBuffer ? await jpeg.arrayBuffer() : jpeg);
    const content = { taken_at: iso(), ...said, id: newId(crypto, now()), jpeg: base64(bytes) };
    const what = { kind: "photo", content, title, after: check };
    if (!small) return keep(what);
    return locks.request(guarding(check), async () => {
      const { fresh } = await drafts.withPatch(check, { photos: { [content.id]: { item, position, small } } });
      return keep({ ...what, fresh });
    });
  }

  // A row for the outbox, `ahead` of the last number that its author's grant has given.
  async function sealed({ kind, content, after }, { owner, phone }, ahead = 1) {
    const author = content.claimed ? phone : owner;
    const by = { key: author.signingKey, grant: content.claimed ? phone.grant : owner.grant.id };
    const sequence = author.sequence + ahead;
    const { contact } = author;
    const envelope = await seal(crypto, { kind, content, by, to: phone.key, contact, sequence, now: now() });
    return { ...envelope, order: now(), sequence, after, state: "waiting", says: [], tries: 0 };
  }

  // `fresh`: the row of a draft that goes on; without it a draft of this id is over.
  function keep({ title, fresh, ...what }) {
    return locks.request(KEEPING, async () => {
      const { owner, phone } = await keepers(store);
      const { id, claimed } = what.content;
      if (!phone || !(owner || claimed)) throw new NotReady("nobody");
      const row = await sealed(what, { owner, phone });
      const note = !claimed && { id, ...(await intoBox(crypto, owner.dataKey, { title, kind: what.kind })) };
      await store.write(["keep", "drafts", "outbox", "sent"], async ({ get, put, remove }) => {
        if (what.kind === "check" && !(await get("drafts", id))) throw new NotReady("gone"); // its author has left
        const name = claimed ? "phone" : "owner";
        await put("keep", { ...(await get("keep", name)), sequence: row.sequence }, name);
        await put("outbox", row);
        if (fresh && !(await get("drafts", fresh.id))) throw new NotReady("gone");
        await (fresh ? put("drafts", fresh) : remove("drafts", id));
        if (note) await put("sent", note);
      });
      changed("sealed");
      return { id };
    });
  }

  function finishedBefore(id) {
    return store.read(["outbox", "sent"], async ({ get }) => {
      if (!(await get("outbox", id)) && !(await get("sent", id))) throw new NotReady("gone");
      return { id };
    });
  }
}
