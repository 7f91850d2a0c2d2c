// The real machinery of the phone, driven over stdin and stdout, one JSON a line. For tests in another language.
//
// In:  {"n": 7, "do": "change", …} — answered once, with the same n: {"n": 7, "ok": what it gave} or {"n": 7, "refused": reason}
//      (NotReady's reason, or the words of any other error after "!"), or {"n": 7, "killed": true}.
// `tab` (any text, default "one") says in which of the device's tabs; a tab opens at its first use, also after a kill.
// `kill` (a number) on any command: the battery dies before that many steps of the database have been done; when the command
// ends earlier it is answered as always. Either way `steps` says how many were done.
//
//   ready     {personId, csrf, name?, session?}       phone.with(readyingOn).getReady  refresh · owner · pack · here · leaving · signOut
//   start     {context}                                → the draft          list · read {id} · discard {id}
//   change    {id, patch}                              → the draft
//   finish    {id, onItsOwn?}                          → {id}               alert {…} · photo {…, jpeg: base64}
//   lend      {question, words}                        → the draft of what is answered; answer → {id}; takeBack: its owner has it
//   send      (phone.outbox.send)   state · again {id} · seen {id} · file (→ the text of the file)
//   notReady                                           → null | "newer" | "blocked"
//   upgrade   a newer Spotcheck opens the database
//   kill      everything that is not committed is gone; all tabs are closed; what is under way is answered {"killed": true}
//   close     {tab} an orderly end of one tab
//   snapshot  → a number; restore {snapshot}: kill, and the disk is as it was then
//   rows      → {outbox: [{id, kind, state, tries, envelope}], drafts: [id], keep: [name], sent: [id], pack: n}
//   clock     {at?: iso, real?: true}: set; without `real` time stands still and `turn` moves it
//   turn      {milliseconds}: what has come due (a planned try, the end of a request's patience) is begun
//   network   {base: "http://127.0.0.1:1234", cookie?: "session=…"}: requests go there, the cookie only where a browser would
//             send it; {"pipe": true} (at first): each request is written as {"fetch": k, url, method, headers, body, credentials}
//             and waits for {"fetched": k, status, headers?, text?} or {"fetched": k, "broken": true}; {"none": true}: no signal
//
// Lines of requests that belong to a killed phone may still come in; they are left alone.
import { webcrypto } from "node:crypto";
import { createInterface } from "node:readline";

import { IDBFactory } from "./support/browser.mjs";
import { Clock } from "./support/clock.mjs";
import { copyOf, killAfter, madeFrom, pullThePlug, stepsDone } from "./support/killing.mjs";
import { Locks } from "./support/locks.mjs";
import { PipedFetch } from "./support/piped.mjs";
import { openPhone } from "../../static/js/machinery/phone.js";
import { handingOn } from "../../static/js/machinery/handing.js";
import { readyingOn } from "../../static/js/machinery/readying.js";

const out = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
// Two rounds for the four digits instead of 310,000: handing.test.js shows what they are for.
const derived = (how, ...more) => webcrypto.subtle.deriveBits({ ...how, ...(how.iterations && { iterations: 2 }) }, ...more);
const subtle = new Proxy(webcrypto.subtle, { get: (all, name) => (name === "deriveBits" ? derived : all[name].bind(all)) });
const crypto = { subtle, getRandomValues: (bytes) => webcrypto.getRandomValues(bytes) };
const clock = new Clock();
const piped = new PipedFetch(out);
const snapshots = [];
let real = false;
let device = blank(new IDBFactory());

function blank(indexedDB) {
  return { indexedDB, locks: new Locks(), tabs: new Map(), channels: new Set(), dead: null, alive: true };
}

function tab(name) {
  if (!device.tabs.has(name)) device.tabs.set(name, open(device));
  return device.tabs.get(name);
}

function open(mine) {
  const channel = {
    postMessage: (data) => mine.channels.forEach((one) => one !== channel && one.onmessage?.({ data })),
    close: () => mine.channels.delete(channel),
  };
  mine.channels.add(channel);
  return openPhone({
    indexedDB: mine.indexedDB,
    crypto,
    locks: mine.locks,
    channel,
    fetch: (url, how) => (mine.alive ? piped.fetch(url, how) : new Promise(() => {})),
    now: () => (real ? Date.now() : clock.now()),
    wait: (then, milliseconds) => (real ? realWait : clock.wait)(() => mine.alive && then(), milliseconds),
  });
}

function realWait(then, milliseconds) {
  const timer = setTimeout(then, milliseconds);
  timer.unref();
  return () => clearTimeout(timer);
}

function kill(restored) {
  const gone = device;
  gone.alive = false;
  const left = pullThePlug(gone.indexedDB);
  device = blank(restored ?? left);
  for (const die of gone.dying ?? []) die();
}

const does = {
  ready: ({ phone, ...asked }) => phone.with(readyingOn).getReady(asked),
  refresh: ({ phone }) => phone.with(readyingOn).refresh(),
  owner: ({ phone }) => phone.owner(),
  pack: ({ phone }) => phone.pack(),
  here: ({ phone }) => phone.here(),
  leaving: ({ phone }) => phone.leaving(),
  signOut: ({ phone }) => phone.signOut(),
  start: ({ phone, context }) => phone.drafts.start(context),
  list: ({ phone }) => phone.drafts.list(),
  read: ({ phone, id }) => phone.drafts.read(id),
  discard: ({ phone, id }) => phone.drafts.discard(id),
  change: ({ phone, id, patch }) => phone.drafts.change(id, patch),
  finish: ({ phone, id, onItsOwn }) => phone.finish(id, { onItsOwn }),
  alert: ({ phone, ...what }) => phone.alert(what),
  lend: async ({ phone, question, words }) => {
    const hand = handingOn(phone);
    await hand.handOver(question, "2580");
    return hand.keep({ words: { said: words } });
  },
  answer: ({ phone }) => handingOn(phone).answer(),
  takeBack: ({ phone }) => handingOn(phone).takeBack(),
  photo: ({ phone, jpeg, ...what }) => phone.photo({ ...what, jpeg: Buffer.from(jpeg, "base64") }),
  send: ({ phone }) => phone.outbox.send(),
  state: ({ phone }) => phone.outbox.state(),
  again: ({ phone, id }) => phone.outbox.again(id),
  seen: ({ phone, id }) => phone.outbox.seen(id),
  file: async ({ phone }) => (await phone.outbox.file()).text(),
  notReady: ({ phone }) => phone.notReady,
  upgrade: () => new Promise((done) => {
    const request = device.indexedDB.open("spotcheck", 2);
    request.onsuccess = () => done(request.result.close());
  }),
  close: async ({ phone, inTab }) => { phone.close(); device.tabs.delete(inTab); },
  snapshot: async () => snapshots.push(await copyOf(device.indexedDB)) - 1,
  restore: async ({ snapshot }) => kill(await madeFrom(snapshots[snapshot], (indexedDB) => open(blank(indexedDB)).then((one) => one.close()))),
  rows: async () => {
    const { outbox, drafts, keep, sent, pack } = await copyOf(device.indexedDB);
    const sealed = outbox.map(([, { id, kind, state, tries, sealed: envelope }]) => ({ id, kind, state, tries, envelope: JSON.parse(envelope) }));
    return { outbox: sealed, drafts: drafts.map(([, { id }]) => id), keep: keep.map(([key]) => key), sent: sent.map(([, { id }]) => id), pack: pack.length };
  },
  kill: () => kill(),
  clock: ({ at, real: isReal = false }) => { real = isReal; if (at) clock.at = Date.parse(at); },
  turn: ({ milliseconds }) => clock.turn(milliseconds),
  network: (how) => piped.use(how),
};
const WITHOUT_A_PHONE = new Set(["kill", "restore", "snapshot", "rows", "upgrade", "clock", "turn", "network"]);

async function answered({ n, do: what, tab: inTab = "one", kill: after, ...asked }) {
  const before = stepsDone();
  const mine = device;
  const died = new Promise((die) => (mine.dying ??= new Set()).add(() => die({ killed: true })));
  const spare = after === undefined ? () => {} : killAfter(after, () => mine.alive && kill());
  const phone = WITHOUT_A_PHONE.has(what) ? undefined : tab(inTab);
  const run = async () => ({ ok: (await does[what]({ ...asked, inTab, phone: await phone })) ?? null });
  const ends = run().catch((thrown) => ({ refused: thrown.reason ?? `!${thrown.stack}` }));
  const alone = what === "kill" || what === "restore";
  const said = await (alone ? ends : Promise.race([died, ends]));
  spare();
  out({ n, ...(alone || mine.alive ? said : { killed: true }), steps: stepsDone() - before });
}

for await (const line of createInterface({ input: process.stdin })) {
  const said = JSON.parse(line);
  if ("fetched" in said) piped.fetched(said);
  else answered(said);
}
process.exit(0);
