import assert from "node:assert/strict";
import { test } from "node:test";

import { contentOf, patched } from "../../static/js/rules/draft.js";

const DRAFT = {
  id: "d1", version: "v1", kind: "observation", service: "s1", title: "Hands", opened_at: "t",
  answers: { "0/a": { outcome: "seen" }, "0/b": { outcome: "missed" } }, words: { said: "well" }, at: { page: "items", item: "a" },
};

for (const [name, patch, changes] of [
  ["nothing", {}, {}],
  ["one more answer", { answers: { "0/c": { outcome: "seen" } } }, { answers: { ...DRAFT.answers, "0/c": { outcome: "seen" } } }],
  ["another answer", { answers: { "0/a": { outcome: "missed" } } }, { answers: { ...DRAFT.answers, "0/a": { outcome: "missed" } } }],
  ["an answer taken out", { answers: { "0/a": null } }, { answers: { "0/b": { outcome: "missed" } } }],
  ["words", { words: { learned: "much" } }, { words: { said: "well", learned: "much" } }],
  ["who and where", { context: { worker: "w1", service: "s2" } }, { worker: "w1", service: "s2" }],
  ["where one was", { at: { item: "b" } }, { at: { page: "items", item: "b" } }],
  ["never its id", { context: { id: "other" } }, {}],
]) {
  test(`a patch changes what it names: ${name}`, () => assert.deepEqual(patched(DRAFT, patch), { ...DRAFT, ...changes }));
}

test("a patch leaves the draft that it was given as it was", () => {
  const before = structuredClone(DRAFT);
  patched(DRAFT, { answers: { "0/a": null }, at: { page: "words" } });
  assert.deepEqual(DRAFT, before);
});

test("what is sealed has each thing that the server knows, and nothing that only the phone needs", () => {
  const content = contentOf(DRAFT, true);
  assert.deepEqual([content.worker, content.shift, content.on_its_own, content.answers], [null, null, true, DRAFT.answers]);
  assert.deepEqual(["kind", "title", "at"].filter((name) => name in content), []);
});

test("whose name is claimed is said only where somebody claims one", () => {
  assert.equal("claimed" in JSON.parse(JSON.stringify(contentOf(DRAFT))), false);
  assert.deepEqual(contentOf({ ...DRAFT, claimed: { sign_in: "bea", whom: "Bea" } }).claimed, { sign_in: "bea", whom: "Bea" });
});
