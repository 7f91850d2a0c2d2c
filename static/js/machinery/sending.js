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

export function sendingOn(tools, leaving, received) {
  const { store, crypto, locks, now, wait } = tools;
  let running = null;
  let asked = false;
  let tries = 0;
  let stopWaiting = () => {};
  return { send, stop: () => stopWaiting() };

  // Somebody asks, or something changed, such as the signal: what did not arrive before makes nobody wait longer.
  function send() {
    tries = 0;
    return again();
  }

  // Several calls at once make one round; one that comes in the middle is looked after at its end.
  function again() {
    asked = true;
    return (running ??= rounds().catch(onlyNotReady).finally(() => (running = null)));
  }

  async function rounds() {
    const tried = new Set();
    let all = true;
    while (asked && all) {
      asked = false;
      all = await locks.request("spotcheck sending", { ifAvailable: true }, (lock) => lock !== null && round(tried));
    }
    stopWaiting();
    tries = all ? 0 : tries + 1;
    if (!all) stopWaiting = wait(again, Math.max(waitBeforeTry(tries - 1), await pause()));
  }

  // True when nothing is left to send.
  async function round(tried) {
    if (!(await waiting()).length && !(await leaving.untold())) return true;
    if ((await pause()) || !(await leaving.tell())) return false;
    let most;
    for (;;) {
      const left = await waiting();
      const rows = batch(left.filter((row) => !tried.has(row.id)), most);
      if (!rows.length) return !left.length;
      const answer = await post(rows);
      if (rows.length > 1 && TOO_MUCH.includes(answer?.status)) {
        most = 1; // one that cannot go never stops the rest
        continue;
      }
      if (!(await taken(rows, answer))) return false;
      for (const row of rows) tried.add(row.id);
    }
  }

  async function taken(rows, answer) {
    const said = answer?.status === 200 ? answersById(answer.text) : null;
    if (said) return received.take(rows, said);
    if (TOO_MUCH.includes(answer?.status)) return received.hold(rows, words(parsed(answer.text)));
    const longer = PAUSE.includes(answer?.status) ? waitAsked(answer.header("Retry-After"), now()) : 0;
    if (longer) await store.put("keep", now() + longer, "pause");
    return false;
  }

  async function post(rows) {
    const envelopes = rows.map((row) => row.sealed);
    const carrier = JSON.stringify(await carriedBy(rows.map((row) => row.id)));
    return ask(tools, "/envelopes", { body: `{"format":${FORMAT},"envelopes":[${envelopes.join()}],"carrier":${carrier}}` });
  }

  // Whoever is signed in on this phone, if anybody is.
  async function carriedBy(ids) {
    const owner = await store.get("keep", "owner");
    if (!owner) return null;
    const signature = await sign(crypto, owner.signingKey, utf8(`spotcheck carrier ${FORMAT}|${ids.join()}`));
    return { grant: owner.grant.id, signature: base64url(signature) };
  }

  function waiting() {
    return store.read(["outbox", "drafts"], async ({ all, keys }) => inOrder(await all("outbox"), new Set(await keys("drafts"))));
  }

  async function pause() {
    return stillToWait((await store.get("keep", "pause")) ?? 0, now());
  }
}

function onlyNotReady(thrown) {
  if (!(thrown instanceof NotReady)) throw thrown; // a newer page sends instead
}
