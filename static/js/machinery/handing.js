// The phone in other hands for one short question, without signal. Whose phone it is says so beside the owner: {prompt, draft,
// at, back, salt, digits, tries}; with the owner it goes. handingOn(phone) → see the functions.
import { answerOf, MOST_TRIES, triesLeft } from "../rules/handing.js";
import { answeredOn } from "./answered.js";
import { digitsOf, sameDigits } from "./digits.js";
import { guarding } from "./drafts.js";
import { NotReady } from "./store.js";

export function handingOn(phone) {
  return phone.with((tools, leaving) => handing(phone, tools, leaving));
}

function handing(phone, { store, crypto, locks, now, changed }, leaving) {
  const iso = () => new Date(now()).toISOString();
  return { look, handOver, takeBack, keep, answer, giveBack, unlock };

  // {lent, shut, draft, answered}: how it stands, at one moment.
  async function look() {
    const [owner, shut] = await store.read("keep", ({ get }) => Promise.all([get("keep", "owner"), get("keep", "handed")]));
    const lent = owner?.lent ?? null;
    const draft = lent ? await phone.drafts.read(lent.draft) : null;
    return { lent, shut: Boolean(shut), draft, answered: await answeredOn(phone) };
  }

  // From here on this phone shows nothing but this question. What was begun of it before goes on.
  async function handOver(question, digits) {
    const made = await digitsOf(crypto, digits);
    const begun = (await begunOf(question.id)) ?? (await phone.drafts.start(contextOf(question)));
    await ofOwner((owner) => ({ ...owner, lent: { prompt: question.id, draft: begun.id, at: iso(), tries: 0, ...made } }));
    changed("lent");
  }

  // It could not be kept shut here: as if it had not been handed over.
  async function takeBack() {
    await ofOwner(({ lent, ...owner }) => owner);
    changed("lent");
  }

  // `patch`: {words: {said, chosen, wrote}}, at each stroke and tap.
  async function keep(patch) {
    return phone.drafts.change((await mine()).lent.draft, patch);
  }

  // Sealed as its owner's, marked with whose answer it is; then the draft is gone. Twice is once.
  async function answer() {
    const { draft: id } = (await mine()).lent;
    const from = ({ draft }) =>
      draft && {
        kind: "prompt-answer",
        title: draft.title,
        prompt: draft.prompt,
        content: { id, prompt: draft.prompt, worker: draft.worker, ...answerOf(draft), opened_at: draft.opened_at, answered_at: iso() },
      };
    return locks.request(guarding(id), () => phone.keep(id, from));
  }

  // Only the lock is shown from here. What was not sent stays for the next time.
  async function giveBack() {
    await ofOwner((owner) => (owner.lent ? { ...owner, lent: { ...owner.lent, back: true } } : owner));
    changed("lent");
  }

  // {open} when they are right; {left}: so many tries more; {out} when nobody is signed in any more. A try is counted first.
  function unlock(digits) {
    return locks.request("spotcheck unlocking", async () => {
      const { lent } = await mine();
      if (lent.tries >= MOST_TRIES) return out();
      const tries = lent.tries + 1;
      await ofOwner((owner) => ({ ...owner, lent: { ...owner.lent, tries } }));
      if (await sameDigits(crypto, digits, lent)) return takeBack().then(() => ({ open: true }));
      return triesLeft(tries) ? { left: triesLeft(tries) } : out();
    });
  }

  async function out() {
    await leaving.signOut();
    return { out: true };
  }

  async function mine() {
    const owner = await store.get("keep", "owner");
    if (!owner?.lent) throw new NotReady("gone");
    return owner;
  }

  function ofOwner(then) {
    return store.write("keep", async ({ get, put }) => {
      const owner = await get("keep", "owner");
      if (!owner) throw new NotReady("nobody");
      await put("keep", then(owner), "owner");
    });
  }

  async function begunOf(id) {
    const read = await Promise.allSettled((await phone.drafts.rows()).map(phone.drafts.opened));
    return read.find(({ value }) => value?.prompt === id)?.value;
  }
}

const contextOf = ({ id, worker, first_name: name, question }) => ({ prompt: id, worker, title: `${name}: ${question}` });
