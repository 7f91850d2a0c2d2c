// The phone: what is filled in is kept here, sealed when it is finished, and let go only against the server's receipt.
//
// openPhone({indexedDB, crypto, locks, fetch, now, wait, channel}) → phone, or null where a page may not keep or seal anything.
//   now() → milliseconds; wait(then, milliseconds) → stop(); channel: a BroadcastChannel or null. (this-phone.js: the browser's.)
// phone.notReady       null, "newer" (load the page again) or "blocked" (an older page is open elsewhere)
// phone.owner()        null or {personId, name?, grantId, captureUntil}
// phone.getReady({personId, csrf, name, session?}) → owner or null. Asks the server only without a standing grant for this
//                      `session` (any text that changes with the sign-in). Another person's data is sealed and removed first.
// phone.refresh()      fetches the pack again; false where nothing was heard
// phone.pack()         the personal pack, or null
// phone.here()         null or {organisation, services, checklists}: what somebody who is not signed in may choose from
// phone.drafts         .start(context) .read(id) .change(id, {answers, words, context, at}) .list() .discard(id)
//                      With nobody signed in, context.claimed = {sign_in, whom} is needed.
// phone.finish(id, {onItsOwn}), phone.alert({service, words, title, claimed?}),
// phone.photo({check, item, position, taken_at, jpeg, title, claimed?}) → {id}: sealed and stored
// phone.outbox         .state() → {waiting, needs: [{id, kind, says, title, kept}], sent: [{id, title, kind, at}]}
//                      .send() .again(id) .seen(id) .file() → Blob
// phone.signOut()      nothing readable is left; phone.leaving() → whether the server does not know of it yet
// phone.watch(fn)      → stop; fn("draft" | "sealed" | "received" | "owner" | "pack"), from any tab
// phone.close()
// A promise is refused with NotReady {reason}: "gone" (finished, sealed or thrown away elsewhere), "nobody" (sign in or
// claim), "somebody is signed in", "newer". Whatever resolved is on the disk.
import { Drafts } from "./drafts.js";
import { Leaving } from "./leaving.js";
import { Outbox } from "./outbox.js";
import { Owner } from "./owner.js";
import { Received } from "./received.js";
import { Sealing } from "./sealing.js";
import { Sending } from "./sending.js";
import { openStore } from "./store.js";

export { NotReady } from "./store.js";

export async function openPhone({ indexedDB, channel, ...given }) {
  if (!indexedDB || !given.crypto?.subtle || !given.locks) return null;
  const store = await openStore(indexedDB);
  return store && new Phone({ ...given, store }, channel);
}

class Phone {
  #store;
  #watching = new Set();
  #channel;
  #parts;

  constructor(given, channel) {
    this.#store = given.store;
    this.#channel = channel;
    const tools = { ...given, changed: (what) => this.#changed(what) };
    const drafts = new Drafts(tools);
    const sealing = new Sealing(tools, drafts);
    const leaving = new Leaving(tools, drafts, sealing);
    const sending = new Sending(tools, leaving, new Received(tools));
    this.#parts = { sealing, leaving, sending, owner: new Owner(tools, leaving) };
    this.drafts = drafts;
    this.outbox = new Outbox(tools, sending);
    if (channel) channel.onmessage = ({ data }) => this.#tell(data);
  }

  get notReady() {
    return this.#store.notReady;
  }

  owner() {
    return this.#parts.owner.who();
  }

  getReady(asked) {
    return this.#parts.owner.getReady(asked);
  }

  refresh() {
    return this.#parts.owner.refresh();
  }

  pack() {
    return this.#parts.owner.pack();
  }

  async here() {
    const phone = await this.#store.get("keep", "phone");
    return phone ? { organisation: phone.organisation, services: phone.services, checklists: phone.checklists } : null;
  }

  finish(id, how) {
    return this.#parts.sealing.finish(id, how);
  }

  alert(what) {
    return this.#parts.sealing.alert(what);
  }

  photo(what) {
    return this.#parts.sealing.photo(what);
  }

  signOut() {
    return this.#parts.leaving.signOut();
  }

  leaving() {
    return this.#parts.leaving.untold();
  }

  watch(does) {
    this.#watching.add(does);
    return () => this.#watching.delete(does);
  }

  close() {
    this.#parts.sending.stop();
    this.#channel?.close();
    this.#store.close();
  }

  #changed(what) {
    this.#channel?.postMessage(what);
    this.#tell(what);
  }

  #tell(what) {
    for (const does of [...this.#watching]) does(what);
  }
}
