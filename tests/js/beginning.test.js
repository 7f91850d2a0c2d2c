import assert from "node:assert/strict";
import { test } from "node:test";

import { beginning, circumstances } from "../../static/js/rules/beginning.js";
import { howItStands } from "../../static/js/rules/how-it-stands.js";
import { isOld } from "../../static/js/rules/is-old.js";
import { phoneName } from "../../static/js/rules/phone-name.js";

const PACK = {
  services: [{ id: "s1", name: "Hazel Court", colleagues: [{ id: "w1", name: "Tomasz" }] }],
  checklists: ["observation", "interview", "sample", "voice"].map((kind) => ({ version: kind, kind, title: kind })),
  draws: [{ id: "d1", size: 2, places: [{ position: 1, number: 7, reference: "R-7Q4" }], counting: ["i1"] }],
  due: [{ requirement: "r1", says: "For action A-3" }],
};
const begun = (version, chosen) => beginning({ service: "s1", ...chosen }, { version, pack: PACK, shift: "late" });

test("an observation begins with whom, where and when", () => {
  const draft = begun("observation", { worker: "w1", announced: "false", setting: "", requirement: "r1" });
  assert.deepEqual(
    [draft.kind, draft.service, draft.worker, draft.requirement, draft.shift, draft.announced, draft.setting],
    ["observation", "s1", "w1", "r1", "late", false, null],
  );
  assert.deepEqual([draft.shown.worker, draft.shown.place, draft.shown.plan], ["Tomasz", "Hazel Court", "For action A-3"]);
});

test("a sample takes the drawn records along, whatever becomes of the pack", () => {
  const { draw, announced, shown } = begun("sample", { draw: "d1", shift: "night" });
  assert.deepEqual([draw, announced, shown.drawn.size, shown.counting], ["d1", null, 2, ["i1"]]);
});

test("of a person or their family nothing stays that could tell who they are", () => {
  const draft = begun("voice", { answered_by: "family", shift: "early" });
  assert.deepEqual([draft.answered_by, draft.shift, draft.worker], ["family", null, null]);
  assert.deepEqual(circumstances("voice", { shift: "early", announced: "true" }), { shift: null, announced: null, setting: null });
});

test("what the pack does not hold is for the server", () => {
  for (const [version, chosen] of [
    ["observation", {}],
    ["observation", { worker: "w9" }],
    ["observation", { worker: "w1", service: "s9" }],
    ["observation", { worker: "w1", requirement: "r9" }],
    ["sample", {}],
    ["sample", { draw: "d9" }],
    ["voice", {}],
    ["unknown", { worker: "w1" }],
  ]) assert.equal(begun(version, chosen), null, `${version} ${JSON.stringify(chosen)}`);
  assert.equal(beginning({ service: "s1" }, { version: "voice", pack: null }), null);
});

test("what needs somebody comes before what waits, and nothing is said where there is nothing", () => {
  const stands = (waiting, needs, sent) => howItStands({ waiting, needs: Array(needs).fill({}), sent: Array(sent).fill({}) });
  assert.deepEqual([stands(2, 1, 3), stands(2, 0, 3), stands(0, 0, 3), stands(0, 0, 0)], ["needs", "waiting", "sent", null]);
});

test("the pack is fetched again after a few minutes", () => {
  const at = "2026-11-02T09:00:00Z";
  assert.equal(isOld(null, 0), true);
  assert.equal(isOld({ at }, Date.parse(at) + 60_000), false);
  assert.equal(isOld({ at }, Date.parse(at) + 4 * 60_000), true);
});

test("a phone is named as people would name it", () => {
  const chrome = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36";
  const safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 (KHTML, like Gecko) Version/18.0 Safari/604.1";
  assert.deepEqual([chrome, safari, "?"].map(phoneName), ["Chrome on Android", "Safari on iPhone", "Browser on phone"]);
});

test("records with own entries are set aside before the first is read", () => {
  assert.deepEqual(begun("sample", { draw: "d1", own: ["2"] }).answers, { 2: { set_aside: "own" } });
  assert.deepEqual(begun("sample", { draw: "d1" }).answers, {});
});
