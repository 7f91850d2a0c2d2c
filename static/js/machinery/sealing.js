// What is finished leaves the readable part of the phone: sealed, numbered and put into the outbox in one transaction.
import { contentOf } from "../rules/draft.js";
import { base64 } from "../rules/bytes.js";
import { guarding, lying, standing } from "./drafts.js";
import { intoBox } from "./keys.js";
import { newId } from "./new-id.js";
import { keyFor, seal } from "./seal.js";
import { NotReady } from "./store.js";

export const KEEPING = "spotcheck keep"; // held by whoever changes who the phone's owner is

export function sealingOn({ store, crypto, locks, now, changed }, drafts) {
  const iso = () => new Date(now()).toISOString();
  let ahead = null; // a key for the next envelope, made before it is wanted: {to, key}
  return { keep, finish, soon, alert, photo, sealed };

  // Somebody is about to finish this draft: what needs no answer of theirs is made now.
  function soon(id) {
    const to = drafts.lately(id)?.phone?.key;
    if (to && ahead?.to !== to.id) ahead = { to: to.id, key: keyFor(crypto, to) };
  }

  // Doing it twice is harmless: the envelope has the draft's own id. It is sealed while waiting for its turn.
  function finish(id, { onItsOwn = false } = {}) {
    const from = ({ draft }) =>
      draft && { kind: "check", content: { ...contentOf(draft, onItsOwn), finished_at: iso() }, title: draft.title };
    const known = drafts.lately(id);
    const made = known && envelope(known, from);
    made?.catch(() => {}); // it is waited for below
    return locks.request(guarding(id), () => keep(id, from, made));
  }

  function alert({ title, ...said }) {
    const content = { ...said, id: newId(crypto, now()), raised_at: iso() };
    return keep(null, () => ({ kind: "alert", content, title }));
  }

  // `jpeg`: a Blob or bytes. It is sent once its `check` is no longer being filled in; `small` stays with the draft until then.
  async function photo({ title, jpeg, small, ...said }) {
    const { check, item, position } = said;
    const bytes = new Uint8Array(jpeg.arrayBuffer ? await jpeg.arrayBuffer() : jpeg);
    const content = { taken_at: iso(), ...said, id: newId(crypto, now()), jpeg: base64(bytes) };
    const what = { kind: "photo", content, title, after: check };
    if (!small) return keep(null, () => what);
    return locks.request(guarding(check), () =>
      keep(check, async (held) => {
        const { fresh } = await drafts.patchedRow(held, { photos: { [content.id]: { item, position, small } } });
        return { ...what, fresh };
      }),
    );
  }

  // A row for the outbox, `ahead` of the last number that its author's grant has given.
  async function sealed({ kind, content, after }, { owner, phone }, further = 1) {
    const author = content.claimed ? phone : owner;
    const by = { key: author.signingKey, grant: content.claimed ? phone.grant : owner.grant.id };
    const sequence = author.sequence + further;
    const { contact } = author;
    const envelope = await seal(crypto, { kind, content, by, to: phone.key, made: taken(phone.key), contact, sequence, now: now() });
    return { ...envelope, order: now(), sequence, after, state: "waiting", says: [], tries: 0 };
  }

  // No key is used for two envelopes.
  function taken(to) {
    const key = ahead?.to === to.id ? ahead.key : keyFor(crypto, to);
    ahead = null;
    return key;
  }

  // Sealed from what was read, and put away if that still stands; else it is read and sealed again. `id`: the draft it is of.
  async function keep(id, from, made = null) {
    for (;;) {
      const one = await (made ?? envelope(await drafts.held(id), from));
      if (!one) return finishedBefore(id);
      if (await putAway(one)) {
        changed("sealed");
        return { id: one.row.id };
      }
      made = null;
    }
  }

  // `fresh`: the row of a draft that goes on; without it a draft of the envelope's id is over.
  async function envelope(held, from) {
    const what = await from(held);
    if (!what) return null;
    const { content, fresh, ...said } = what; // the rest is its author's note
    const { id, claimed } = content;
    const { owner, phone } = held;
    if (!phone || !(owner || claimed)) throw new NotReady("nobody");
    const row = await sealed(what, held);
    const note = claimed ? null : { id, ...(await intoBox(crypto, owner.dataKey, said)) };
    return { held, row, fresh, note, author: claimed ? "phone" : "owner" };
  }

  function putAway({ held, row, fresh, note, author }) {
    return store.write(["keep", "drafts", "outbox", "sent"], async (rows) => {
      const now = await lying(rows, held.id);
      if (standing(now) !== standing(held)) return false;
      rows.put("keep", { ...now[author], sequence: row.sequence }, author);
      rows.put("outbox", row);
      if (fresh) rows.put("drafts", fresh);
      else rows.remove("drafts", row.id);
      if (note) rows.put("sent", note);
      return true;
    });
  }

  // Sealed as it was left is not finished.
  function finishedBefore(id) {
    return store.read(["outbox", "sent"], async ({ get }) => {
      const row = await get("outbox", id);
      if (row ? row.kind === "draft" : !(await get("sent", id))) throw new NotReady("gone");
      return { id };
    });
  }
}
