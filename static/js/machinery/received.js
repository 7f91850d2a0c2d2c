// What the server said about a batch, taken in: only a receipt that was expected lets an envelope go.
import { ARRIVED, meaning, NEEDS, words } from "../rules/answers.js";
import { contact } from "../rules/contact.js";
import { intoBox, outOfBox } from "./keys.js";

export class Received {
  #is;

  constructor(tools) {
    this.#is = tools;
  }

  // Always true: the server was heard.
  async take(rows, { at, by }) {
    const { store, now, changed } = this.#is;
    const means = rows.map((row) => ({ row, answer: by.get(row.id), is: meaning(by.get(row.id), row.expects) }));
    const arrived = means.filter(({ is }) => is === ARRIVED);
    const notes = await Promise.all(arrived.map(({ row, answer }) => this.#note(row, answer, at)));
    await store.write(["keep", "outbox", "sent"], async (transaction) => {
      const [keep, outbox, sent] = ["keep", "outbox", "sent"].map((name) => transaction.objectStore(name));
      for (const { row, answer, is } of means) {
        if (is === ARRIVED) await outbox.delete(row.id);
        else await put(outbox, row, is === NEEDS ? { state: "needs", says: words(answer) } : {});
      }
      for (const note of notes.filter(Boolean)) if (await sent.get(note.id)) await sent.put(note);
      for (const name of arrived.length ? ["owner", "phone"] : []) {
        const who = await keep.get(name);
        if (who) await keep.put({ ...who, contact: contact(at, now(), who.contact) }, name);
      }
    });
    changed("received");
    return true;
  }

  // The server's words about one that it will not look at; false when it said none.
  async hold(rows, says) {
    if (!says.length) return false;
    await this.#is.store.write("outbox", async ({ store: outbox }) => {
      for (const row of rows) await put(outbox, row, { state: "needs", says });
    });
    this.#is.changed("received");
    return true;
  }

  // Its author's own note, with the receipt; nobody else's, and none once they have left.
  async #note(row, answer, at) {
    const { store, crypto } = this.#is;
    const [owner, box] = await Promise.all([store.get("keep", "owner"), store.get("sent", row.id)]);
    const note = owner && box ? await outOfBox(crypto, owner.dataKey, box).catch(() => null) : null;
    if (!note) return null;
    const says = answer.state === "refused" ? { says: words(answer) } : {};
    return { id: row.id, ...(await intoBox(crypto, owner.dataKey, { ...note, at: answer.at ?? at, ...says })) };
  }
}

async function put(outbox, row, what) {
  const still = await outbox.get(row.id);
  if (still) await outbox.put({ ...still, tries: still.tries + 1, ...what });
}
