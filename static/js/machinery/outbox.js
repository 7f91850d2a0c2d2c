// What is sealed and not yet received, and the receipts of what was: *Sent · 2 waiting · Needs you*.
import { inOrder } from "../rules/sending.js";
import { outOfBox } from "./keys.js";

export function outboxOn({ store, crypto, changed }, send) {
  const rows = () => store.read("outbox", ({ all }) => all("outbox"));
  return { state, send, again, seen, file };

  // `needs`: with the server's words; `kept` says that the server has it all the same. `sent`: the latest first.
  async function state() {
    const [sealed, noted, open] = await Promise.all([rows(), notes(), store.read("drafts", ({ keys }) => keys("drafts"))]);
    const title = new Map(noted.map((note) => [note.id, note.title]));
    const held = sealed.filter((row) => row.state === "needs");
    const needs = (kept) => ({ id, kind, says }) => ({ id, kind, says, title: title.get(id), kept });
    return {
      waiting: inOrder(sealed, new Set(open)).length,
      needs: [...held.map(needs(false)), ...noted.filter((note) => note.says).map(needs(true))],
      sent: noted.filter((note) => note.at && !note.says).sort((one, other) => (one.at < other.at ? 1 : -1)),
    };
  }

  // "Send again": it waits once more.
  async function again(id) {
    await store.write("outbox", async ({ get, put }) => {
      const row = await get("outbox", id);
      if (row) await put("outbox", { ...row, state: "waiting", says: [] });
    });
    changed("sealed");
    return send();
  }

  // The server's words about something it has were read.
  async function seen(id) {
    await store.write("sent", ({ remove }) => remove("sent", id));
    changed("received");
  }

  // Everything sealed, for an administrator to bring in. Nobody but the server can read it; it stays here as well.
  async function file() {
    const sealed = (await rows()).map((row) => row.sealed);
    const text = `{"spotcheck":"sealed envelopes","format":1,"envelopes":[${sealed.join()}]}`;
    return new Blob([text], { type: "application/json" });
  }

  async function notes() {
    const owner = await store.get("keep", "owner");
    const boxes = await store.read("sent", ({ all }) => all("sent"));
    const read = await Promise.allSettled(boxes.map((box) => outOfBox(crypto, owner.dataKey, box)));
    return read.map(({ value }, at) => value && { ...value, id: boxes[at].id }).filter(Boolean);
  }
}
