import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("phone-process.mjs", import.meta.url));
const OBSERVATION = { version: "v1", kind: "observation", service: "s1", title: "Hands" };

async function driven(does) {
  const program = spawn(process.execPath, ["--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", PROGRAM], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: program.stdout })[Symbol.asyncIterator]();
  const read = async () => JSON.parse((await lines.next()).value);
  const write = (line) => program.stdin.write(`${JSON.stringify(line)}\n`);
  const ask = async (line) => { write(line); return read(); };
  try {
    await does({ read, write, ask });
  } finally {
    program.stdin.end();
  }
}

async function signedIn({ read, write }) {
  write({ n: 1, do: "ready", personId: "ann", csrf: "c" });
  const grant = { id: "g1", person: "ann", organisation: "o1", capture_until: "2026-11-23T22:00:00Z" };
  const key = { id: "k1", public: JSON.parse((await read()).body).key };
  const headers = { "Content-Type": "application/json" };
  write({ fetched: 1, status: 200, headers, text: JSON.stringify({ grant, phone: { id: "p1", grant: "g2" }, key, sign_out: "t" }) });
  assert.equal((await read()).url, "/phone/pack");
  write({ fetched: 2, broken: true });
  assert.equal((await read()).ok.grantId, "g1");
}

test("the driven phone signs in through the pipe, is killed in the middle of a tap, and goes on where it was", async () => {
  await driven(async (phone) => {
    await signedIn(phone);
    const { id } = (await phone.ask({ n: 2, do: "start", context: OBSERVATION })).ok;
    assert.ok((await phone.ask({ n: 3, do: "change", id, patch: { answers: { "0/a": { outcome: "seen" } } }, kill: 4 })).killed);
    assert.deepEqual((await phone.ask({ n: 4, do: "read", id })).ok.answers, {});
    assert.equal((await phone.ask({ n: 5, do: "owner" })).ok.personId, "ann");
  });
});

test("a driven phone that is restored has what it had then", async () => {
  await driven(async (phone) => {
    await signedIn(phone);
    const { id } = (await phone.ask({ n: 2, do: "start", context: OBSERVATION })).ok;
    const snapshot = (await phone.ask({ n: 3, do: "snapshot" })).ok;
    assert.deepEqual((await phone.ask({ n: 4, do: "finish", id })).ok, { id });
    await phone.ask({ n: 5, do: "restore", snapshot });
    const { drafts, outbox } = (await phone.ask({ n: 6, do: "rows" })).ok;
    assert.deepEqual([drafts, outbox], [[id], []]);
    assert.equal((await phone.ask({ n: 7, do: "finish", id: "other" })).refused, "gone");
  });
});
