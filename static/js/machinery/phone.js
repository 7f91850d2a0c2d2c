// The phone: what is filled in is kept here, sealed when it is finished, and let go only against the server's receipt.
//
// openPhone({indexedDB, crypto, locks, fetch, now, wait, channel}) → phone, or null where a page may not keep or seal anything.
//   now() → milliseconds; wait(then, milliseconds) → stop(); channel: a BroadcastChannel or null. (this-phone.js: the browser's.)
// phone.notReady       null, "newer" (load the page again) or "blocked" (an older page is open elsewhere)
// phone.owner()        null or {personId, name?, grantId, captureUntil}; once the shift is over everything is sealed and it is null
// phone.with(readyingOn) gives, where a page has signal and somebody signed in (readying.js):
//   getReady({personId, csrf, name, session?}) → owner or null. Asks the server only without a standing grant for this
//                      `session` (any text that changes with the sign-in). Another person's data is sealed and removed first.
//   refresh()          fetches the pack again; false where nothing was heard
// phone.pack()         the personal pack, or null
// phone.here()         null or {organisation, services, checklists}: what somebody who is not signed in may choose from
// phone.drafts         .start(context, wanted?) .read(id) .look(id) → {draft, pack} .change(id, {answers, words, context, at})
//                      .list() .discard(id) .takeBack(id, photo)
//                      With nobody signed in, context.claimed = {sign_in, whom} is needed.
// phone.finish(id, {onItsOwn}); phone.soon(id): it is about to be; phone.alert({service, words, title, claimed?}),
// phone.photo({check, item, position, taken_at?, jpeg, small?, title, claimed?}) → {id}: sealed and stored; with `small` (text),
//                      that is in draft.photos until the draft is finished
// phone.keep(id, from) the same for another kind (handing.js): what `from({draft})` gives is sealed, and the draft is over
// phone.outbox         .state() → {waiting, needs: [{id, kind, says, title, kept}], sent: [{id, title, kind, at}]}
//                      .send() .again(id) .seen(id) .file() → Blob
// phone.signOut()      nothing readable is left; phone.leaving() → whether the server does not know of it yet
// phone.watch(fn)      → stop; fn("draft" | "sealed" | "received" | "owner" | "pack"), from any tab
// phone.close()
// A promise is refused with NotReady {reason}: "gone" (finished, sealed or thrown away elsewhere), "nobody" (sign in or
// claim), "somebody is signed in", "late" (not wanted any more), "newer". Whatever resolved is on the disk.
import { draftsOn } from "./drafts.js";
import { leavingOn } from "./leaving.js";
import { outboxOn } from "./outbox.js";
import { ownerOf } from "./owner.js";
import { receivedOn } from "./received.js";
import { sealingOn } from "./sealing.js";
import { sendingOn } from "./sending.js";
import { openStore } from "./store.js";

export { NotReady } from "./store.js";

export async function openPhone({ indexedDB, channel, ...given }) {
  if (!indexedDB || !given.crypto?.subtle || !given.locks) return null;
  const store = await openStore(indexedDB);
  return store && phoneOn(store, given, channel);
}

function phoneOn(store, given, channel) {
  const watching = new Set();
  const tell = (what) => watching.forEach((does) => does(what));
  const changed = (what) => {
    channel?.postMessage(what);
    tell(what);
  };
  if (channel) channel.onmessage = ({ data }) => tell(data);

  const tools = { ...given, store, changed };
  const drafts = draftsOn(tools);
  const { sealed, ...sealing } = sealingOn(tools, drafts);
  const leaving = leavingOn(tools, drafts, sealed);
  const sending = sendingOn(tools, leaving, receivedOn(tools));
  const { who, ...owner } = ownerOf(tools, leaving);
  return {
    get notReady() {
      return store.notReady();
    },
    ...owner,
    ...sealing,
    owner: who,
    drafts,
    outbox: outboxOn(tools, sending.send),
    signOut: leaving.signOut,
    leaving: leaving.untold,
    with: (more) => more(tools, leaving, who),
    watch(does) {
      watching.add(does);
      return () => watching.delete(does);
    },
    close() {
      sending.stop();
      channel?.close();
      store.close();
    },
  };
}
