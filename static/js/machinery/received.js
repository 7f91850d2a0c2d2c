// What the server said about a batch, taken in: only a receipt that was expected lets an envelope go.
import { ARRIVED, meaning, NEEDS, words } from "../rules/answers.js";
import { contact } from "../rules/contact.js";
import { intoBox, outOfBox } from "./keys.js";

export function receivedOn({ store, crypto, now, changed }) {
  return { take, hold };

  // Always true: the server was heard.
  async function take(rows, { at, by }) {
    const means = rows.map((row) => ({ row, answer: by.get(row.id), is: meaning(by.get(row.id), row.expects) }));
    const arrived = means.filter(({ is }) => is === ARRIVED);
    const notes = await Promise.all(arrived.map(({ row, answer }) => noteOf(row, answer, at)));
    await store.write(["keep", "outbox", "sent"], async (disk) => {
      for (const { row, answer, is } of means) {
        if (is === ARRIVED) await disk.remove("outbox", row.id);
        else await tried(disk, row, is === NEEDS ? { state: "needs", says: words(answer) } : {});
      }
      for (const note of notes) if (note && (await disk.get("sent", note.id))) await disk.put("sent", note);
      for (const name of arrived.length ? ["owner", "phone"] : []) {
        const who = await disk.get("keep", name);
        if (who) await disk.put("keep", { ...who, contact: contact(at, now(), who.contact) }, name);
      }
    });
    changed("received");
    return true;
  }

  // The server's words about one that it will not look at; false when it said none.
  async function hold(rows, says) {
    if (!says.length) return false;
    await store.write("outbox", async (disk) => {
      for (const row of rows) await tried(disk, row, { state: "needs", says });
    });
    changed("received");
    return true;
  }

  // Its author's own note, with the receipt; nobody else's, and none once they have left.
  async function noteOf({ id }, answer, at) {
    const [owner, box] = await Promise.all([store.get("keep", "owner"), store.get("sent", id)]);
    const note = owner && box && (await outOfBox(crypto, owner.dataKey, box).catch(() => null));
    if (!note) return null;
    const says = answer.state === "refused" ? { says: words(answer) } : {};
    return { id, ...(await intoBox(crypto, owner.dataKey, { ...note, at: answer.at ?? at, ...says })) };
  }
}

async function tried({ get, put }, { id }, what) {
  const row = await get("outbox", id);
  if (row) await put("outbox", { ...row, tries: row.tries + 1, ...what });
}
