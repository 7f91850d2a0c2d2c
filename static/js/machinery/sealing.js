// What is finished leaves the readable part of the phone: sealed, numbered and put into the outbox in one transaction.
import { contentOf } from "../rules/draft.js";
import { uuid7 } from "../rules/uuid7.js";
import { guarding } from "./drafts.js";
import { intoBox } from "./keys.js";
import { seal } from "./seal.js";
import { NotReady } from "./store.js";

export const KEEPING = "spotcheck keep"; // held by whoever seals, or changes who the phone's owner is

export class Sealing {
  #is;
  #drafts;

  constructor(tools, drafts) {
    this.#is = tools;
    this.#drafts = drafts;
  }

  // Doing it twice is harmless: the envelope has the draft's own id.
  finish(id, { onItsOwn = false } = {}) {
    return this.#is.locks.request(guarding(id), async () => {
      const draft = await this.#drafts.read(id);
      if (!draft) return this.#finishedBefore(id);
      const content = { ...contentOf(draft, onItsOwn), finished_at: this.iso() };
      return this.keep({ kind: "check", content, title: draft.title });
    });
  }

  alert({ service, words, title, claimed }) {
    const content = { id: this.newId(), service, words, raised_at: this.iso(), claimed };
    return this.keep({ kind: "alert", content, title });
  }

  // A row for the outbox, `ahead` of the last number that its author's grant has given.
  async sealed({ kind, content, after }, { owner, phone }, ahead = 1) {
    const { crypto, now } = this.#is;
    const author = content.claimed
      ? { grant: phone.grant, key: phone.phoneKey, of: phone }
      : { grant: owner.grant.id, key: owner.signingKey, of: owner };
    const { contact } = author.of;
    const sequence = author.of.sequence + ahead;
    const envelope = await seal(crypto, { kind, content, author, to: phone.key, contact, sequence, now: now() });
    return { ...envelope, order: now(), sequence, after, state: "waiting", says: [], tries: 0 };
  }

  // `fresh`: the row of a draft that goes on; without it a draft of this id is over.
  keep({ title, fresh, ...what }) {
    const { store, crypto, locks, changed } = this.#is;
    return locks.request(KEEPING, async () => {
      const { owner, phone } = await this.keepers();
      const { id, claimed } = what.content;
      if (!phone || !(owner || claimed)) throw new NotReady("nobody");
      const row = await this.sealed(what, { owner, phone });
      const note = claimed ? null : { id, ...(await intoBox(crypto, owner.dataKey, { title, kind: what.kind })) };
      await store.write(["keep", "drafts", "outbox", "sent"], async (transaction) => {
        const [keep, drafts] = ["keep", "drafts"].map((one) => transaction.objectStore(one));
        if (what.kind === "check" && !(await drafts.get(id))) throw new NotReady("gone"); // its author has left
        const name = claimed ? "phone" : "owner";
        const author = await keep.get(name);
        await keep.put({ ...author, sequence: author.sequence + 1 }, name);
        await transaction.objectStore("outbox").put(row);
        if (fresh && !(await drafts.get(fresh.id))) throw new NotReady("gone");
        await (fresh ? drafts.put(fresh) : drafts.delete(id));
        if (note) await transaction.objectStore("sent").put(note);
      });
      changed("sealed");
      return { id };
    });
  }

  keepers() {
    return this.#is.store.read("keep", async ({ store }) => ({
      owner: await store.get("owner"),
      phone: await store.get("phone"),
    }));
  }

  #finishedBefore(id) {
    return this.#is.store.read(["outbox", "sent"], async (transaction) => {
      const found = await Promise.all(["outbox", "sent"].map((name) => transaction.objectStore(name).get(id)));
      if (!found.some(Boolean)) throw new NotReady("gone");
      return { id };
    });
  }

  newId() {
    return uuid7(this.#is.now(), this.#is.crypto.getRandomValues(new Uint8Array(16)));
  }

  iso() {
    return new Date(this.#is.now()).toISOString();
  }
}
