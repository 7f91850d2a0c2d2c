import assert from "node:assert/strict";
import { test } from "node:test";

import { contact, hasPassed } from "../../static/js/rules/contact.js";

const NOON = Date.parse("2026-11-23T12:00:00Z");
const HOUR = 3600_000;

test("what time it is at the server is kept beside the phone's own", () => {
  assert.deepEqual(contact("2026-11-23T11:58:00+00:00", NOON), { server: "2026-11-23T11:58:00.000Z", device: "2026-11-23T12:00:00.000Z" });
});

test("the date of an answer is a time as well", () => {
  assert.equal(contact("Mon, 23 Nov 2026 11:58:00 GMT", NOON).server, "2026-11-23T11:58:00.000Z");
});

for (const at of [undefined, null, "", "soon"]) {
  test(`what was heard before stays when the time is ${JSON.stringify(at)}`, () => assert.equal(contact(at, NOON, "before"), "before"));
}

for (const [name, ahead, expected] of [["right", 0, false], ["400 days ahead", 400 * 24 * HOUR, false], ["400 days behind", -400 * 24 * HOUR, false]]) {
  test(`an hour before the end of a shift it is not over, on a clock that is ${name}`, () => {
    const heard = contact(new Date(NOON - HOUR).toISOString(), NOON - HOUR + ahead);
    assert.equal(hasPassed(new Date(NOON + HOUR).toISOString(), heard, NOON + ahead), expected);
    assert.equal(hasPassed(new Date(NOON + HOUR).toISOString(), heard, NOON + 2 * HOUR + ahead), true);
  });
}

test("without having heard the server the phone's own clock counts", () => {
  assert.deepEqual([hasPassed("2026-11-23T12:00:00Z", null, NOON - 1), hasPassed("2026-11-23T12:00:00Z", null, NOON + 1)], [false, true]);
});
