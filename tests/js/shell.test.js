import assert from "node:assert/strict";
import { test } from "node:test";

import { claimedStart } from "../../static/js/rules/claimed-start.js";
import { dayInWords, timeInWords } from "../../static/js/rules/day-in-words.js";
import { fileName, outboxView, received } from "../../static/js/rules/outbox-rows.js";
import { claimable, draftRows, dueRows, mayStart, whichRows } from "../../static/js/rules/shell-rows.js";
import { headingOf, isElsewhere, shellView } from "../../static/js/rules/shell-view.js";

const pack = {
  services: [{ id: "s1", name: "Hazel Court", starts: true }],
  checklists: [
    { version: "v1", kind: "observation", title: "Medicines round", about: "How one worker gives medicines.", href: "/capture/v1" },
    { version: "v2", kind: "sample", title: "MAR charts", about: "Charts.", href: "/capture/v2" },
    { version: "v3", kind: "voice", title: "Listening", about: "Three questions.", href: "/capture/v3" },
  ],
  due: [{ requirement: "r1", version: "v1", kind: "observation", title: "Observe: Medicines round", says: "1 more.", draw: null }],
};
const owner = { personId: "p1" };

for (const [name, given, view] of [
  ["Today", { path: "/today", owner, pack }, "today"],
  ["the first page", { path: "/", owner, pack }, "today"],
  ["a page that only the server has", { path: "/actions", owner, pack }, "today"],
  ["a way to start", { path: "/checks/new", owner, pack }, "which"],
  ["a way to start without a pack", { path: "/checks/new", owner, pack: null }, "today"],
  ["what the phone keeps", { path: "/phone", owner, pack }, "kept"],
  ["help", { path: "/at-risk", owner, pack }, "at-risk"],
  ["help with nobody signed in", { path: "/at-risk", owner: null, pack: null }, "at-risk"],
  ["Today with nobody signed in", { path: "/today", owner: null, pack: null }, "signed-out"],
  ["what the phone keeps, of nobody", { path: "/phone", owner: null, pack: null }, "signed-out"],
]) {
  test(`${name}: ${view}`, () => assert.equal(shellView(given), view));
}

test("the heading says how much is due, or what is to be chosen", () => {
  const due = (n) => headingOf("today", { pack: { due: Array(n).fill(pack.due[0]) } });
  assert.deepEqual([due(0), due(1), due(2)], ["due-0", "due-1", "due-many"]);
  assert.equal(headingOf("today", { pack: null }), "no-pack");
  assert.equal(headingOf("which", { pack, kind: "sample" }), "sample");
  assert.equal(headingOf("which", { pack, kind: null }), "any");
  assert.equal(headingOf("kept", { pack }), "kept");
});

test("a page that only the server has is said to need signal", () => {
  assert.deepEqual(["/today", "/at-risk", "/actions", "/capture/v1"].map(isElsewhere), [false, false, true, true]);
});

test("a look that is due leads to its capture page, with its plan", () => {
  const [row] = dueRows(pack);
  assert.deepEqual([row.row, row.href, row.icon], ["due", "/capture/v1#start/r1", "eye"]);
});

test("records that nobody drew yet are no way on without signal", () => {
  const sample = { ...pack.due[0], kind: "sample" };
  assert.deepEqual(dueRows({ due: [sample, { ...sample, draw: "d1" }] }).map((one) => one.row), ["undrawn", "due"]);
});

test("a draft says whose work, where, how many answers, and goes on where it was", () => {
  const draft = {
    id: "d1", version: "v2", kind: "sample", title: "MAR charts", opened_at: "2026-11-27T09:00:00Z",
    answers: { "1/a": {}, "1/b": {}, 2: { set_aside: "gone" } }, shown: { worker: null, place: "Hazel Court" }, at: { page: "items" },
  };
  const [row] = draftRows([draft], dayInWords);
  assert.deepEqual([row.above, row.n, row.day, row.icon], ["Hazel Court", 2, "27 November 2026", "read"]);
  assert.match(row.href, /^\/capture\/v2#items\/d1/);
});

test("one kind is offered, or all of them", () => {
  assert.deepEqual(whichRows(pack, "sample").map((one) => one.href), ["/capture/v2"]);
  assert.equal(whichRows(pack, null).length, 3);
});

test("whoever looks only where a plan says has no ways to start", () => {
  assert.equal(mayStart(pack), true);
  assert.equal(mayStart({ services: [{ ...pack.services[0], starts: false }] }), false);
  assert.equal(mayStart(null), false);
});

test("somebody who is not signed in observes or asks, and says who they are", () => {
  const here = { services: pack.services, checklists: pack.checklists };
  assert.deepEqual(claimable(here.checklists).map((one) => one.version), ["v1"]);
  const chosen = { sign_in: " grace ", whom: " Tomasz ", service: "s1", version: "v1" };
  const draft = claimedStart(chosen, { here, shift: "late" });
  assert.deepEqual(draft.claimed, { sign_in: "grace", whom: "Tomasz" });
  assert.deepEqual([draft.kind, draft.worker, draft.shift, draft.shown.worker], ["observation", null, "late", "Tomasz"]);
});

const nothing = { waiting: 0, needs: [], sent: [] };
test("the outbox says that nothing waits, that one does, or how many", () => {
  const shown = (state) => Object.entries(outboxView({ ...nothing, ...state }).shown).filter(([, so]) => so).map(([name]) => name);
  assert.deepEqual(shown({}), ["empty"]);
  assert.deepEqual(shown({ waiting: 1 }), ["waiting-one", "ways"]);
  assert.deepEqual(shown({ waiting: 3 }), ["waiting-many", "ways"]);
  assert.deepEqual(shown({ needs: [{ id: "e", kind: "check", says: [], kept: true }] }), []);
});

test("what needs somebody shows the server's words, and whether the server has it", () => {
  const needs = [{ id: "e", kind: "check", title: "MAR charts", says: ["One.", "Two."], kept: false }];
  assert.deepEqual(outboxView({ ...nothing, needs }).needs, [{ row: "held", id: "e", kind: "check", title: "MAR charts", says: "One. Two." }]);
  assert.equal(outboxView({ ...nothing, needs: [{ ...needs[0], kept: true }] }).needs[0].row, "kept");
});

test("what was received says when: the time today, the day as well before", () => {
  const words = { dayInWords, timeInWords };
  assert.equal(received("2026-11-27T14:32:00Z", "2026-11-27T18:00:00Z", words), "14:32");
  assert.equal(received("2026-11-26T14:32:00Z", "2026-11-27T18:00:00Z", words), "26 November 2026, 14:32");
});

test("a saved file is named by its day", () => {
  assert.equal(fileName(Date.parse("2026-11-27T14:32:00Z")), "spotcheck-sealed-2026-11-27.json");
});
