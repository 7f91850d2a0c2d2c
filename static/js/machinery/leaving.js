// Signing out, with signal or without: what is unfinished is sealed, then everything readable goes with its key.
// The session's own end is told to the server at the first contact, before anything else is sent.
import { contentOf } from "../rules/draft.js";
import { keepers, lying, standing } from "./drafts.js";
import { KEEPING } from "./sealing.js";
import { tellSignOuts, toTell, untold as untoldOf } from "./sign-outs.js";

export function leavingOn(tools, drafts, sealed) {
  const { store, locks, changed } = tools;
  return { signOut, untold, tell: () => tellSignOuts(tools) };

  // `told`: the server knows already that the session is over.
  async function signOut({ told = false } = {}) {
    await locks.request(KEEPING, async () => {
      while (!(await leave(told)));
    });
    changed("owner");
  }

  // Whether a session is over here and the server does not know it yet.
  async function untold() {
    return (await untoldOf(store)).length > 0;
  }

  // False when something was kept or sealed while the drafts were being sealed: then they are sealed again, with it.
  async function leave(told) {
    const before = await drafts.rows();
    const { owner, phone, left } = await keepers(store);
    const { envelopes, claimed } = await sealAll(before, { owner, phone });
    return store.write(["keep", "drafts", "outbox", "pack", "sent"], async ({ all, get, put, remove, clear }) => {
      if (marks(await all("drafts")) !== marks(before)) return false;
      if (standing(await lying({ get })) !== standing({ owner, phone })) return false;
      for (const row of envelopes) await put("outbox", row);
      if (claimed) await put("keep", { ...phone, sequence: phone.sequence + claimed }, "phone");
      if (owner && !told) await toTell({ get, put }, owner.signOut);
      await put("keep", left + 1, "left");
      await remove("keep", "owner");
      for (const name of ["drafts", "pack", "sent"]) await clear(name);
      return true;
    });
  }

  async function sealAll(rows, keeping) {
    const envelopes = [];
    let claimed = 0;
    for (const row of rows) {
      const draft = await drafts.opened(row).catch(() => null);
      if (!draft || draft.prompt) continue; // what nobody can read goes with the rest, and an answer that nobody sent
      if (draft.claimed) claimed += 1;
      const ahead = draft.claimed ? claimed : envelopes.length - claimed + 1;
      envelopes.push(await sealed({ kind: "draft", content: contentOf(draft) }, keeping, ahead));
    }
    return { envelopes, claimed };
  }
}

// Which drafts, and how each lay: a box that was written again has another iv.
const marks = (rows) => rows.map((row) => `${row.id} ${row.iv}`).join();
