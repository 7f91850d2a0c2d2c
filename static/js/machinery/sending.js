// Sends what waits: one tab at a time, in order, batch after batch, each envelope once a round. What did not arrive is
// tried again by itself, soon at first and then every half minute, or when the server asked for it.
import { answersById, parsed, words } from "../rules/answers.js";
import { base64url, utf8 } from "../rules/bytes.js";
import { batch, inOrder } from "../rules/sending.js";
import { stillToWait, waitAsked, waitBeforeTry } from "../rules/waiting.js";
import { ask } from "./ask.js";
import { sign } from "./keys.js";
import { FORMAT } from "./seal.js";
import { NotReady } from "./store.js";

const TOO_MUCH = [400, 413];
const PAUSE = [429, 503];

export class Sending {
  #is;
  #leaving;
  #received;
  #running = null;
  #asked = false;
  #tries = 0;
  #stopWaiting = () => {};

  constructor(tools, leaving, received) {
    this.#is = tools;
    this.#leaving = leaving;
    this.#received = received;
  }

  // Several calls at once make one round; one that comes in the middle is looked after at its end.
  send() {
    this.#asked = true;
    return (this.#running ??= this.#rounds().catch(onlyNotReady).finally(() => (this.#running = null)));
  }

  stop() {
    this.#stopWaiting();
  }

  async #rounds() {
    const tried = new Set();
    let all = true;
    while (this.#asked && all) {
      this.#asked = false;
      const mine = { ifAvailable: true };
      all = await this.#is.locks.request("spotcheck sending", mine, (lock) => lock !== null && this.#round(tried));
    }
    this.#stopWaiting();
    this.#tries = all ? 0 : this.#tries + 1;
    if (all) return;
    const soonest = Math.max(waitBeforeTry(this.#tries - 1), await this.#pause());
    this.#stopWaiting = this.#is.wait(() => this.send(), soonest);
  }

  // True when nothing is left to send.
  async #round(tried) {
    if (!(await this.#waiting()).length && !(await this.#leaving.untold())) return true;
    if ((await this.#pause()) || !(await this.#leaving.tell())) return false;
    let most;
    for (;;) {
      const waiting = await this.#waiting();
      const rows = batch(waiting.filter((row) => !tried.has(row.id)), most);
      if (!rows.length) return !waiting.length;
      const answer = await this.#post(rows);
      if (rows.length > 1 && TOO_MUCH.includes(answer?.status)) {
        most = 1; // one that cannot go never stops the rest
        continue;
      }
      if (!(await this.#taken(rows, answer))) return false;
      for (const row of rows) tried.add(row.id);
    }
  }

  async #taken(rows, answer) {
    const { store, now } = this.#is;
    const said = answer?.status === 200 ? answersById(answer.text) : null;
    if (said) return this.#received.take(rows, said);
    if (TOO_MUCH.includes(answer?.status)) return this.#received.hold(rows, words(parsed(answer.text)));
    const asked = PAUSE.includes(answer?.status) ? waitAsked(answer.header("Retry-After"), now()) : 0;
    if (asked) await store.put("keep", now() + asked, "pause");
    return false;
  }

  async #post(rows) {
    const envelopes = rows.map((row) => row.sealed).join(",");
    const carrier = JSON.stringify(await this.#carrier(rows));
    const body = `{"format":${FORMAT},"envelopes":[${envelopes}],"carrier":${carrier}}`;
    return ask(this.#is, "/envelopes", { body });
  }

  // Who brings them: whoever is signed in on this phone, if anybody is.
  async #carrier(rows) {
    const { store, crypto } = this.#is;
    const owner = await store.get("keep", "owner");
    if (!owner) return null;
    const said = `spotcheck carrier ${FORMAT}|${rows.map((row) => row.id).join(",")}`;
    return { grant: owner.grant.id, signature: base64url(await sign(crypto, owner.signingKey, utf8(said))) };
  }

  #waiting() {
    return this.#is.store.read(["outbox", "drafts"], async (transaction) => {
      const [rows, open] = await Promise.all([
        transaction.objectStore("outbox").getAll(),
        transaction.objectStore("drafts").getAllKeys(),
      ]);
      return inOrder(rows, new Set(open));
    });
  }

  async #pause() {
    const { store, now } = this.#is;
    return stillToWait((await store.get("keep", "pause")) ?? 0, now());
  }
}

function onlyNotReady(thrown) {
  if (!(thrown instanceof NotReady)) throw thrown; // a newer page sends instead
}
