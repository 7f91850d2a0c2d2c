// What is sealed and not yet received, and the receipts of what was: *Sent · 2 waiting · Needs you*.
import { inOrder } from "../rules/sending.js";
import { outOfBox } from "./keys.js";

export class Outbox {
  #is;
  #sending;

  constructor(tools, sending) {
    this.#is = tools;
    this.#sending = sending;
  }

  // `needs`: with the server's words; `kept` says that the server has it all the same. `sent`: the latest first.
  async state() {
    const [rows, notes, open] = await Promise.all([this.#rows(), this.#notes(), this.#open()]);
    const title = new Map(notes.map((note) => [note.id, note.title]));
    const held = rows.filter((row) => row.state === "needs");
    const answered = notes.filter((note) => note.says);
    return {
      waiting: inOrder(rows, open).length,
      needs: [
        ...held.map(({ id, kind, says }) => ({ id, kind, says, title: title.get(id), kept: false })),
        ...answered.map(({ id, kind, says, title: name }) => ({ id, kind, says, title: name, kept: true })),
      ],
      sent: notes.filter((note) => note.at && !note.says).sort((one, other) => (one.at < other.at ? 1 : -1)),
    };
  }

  send() {
    return this.#sending.send();
  }

  // "Send again": it waits once more.
  async again(id) {
    await this.#is.store.write("outbox", async ({ store: outbox }) => {
      const row = await outbox.get(id);
      if (row) await outbox.put({ ...row, state: "waiting", says: [] });
    });
    this.#is.changed("sealed");
    return this.send();
  }

  // The server's words about something it has were read.
  async seen(id) {
    await this.#is.store.write("sent", ({ store: sent }) => sent.delete(id));
    this.#is.changed("received");
  }

  // Everything sealed, for an administrator to bring in. Nobody but the server can read it; it stays here as well.
  async file() {
    const sealed = (await this.#rows()).map((row) => row.sealed).join(",");
    const text = `{"spotcheck":"sealed envelopes","format":1,"envelopes":[${sealed}]}`;
    return new Blob([text], { type: "application/json" });
  }

  // Drafts: what follows one of them does not wait to be sent yet.
  async #open() {
    return new Set(await this.#is.store.read("drafts", ({ store }) => store.getAllKeys()));
  }

  #rows() {
    return this.#is.store.read("outbox", ({ store }) => store.getAll());
  }

  async #notes() {
    const { store, crypto } = this.#is;
    const [owner, boxes] = await Promise.all([
      store.get("keep", "owner"),
      store.read("sent", ({ store: sent }) => sent.getAll()),
    ]);
    if (!owner) return [];
    const read = await Promise.allSettled(boxes.map((box) => outOfBox(crypto, owner.dataKey, box)));
    return read.map((one, at) => one.value && { ...one.value, id: boxes[at].id }).filter(Boolean);
  }
}
