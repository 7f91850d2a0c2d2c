// Photos of a place or kit: each is sealed the moment it is taken, and sent once its check is no longer being filled in.
import { base64 } from "../rules/bytes.js";
import { guarding } from "./drafts.js";
import { NotReady } from "./store.js";

export class Photos {
  #is;
  #drafts;
  #sealing;

  constructor(tools, drafts, sealing) {
    this.#is = tools;
    this.#drafts = drafts;
    this.#sealing = sealing;
  }

  // `jpeg`: a Blob or bytes. `small` (text) stays with the draft until it is finished, to be looked at.
  async add({ check, item, position, taken_at = this.#sealing.iso(), jpeg, small, title, claimed }) {
    const bytes = new Uint8Array(jpeg.arrayBuffer ? await jpeg.arrayBuffer() : jpeg);
    const id = this.#sealing.newId();
    const content = { id, check, item, position, taken_at, claimed, jpeg: base64(bytes) };
    const what = { kind: "photo", content, title, after: check };
    if (small === undefined) return this.#sealing.keep(what);
    return this.#is.locks.request(guarding(check), async () => {
      const { fresh } = await this.#drafts.withPatch(check, { photos: { [id]: { item, position, small } } });
      return this.#sealing.keep({ ...what, fresh });
    });
  }

  // One that is not wanted after all, while its check is still being filled in.
  takeBack(check, id) {
    const { store, locks, changed } = this.#is;
    return locks.request(guarding(check), async () => {
      const { fresh } = await this.#drafts.withPatch(check, { photos: { [id]: null } });
      await store.write(["drafts", "outbox", "sent"], async (transaction) => {
        const [drafts, outbox, sent] = ["drafts", "outbox", "sent"].map((one) => transaction.objectStore(one));
        if (!(await drafts.get(check))) throw new NotReady("gone");
        await drafts.put(fresh);
        if ((await outbox.get(id))?.after !== check) return;
        await outbox.delete(id);
        await sent.delete(id);
      });
      changed("sealed");
    });
  }
}
