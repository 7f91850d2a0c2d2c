// Signing out, with signal or without: what is unfinished is sealed, then everything readable goes with its key.
// The session's own end is told to the server at the first contact, before anything else is sent.
import { contentOf } from "../rules/draft.js";
import { KEEPING } from "./sealing.js";
import { tellSignOuts, untold } from "./sign-outs.js";

export class Leaving {
  #is;
  #drafts;
  #sealing;

  constructor(tools, drafts, sealing) {
    this.#is = tools;
    this.#drafts = drafts;
    this.#sealing = sealing;
  }

  // `told`: the server knows already that the session is over.
  async signOut({ told = false } = {}) {
    await this.#is.locks.request(KEEPING, async () => {
      while (!(await this.#leave(told)));
    });
    this.#is.changed("owner");
  }

  // Whether a session is over here and the server does not know it yet.
  async untold() {
    return (await untold(this.#is.store)).length > 0;
  }

  tell() {
    return tellSignOuts(this.#is);
  }

  // False when a tap was kept while the drafts were being sealed: then they are sealed again, with it.
  async #leave(told) {
    const { store } = this.#is;
    const rows = await this.#drafts.rows();
    const { owner, phone } = await this.#sealing.keepers();
    const { sealed, claimed } = await this.#sealAll(rows, { owner, phone });
    return store.write(["keep", "drafts", "outbox", "pack", "sent"], async (transaction) => {
      const at = (name) => transaction.objectStore(name);
      if (marks(await at("drafts").getAll()) !== marks(rows)) return false;
      for (const row of sealed) await at("outbox").put(row);
      if (claimed) await at("keep").put({ ...phone, sequence: phone.sequence + claimed }, "phone");
      if (owner && !told) {
        const before = (await at("keep").get("leaving"))?.tokens ?? [];
        await at("keep").put({ tokens: [...before, owner.signOut] }, "leaving");
      }
      await at("keep").delete("owner");
      for (const name of ["drafts", "pack", "sent"]) await at(name).clear();
      return true;
    });
  }

  async #sealAll(rows, keepers) {
    const sealed = [];
    let claimed = 0;
    for (const row of rows) {
      const draft = await this.#drafts.opened(row).catch(() => null); // one that nobody can read goes with the rest
      if (!draft) continue;
      if (draft.claimed) claimed += 1;
      const ahead = draft.claimed ? claimed : sealed.length - claimed + 1;
      sealed.push(await this.#sealing.sealed({ kind: "draft", content: contentOf(draft) }, keepers, ahead));
    }
    return { sealed, claimed };
  }
}

// Which drafts, and how each lay: a box that was written again has another iv.
const marks = (rows) => rows.map((row) => `${row.id} ${row.iv}`).join();
