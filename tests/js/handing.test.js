// A phone in other hands without signal: the rules, and the machinery on a phone's real database.
import assert from "node:assert/strict";
import { webcrypto as crypto } from "node:crypto";
import { test } from "node:test";

import { answeredOn } from "../../static/js/machinery/answered.js";
import { digitsOf, sameDigits } from "../../static/js/machinery/digits.js";
import { handingOn } from "../../static/js/machinery/handing.js";
import { answerOf, answerWanting, digitsWanting, handView, lineRows, questionIn, textsOf, triesLeft } from "../../static/js/rules/handing.js";
import { privateWords } from "../../static/js/rules/private-words.js";
import { promptRows } from "../../static/js/rules/prompt-rows.js";
import { Device, OBSERVATION } from "./support/phones.mjs";
import { PROMPTS } from "./support/server.mjs";

const [QUESTION, OTHER] = PROMPTS;
const owner = { personId: "ann" };
const lent = { prompt: "q1", back: false };
const draft = { id: "d1" };
const here = { owner, shut: false, lent: null, asked: "q1", question: QUESTION, draft: null, kept: true };

for (const [name, given, view] of [
  ["its owner holds it", {}, "over"],
  ["no worker would keep the other pages shut", { kept: false }, "with-signal"],
  ["the question is not here", { question: null }, "unknown"],
  ["no question is asked for", { asked: "" }, "unknown"],
  ["it is in other hands", { lent, draft }, "question"],
  ["the answer is sealed", { lent }, "learn"],
  ["the question has gone meanwhile", { lent, draft, question: null }, "lock"],
  ["it was given back", { lent: { ...lent, back: true }, draft }, "lock"],
  ["it was given back, answered", { lent: { ...lent, back: true } }, "lock"],
  ["nobody is signed in", { owner: null }, "nobody"],
  ["the server has handed it over", { shut: true }, "nobody"],
]) {
  test(`${name}: ${view}`, () => assert.equal(handView({ ...here, ...given }), view));
}

for (const [text, wanting] of [
  ["2580", null], ["0000", "easy"], ["1234", "easy"], ["9876", "easy"], ["1357", null], ["258", "four"], ["25801", "four"], ["25a0", "four"], ["", "four"],
]) {
  test(`the digits ${text || "nothing"}: ${wanting ?? "will do"}`, () => assert.equal(digitsWanting(text), wanting));
}

const wanting = (text, sure = "") => answerWanting(text, { sure, year: 2026, privateWords });
test("an answer is asked about once where it may say who somebody is", () => {
  assert.deepEqual(wanting("  "), ["nothing"]);
  assert.deepEqual(wanting("x".repeat(2001)), ["long"]);
  assert.deepEqual(wanting("I look at the plan."), []);
  assert.deepEqual(wanting("Her number is 943 476 5919."), ["holds-nhs"]);
  assert.deepEqual(wanting("Mrs Alder waits.", "Mrs Alder waits."), []);
  assert.deepEqual(wanting("Mrs Alder waits in room 4.", "Mrs Alder waits."), ["holds-name", "holds-room"], "other words are asked about again");
});

test("one of both is enough: a line that was chosen, or words", () => {
  assert.deepEqual(answerWanting(" ", { sure: "", year: 2026, privateWords, chosen: ["time"] }), []);
  assert.deepEqual(answerOf({ words: {} }), { words: "", chosen: [] });
  assert.deepEqual(answerOf({ words: { said: " Tak. ", chosen: "time dose", wrote: "pl" } }), { words: "Tak.", chosen: ["time", "dose"], language: "pl" });
});

const POLISH = { tag: "pl", direction: "ltr", question: "Pytanie?", another_way: null, model: null, why: "Bo tak.", lines: { time: "Czas" } };
const WITH_LINES = { ...QUESTION, lines: [{ key: "time", text: "The time" }, { key: "dose", text: "The dose" }], beside: POLISH };

test("the lines of a question, each with its own in the worker's language where it has one, as they were chosen", () => {
  assert.deepEqual(lineRows(WITH_LINES, { words: { chosen: "dose" } }), [
    { key: "time", text: "The time", beside: "Czas", chosen: false },
    { key: "dose", text: "The dose", beside: "", chosen: true },
  ]);
  assert.deepEqual([lineRows(QUESTION, null), lineRows(null, null)], [[], []], "a pack of before has none");
});

test("every text of a view has a value, so that none shows a name in braces", () => {
  const { question, beside_question: polish, beside_model: model, beside_why: why, another, name } = textsOf(WITH_LINES);
  assert.deepEqual([question, polish, model, why, another, name], ["Question 1?", "Pytanie?", "", "Bo tak.", "", "Tomasz"]);
  assert.deepEqual([textsOf(QUESTION).beside_question, textsOf(null).question, textsOf(null).beside_another_way], ["", "", ""]);
});

test("five tries, and not one more", () => assert.deepEqual([0, 1, 4, 5, 9].map(triesLeft), [5, 4, 1, 0, 0]));

test("the rows of Today: the question that was asked for first, none that was answered here", () => {
  const pack = { prompts: PROMPTS };
  assert.deepEqual(promptRows(pack, new Set(), "/prompts/q2").map((one) => one.href), ["/hand#q2", "/hand#q1"]);
  assert.deepEqual(promptRows(pack, new Set(["q1"]), "/today").map(({ title, above }) => [title, above]), [["Question 2?", "Tomasz"]]);
  assert.deepEqual([promptRows(null, new Set(), "/"), promptRows({}, new Set(), "/")], [[], []], "a pack of before has none");
  assert.deepEqual([questionIn(pack, "q1"), questionIn(pack, "q1", new Set(["q1"])), questionIn(null, "q1")], [QUESTION, null, null]);
});

test("the digits are never kept, and the same digits make something else the next time", async () => {
  const [one, two] = [await digitsOf(crypto, "2580"), await digitsOf(crypto, "2580")];
  assert.ok(one.rounds >= 300_000 && one.digits !== two.digits && one.salt !== two.salt);
  assert.ok(!JSON.stringify(one).includes("2580"));
  assert.deepEqual([await sameDigits(crypto, "2580", one), await sameDigits(crypto, "2581", one)], [true, false]);
});

// Two rounds instead of 310,000: what they are for is shown above.
const derived = (how, ...more) => crypto.subtle.deriveBits({ ...how, ...(how.iterations && { iterations: 2 }) }, ...more);
const subtle = new Proxy(crypto.subtle, { get: (all, name) => (name === "deriveBits" ? derived : all[name].bind(all)) });
const quick = { crypto: { subtle, getRandomValues: (bytes) => crypto.getRandomValues(bytes) } };

async function lentPhone() {
  const device = await Device.with("ann");
  device.phone = await device.tab(quick);
  const hand = handingOn(device.phone);
  await hand.handOver(QUESTION, "2580");
  return { device, hand };
}
const write = (hand, said) => hand.keep({ words: { said } });
const lentOf = async (device) => (await device.rows()).keep.owner?.lent;

test("an answer is sealed once as its owner's, names its worker, and arrives; nothing of it stays readable", async () => {
  const { device, hand } = await lentPhone();
  await write(hand, "planted words ");
  const { drafts, keep } = await device.rows();
  const bytes = Buffer.from(JSON.stringify([Object.values(drafts).map((one) => [...one.box]), keep.owner.lent])).toString();
  assert.ok(!bytes.includes("planted") && !bytes.includes("2580"));
  device.clock.turn(60_000);
  const [first, second] = [await hand.answer(), await hand.answer()];
  assert.deepEqual(first, second, "twice is once");
  assert.deepEqual((await hand.look()).draft, null);
  await device.phone.outbox.send();
  const [came] = device.server.came;
  assert.equal(device.server.came.length, 1);
  assert.deepEqual(
    [came.id, came.kind, came.prompt, came.worker, came.words, came.opened_at, came.answered_at, device.server.of(came.grant)],
    [first.id, "prompt-answer", "q1", "w1", "planted words", "2026-11-23T09:00:00.000Z", "2026-11-23T09:01:00.000Z", "ann"],
  );
  const { sent } = await device.phone.outbox.state();
  assert.deepEqual(sent.map((one) => [one.title, one.kind]), [["Tomasz: Question 1?", "prompt-answer"]]);
  assert.deepEqual([...(await answeredOn(device.phone))], ["q1"]);
});

test("lines that were chosen and the language of the words go along", async () => {
  const { device, hand } = await lentPhone();
  await hand.keep({ words: { said: null, chosen: "time dose", wrote: "pl" } });
  await hand.answer();
  await device.phone.outbox.send();
  const [{ words, chosen, language }] = device.server.came;
  assert.deepEqual({ words, chosen, language }, { words: "", chosen: ["time", "dose"], language: "pl" });
});

test("what is being answered is nobody's check: no list shows it, and no sign-out sends it", async () => {
  const { device, hand } = await lentPhone();
  await write(hand, "not sent");
  await device.phone.drafts.start(OBSERVATION);
  assert.deepEqual((await device.phone.drafts.list()).map((one) => one.title), [OBSERVATION.title]);
  await device.phone.signOut();
  const { outbox, drafts, keep } = await device.rows();
  assert.deepEqual([Object.values(outbox).map((one) => one.kind), drafts, keep.owner], [["draft"], {}, undefined]);
});

test("what was not sent waits for the next time the same question is handed over", async () => {
  const { device, hand } = await lentPhone();
  await write(hand, "half of it");
  await hand.giveBack();
  assert.deepEqual(await hand.unlock("2580"), { open: true });
  await hand.handOver(OTHER, "2580");
  assert.deepEqual((await hand.look()).draft.words, {});
  await hand.takeBack();
  await hand.handOver(QUESTION, "1379");
  assert.equal((await hand.look()).draft.words.said, "half of it");
  assert.equal(Object.keys((await device.rows()).drafts).length, 2);
});

test("each try is counted before it is judged, the right digits open, and begin the counting anew", async () => {
  const { device, hand } = await lentPhone();
  await hand.giveBack();
  assert.equal((await lentOf(device)).back, true);
  assert.deepEqual([await hand.unlock("0000"), await hand.unlock("1111")], [{ left: 4 }, { left: 3 }]);
  assert.equal((await lentOf(device)).tries, 2);
  assert.deepEqual(await hand.unlock("2580"), { open: true });
  assert.equal(await lentOf(device), undefined);
  assert.equal((await device.phone.owner()).personId, "ann");
});

test("after five the owner is signed out, and what was finished stays sealed", async () => {
  const { device, hand } = await lentPhone();
  await write(hand, "I ask.");
  await hand.answer();
  await hand.giveBack();
  const said = [];
  for (const digits of ["0000", "0001", "0002", "0003", "0004"]) said.push(await hand.unlock(digits));
  assert.deepEqual(said, [{ left: 4 }, { left: 3 }, { left: 2 }, { left: 1 }, { out: true }]);
  const { keep, pack, outbox } = await device.rows();
  assert.deepEqual([keep.owner, pack, Object.values(outbox).map((one) => one.kind)], [undefined, {}, ["prompt-answer"]]);
  await device.phone.outbox.send();
  assert.deepEqual([device.server.came.length, device.server.ended.length], [1, 1], "the server hears of the sign-out first");
});

test("a phone that was killed after its fifth try lets nobody try again", async () => {
  const { device, hand } = await lentPhone();
  await device.phone.with(({ store }) => store.write("keep", async ({ get, put }) => {
    const kept = await get("keep", "owner");
    await put("keep", { ...kept, lent: { ...kept.lent, tries: 5 } }, "owner");
  }));
  assert.deepEqual(await hand.unlock("2580"), { out: true });
});

test("two tabs that try at once are two tries", async () => {
  const { device, hand } = await lentPhone();
  const other = handingOn(await device.tab(quick));
  const said = await Promise.all([hand.unlock("0000"), other.unlock("0001")]);
  assert.deepEqual(said.map((one) => one.left).sort(), [3, 4]);
});

test("a grant that is asked for again keeps the phone shut", async () => {
  const { device } = await lentPhone();
  await device.phone.getReady({ personId: "ann", csrf: "c", name: "Test", session: "another" });
  assert.equal((await lentOf(device)).prompt, "q1");
});

test("what the server will not take is said in words, and it has the answer all the same", async () => {
  const { device, hand } = await lentPhone();
  await write(hand, "I ask.");
  const { id } = await hand.answer();
  device.server.says.set(id, { state: "refused", says: ["This question was taken back."] });
  await device.phone.outbox.send();
  const { needs } = await device.phone.outbox.state();
  assert.deepEqual(needs.map(({ kind, says, kept }) => [kind, says, kept]), [["prompt-answer", ["This question was taken back."], true]]);
});

test("the clear part of the phone never holds a question or a name", async () => {
  const { device } = await lentPhone();
  const { keep } = await device.rows();
  assert.ok(!JSON.stringify([keep.phone, keep.owner]).match(/Question|Tomasz/));
});
