// Getting a phone ready where there is signal: keys are made here, the server gives a grant for them, and the personal pack
// is fetched and boxed. phone.with(readyingOn) gives getReady and refresh; a page that only captures does without them.
import { parsed } from "../rules/answers.js";
import { contact } from "../rules/contact.js";
import { ask } from "./ask.js";
import { keepers } from "./drafts.js";
import { intoBox, makeDataKey, makeSigning } from "./keys.js";
import { isOver } from "./owner.js";
import { KEEPING } from "./sealing.js";
import { toTell } from "./sign-outs.js";

export function readyingOn(tools, leaving, who) {
  const { store, crypto, now, locks, changed } = tools;
  return { getReady, refresh };

  function getReady(asked) {
    return locks.request("spotcheck ready", async () => {
      const { personId, session = null } = asked;
      if ((await store.get("keep", "owner"))?.personId !== personId) await leaving.signOut();
      const kept = await keepers(store);
      const stands = kept.owner?.session === session && !isOver(kept.owner, now());
      if (!stands && (await leaving.tell())) await askGrant({ ...asked, session }, kept);
      return who();
    });
  }

  async function askGrant({ personId, csrf, name, session }, { owner: before, phone, left }) {
    const own = before ?? (await makeSigning(crypto));
    const shared = phone ?? (await makeSigning(crypto));
    const asked = { key: own.signingPublic, phone_key: shared.signingPublic, device_at: new Date(now()).toISOString(), name };
    const how = { body: JSON.stringify(asked), headers: { "X-CSRFToken": csrf }, credentials: "same-origin" };
    const answer = await ask(tools, "/grants", how);
    const given = answer?.status === 200 ? parsed(answer.text) : null;
    if (given?.grant?.person !== personId) return;
    const { grant, key, sign_out: signOut } = given;
    const heard = { contact: contact(given.at, now()) };
    const dataKey = before?.dataKey ?? (await makeDataKey(crypto));
    const owner = { ...own, personId, session, grant, signOut, dataKey, ...heard };
    const place = { services: [], checklists: [], ...shared, ...given.phone, organisation: grant.organisation, key, ...heard };
    if (!(await locks.request(KEEPING, () => keep(owner, place, left)))) return;
    changed("owner");
    await refresh();
  }

  // Numbers go on counting on a grant that was given before. False when somebody signed out while the server was asked.
  function keep(owner, phone, left) {
    return store.write("keep", async ({ get, put }) => {
      const [own, shared, now = 0] = [await get("keep", "owner"), await get("keep", "phone"), await get("keep", "left")];
      if (now !== left) return toTell({ get, put }, owner.signOut);
      await put("keep", { ...owner, sequence: own?.grant.id === owner.grant.id ? own.sequence : 0 }, "owner");
      await put("keep", { ...phone, sequence: shared?.grant === phone.grant ? shared.sequence : 0 }, "phone");
      return true;
    });
  }

  // False where nothing was heard; what was fetched before stays.
  async function refresh() {
    const [owner, kept] = await Promise.all([store.get("keep", "owner"), store.get("pack", "pack")]);
    if (!owner) return false;
    const headers = kept?.etag ? { "If-None-Match": kept.etag } : {};
    const answer = await ask(tools, "/phone/pack", { method: "GET", headers, credentials: "same-origin" });
    if (answer?.status === 304) return heard(owner, answer.header("Date"));
    const fetched = answer?.status === 200 ? parsed(answer.text) : null;
    if (fetched?.format !== 1 || fetched.person?.id !== owner.personId) return false;
    const box = { ...(await intoBox(crypto, owner.dataKey, fetched)), etag: answer.header("ETag") };
    const stays = await heard(owner, fetched.at, { box, ...forAnybody(fetched) });
    if (stays) changed("pack");
    return stays;
  }

  // Only while it is still the same person's phone.
  function heard(owner, at, { box, ...open } = {}) {
    return store.write(["keep", "pack"], async ({ get, put }) => {
      const [still, phone] = [await get("keep", "owner"), await get("keep", "phone")];
      if (still?.personId !== owner.personId) return false;
      const fresh = { contact: contact(at, now(), still.contact) };
      await put("keep", { ...still, ...fresh }, "owner");
      await put("keep", { ...phone, ...fresh, ...open }, "phone");
      if (box) await put("pack", box, "pack");
      return true;
    });
  }
}

// Services and checklists are nobody's secret: a second person without signal chooses from them.
const forAnybody = ({ services, checklists }) => ({ services: services.map(({ id, name }) => ({ id, name })), checklists });
