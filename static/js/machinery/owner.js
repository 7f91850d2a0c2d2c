// Whose phone this is: keys are made here, the server gives a grant for them, and the personal pack is fetched and boxed.
import { parsed } from "../rules/answers.js";
import { contact, hasPassed } from "../rules/contact.js";
import { ask } from "./ask.js";
import { intoBox, makeDataKey, makeSigning, outOfBox } from "./keys.js";
import { KEEPING } from "./sealing.js";

export class Owner {
  #is;
  #leaving;

  constructor(tools, leaving) {
    this.#is = tools;
    this.#leaving = leaving;
  }

  // Nobody, once the shift is over: then everything readable is sealed and removed as if they had signed out.
  async who() {
    const owner = await this.#is.store.get("keep", "owner");
    if (!owner) return null;
    if (this.#isOver(owner)) return this.#leaving.signOut({ told: true }).then(() => null);
    const { id: grantId, capture_until: captureUntil } = owner.grant;
    return { personId: owner.personId, name: (await this.pack())?.person?.name, grantId, captureUntil };
  }

  getReady(asked) {
    return this.#is.locks.request("spotcheck ready", () => this.#ready(asked));
  }

  async #ready({ personId, csrf, name, session = null }) {
    const { store } = this.#is;
    if ((await store.get("keep", "owner"))?.personId !== personId) await this.#leaving.signOut();
    const [before, phone] = await Promise.all([store.get("keep", "owner"), store.get("keep", "phone")]);
    const stands = before?.session === session && !this.#isOver(before);
    if (!stands && (await this.#leaving.tell())) await this.#askGrant({ personId, csrf, name, session, before, phone });
    return this.who();
  }

  async #askGrant({ personId, csrf, name, session, before, phone }) {
    const { crypto, now, locks, changed } = this.#is;
    const own = before ? { key: before.signingKey, public: before.signingPublic } : await makeSigning(crypto);
    const shared = phone ? { key: phone.phoneKey, public: phone.phonePublic } : await makeSigning(crypto);
    const device = new Date(now()).toISOString();
    const body = JSON.stringify({ key: own.public, phone_key: shared.public, device_at: device, name });
    const headers = { "X-CSRFToken": csrf };
    const answer = await ask(this.#is, "/grants", { body, headers, credentials: "same-origin" });
    const given = answer?.status === 200 ? parsed(answer.text) : null;
    if (given?.grant?.person !== personId) return;
    const heard = contact(given.at, now());
    const owner = {
      personId, session, grant: given.grant, signingKey: own.key, signingPublic: own.public,
      dataKey: before?.dataKey ?? (await makeDataKey(crypto)), signOut: given.sign_out, contact: heard,
    };
    const organisation = given.grant.organisation;
    const place = { ...given.phone, phoneKey: shared.key, phonePublic: shared.public, organisation, key: given.key };
    const place_now = { services: [], checklists: [], ...phone, ...place, contact: heard };
    await locks.request(KEEPING, () => this.#keep(owner, place_now));
    changed("owner");
    await this.refresh();
  }

  // Numbers go on counting on a grant that was given before.
  #keep(owner, phone) {
    return this.#is.store.write("keep", async ({ store: keep }) => {
      const [own, shared] = [await keep.get("owner"), await keep.get("phone")];
      const same = own?.grant.id === owner.grant.id;
      await keep.put({ ...owner, sequence: same ? own.sequence : 0 }, "owner");
      await keep.put({ ...phone, sequence: shared?.grant === phone.grant ? shared.sequence : 0 }, "phone");
    });
  }

  #isOver(owner) {
    return hasPassed(owner.grant.capture_until, owner.contact, this.#is.now());
  }

  // False where nothing was heard; what was fetched before stays.
  async refresh() {
    const { store, crypto, now, changed } = this.#is;
    const [owner, kept] = await Promise.all([store.get("keep", "owner"), store.get("pack", "pack")]);
    if (!owner) return false;
    const headers = kept?.etag ? { "If-None-Match": kept.etag } : {};
    const answer = await ask(this.#is, "/phone/pack", { method: "GET", headers, credentials: "same-origin" });
    if (answer?.status === 304) return this.#heard(owner, contact(answer.header("Date"), now(), owner.contact));
    const pack = answer?.status === 200 ? parsed(answer.text) : null;
    if (pack?.format !== 1 || pack.person?.id !== owner.personId) return false;
    const box = { ...(await intoBox(crypto, owner.dataKey, pack)), etag: answer.header("ETag") };
    const stays = await this.#heard(owner, contact(pack.at, now(), owner.contact), { box, pack });
    if (stays) changed("pack");
    return stays;
  }

  // Only while it is still the same person's phone.
  #heard(owner, heard, fetched) {
    return this.#is.store.write(["keep", "pack"], async (transaction) => {
      const keep = transaction.objectStore("keep");
      const [still, phone] = [await keep.get("owner"), await keep.get("phone")];
      if (still?.personId !== owner.personId) return false;
      await keep.put({ ...still, contact: heard }, "owner");
      await keep.put({ ...phone, contact: heard, ...(fetched && forAnybody(fetched.pack)) }, "phone");
      if (fetched) await transaction.objectStore("pack").put(fetched.box, "pack");
      return true;
    });
  }

  async pack() {
    const [owner, kept] = await Promise.all([this.#is.store.get("keep", "owner"), this.#is.store.get("pack", "pack")]);
    return owner && kept ? outOfBox(this.#is.crypto, owner.dataKey, kept).catch(() => null) : null;
  }

  async here() {
    const phone = await this.#is.store.get("keep", "phone");
    return phone ? { organisation: phone.organisation, services: phone.services, checklists: phone.checklists } : null;
  }
}

// Services and checklists are nobody's secret: a second person without signal chooses from them.
const forAnybody = ({ services, checklists }) => ({ services: services.map(({ id, name }) => ({ id, name })), checklists });
