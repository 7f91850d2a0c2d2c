import assert from "node:assert/strict";
import { test } from "node:test";

import { beforeFinishing, nothingToSend } from "../../static/js/rules/before-finishing.js";
import { freeFrom } from "../../static/js/rules/free-from.js";
import { saidBefore, seenBefore } from "../../static/js/rules/seen-for.js";
import { keptAnswer } from "../../static/js/rules/kept-answer.js";
import { privateWords } from "../../static/js/rules/private-words.js";
import { halfRead, howFar, nextOpen, pageDone, recordAfter, stillOpen } from "../../static/js/rules/progress.js";
import { places } from "../../static/js/rules/sheet.js";
import { readSpot, spotHash, wayOn } from "../../static/js/rules/spot.js";
import { usualShift } from "../../static/js/rules/usual-shift.js";
import { cases, sheetOf } from "./cases.js";

const LETTERS = { open: "o", begun: "h", read: "r", spare: "s", "set aside": "x" };
const spots = (found) => found.map((spot) => [spot.item, spot.record]);

for (const one of cases("sheets").cases) {
  test(`how far a draft is: ${one.name}`, () => {
    const sheet = sheetOf(one);
    const next = nextOpen(sheet, one.at);
    assert.deepEqual(next && [next.item, next.record], one.next);
    assert.deepEqual(pageDone(sheet, one.at), one.page);
    assert.deepEqual(howFar(sheet), one.far);
    assert.deepEqual(spots(stillOpen(sheet)), one.open);
    if (one.kind !== "sample") return;
    assert.equal(places(sheet).map((place) => LETTERS[place.state]).join(""), one.places);
    assert.deepEqual(halfRead(sheet).map((spot) => spot.record), one.half);
    assert.equal(recordAfter(sheet, one.after[0]), one.after[1]);
  });
}

const open = cases("before-finishing");
for (const one of open.cases) {
  test(`before finishing: ${one.name}`, () => {
    const found = beforeFinishing(sheetOf(one), one.words ?? {}, { forPlan: Boolean(one.plan), year: open.year, privateWords });
    const said = found.map((each) => [each.item ?? 0, each.record ?? 0, each.field ?? "", each.mayStay]);
    assert.deepEqual(said, one.says);
  });
}

for (const one of cases("kept-answers")) {
  test(`what a draft keeps: ${one.name}`, () => assert.deepEqual(keptAnswer(one.sent.filter(([name]) => !name.startsWith("asked-"))), one.kept));
}

test("what may name somebody is noticed", () => {
  const table = cases("private-words");
  for (const [text, noticed] of table.cases) assert.deepEqual(privateWords(text, table.year), noticed, text);
});

test("the usual shift is that of the clock where care is given", () => {
  for (const [at, shift] of cases("usual-shifts")) assert.equal(usualShift(new Date(at)), shift, at);
});

test("a draft can be finished once an item says something, a sample once a record is read", () => {
  const observed = (answers) => sheetOf({ kind: "observation", items: ["a"], answers });
  assert.equal(nothingToSend(observed({ "0/a": { note: "Calm." } })), "nothing");
  assert.equal(nothingToSend(observed({ "0/a": "well" })), null);
  assert.equal(nothingToSend(sheetOf({ kind: "interview", items: [["a", ["x"]]], answers: { "0/a": { said: { alerts: ["alone"] } } } })), null);
  const sample = (answers) => sheetOf({ kind: "sample", items: ["a", "b"], draw: [2, 6], answers });
  assert.equal(nothingToSend(sample({ 1: "own" })), "nothing");
  assert.equal(nothingToSend(sample({ "1/a": "in_place", "1/b": "in_place", 1: "own" })), "nothing-read");
  assert.equal(nothingToSend(sample({ "1/a": "in_place" })), null, "what is half read is said first");
  assert.equal(nothingToSend(sample({ "1/a": "in_place", "1/b": "in_place" })), null);
});

test("a colleague is free when one question is, and else from the first day that one is", () => {
  const items = [{ id: "a" }, { id: "b" }];
  assert.equal(freeFrom(items, undefined), null);
  assert.equal(freeFrom(items, { a: "2026-12-01" }), null);
  assert.equal(freeFrom(items, { a: "2026-12-09", b: "2026-12-01" }), "2026-12-01");
  assert.equal(freeFrom([], {}), null);
});

test("the address says where somebody is; any other leads to a place on the page", () => {
  for (const hash of ["#items/d1", "#items/d1/3", "#items/d1/0/7", "#words/d1", "#about/d1", "#done/d1", "#start", "#start/r1"]) {
    assert.equal(spotHash(readSpot(hash)), hash);
  }
  for (const hash of ["", "#"]) assert.deepEqual(readSpot(hash), { page: "start", id: "", record: 0, item: 0 });
  for (const hash of ["#main", "#strength", "#toString"]) assert.equal(readSpot(hash), null);
});

test("a draft goes on at its record, or at its words", () => {
  assert.equal(wayOn({ id: "d1", version: "v1", at: { page: "items", item: 4, record: 2 } }), "/capture/v1#items/d1/2");
  assert.equal(wayOn({ id: "d1", version: "v1", at: { page: "words", item: 4, record: 2 } }), "/capture/v1#words/d1");
  assert.equal(wayOn({ id: "d1", version: "v1" }), "/capture/v1#items/d1");
});

test("what would repeat is said of whom was seen, and of a day on the clock where care is given", () => {
  const seen = {
    workers: ["ann"], worker_says: "Seen for this already.", days: ["2026-07-04"], day_says: "Today was seen.", says: ["You have looked."],
  };
  assert.equal(seenBefore(seen, "ann"), "Seen for this already.");
  assert.equal(seenBefore(seen, "bo"), "");
  assert.deepEqual(saidBefore(seen, new Date("2026-07-03T23:30:00Z")), ["Today was seen.", "You have looked."]);
  assert.deepEqual(saidBefore(seen, new Date("2026-07-03T22:30:00Z")), ["You have looked."]);
});

test("where looks need not differ, and in a pack from before, nothing is said", () => {
  for (const seen of [null, undefined]) {
    assert.equal(seenBefore(seen, "ann"), "");
    assert.deepEqual(saidBefore(seen, new Date()), []);
  }
});
