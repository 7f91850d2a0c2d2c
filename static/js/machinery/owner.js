// Whose phone this is, and what was fetched for them.
import { hasPassed } from "../rules/contact.js";
import { packOf } from "./drafts.js";

export const isOver = (owner, now) => hasPassed(owner.grant.capture_until, owner.contact, now);

export function ownerOf({ store, crypto, now }, leaving) {
  return { who, pack, here };

  // Nobody, once the shift is over: then everything readable is sealed and removed as if they had signed out.
  async function who() {
    const owner = await store.get("keep", "owner");
    if (!owner) return null;
    if (isOver(owner, now())) return leaving.signOut({ told: true }).then(() => null);
    const { id: grantId, capture_until: captureUntil } = owner.grant;
    return { personId: owner.personId, name: (await pack())?.person?.name, grantId, captureUntil };
  }

  async function pack() {
    const lies = ({ get }) => Promise.all([get("keep", "owner"), get("pack", "pack")]);
    return packOf(crypto, ...(await store.read(["keep", "pack"], lies)));
  }

  async function here() {
    const phone = await store.get("keep", "phone");
    return phone ? { organisation: phone.organisation, services: phone.services, checklists: phone.checklists } : null;
  }
}
