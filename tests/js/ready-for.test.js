import assert from "node:assert/strict";
import { test } from "node:test";

import { readyFor } from "../../static/js/machinery/ready-for.js";

// A phone that says what it is told to say.
class Phone {
  theirs = null;
  held = null;
  refreshed = 0;
  #watching = new Set();

  owner = async () => this.theirs && { personId: this.theirs };
  pack = async () => this.held;
  refresh = async () => {
    this.refreshed += 1;
    this.held = this.fresh ?? this.held;
    return Boolean(this.fresh);
  };
  watch = (does) => {
    this.#watching.add(does);
    return () => this.#watching.delete(does);
  };
  get watched() {
    return this.#watching.size;
  }

  async becomes(what, now) {
    Object.assign(this, now);
    for (const does of this.#watching) does(what);
    await settled();
  }
}

const WITH = { checklists: ["hands"] };
const WITHOUT = { checklists: [] };
const settled = () => new Promise((done) => setImmediate(done));

async function asked(phone) {
  const stop = new AbortController();
  const said = { is: "waiting" };
  const has = (pack) => pack.checklists.includes("hands");
  readyFor(phone, { person: "ann", has, signal: stop.signal }).then((found) => (said.is = found));
  await settled();
  return { said, stop };
}

test("a phone that is ready is there at once, and nothing is asked of the server", async () => {
  const phone = Object.assign(new Phone(), { theirs: "ann", held: WITH });
  const { said } = await asked(phone);
  assert.deepEqual([said.is, phone.refreshed, phone.watched], [phone, 0, 0]);
});

test("a phone that is getting ready is waited for: its grant, then its pack", async () => {
  const phone = new Phone();
  const { said } = await asked(phone);
  await phone.becomes("draft", {});
  assert.equal(said.is, "waiting");
  await phone.becomes("owner", { theirs: "ann" });
  assert.equal(said.is, "waiting");
  await phone.becomes("pack", { held: WITH });
  assert.deepEqual([said.is, phone.refreshed, phone.watched], [phone, 0, 0]);
});

test("somebody else's phone is not ready", async () => {
  const phone = Object.assign(new Phone(), { theirs: "bea", held: WITH });
  const { said } = await asked(phone);
  assert.equal(said.is, "waiting");
});

test("a checklist that the pack does not know yet is asked for once", async () => {
  const phone = Object.assign(new Phone(), { theirs: "ann", held: WITHOUT, fresh: WITH });
  const { said } = await asked(phone);
  assert.deepEqual([said.is, phone.refreshed], [phone, 1]);
});

test("a checklist that the pack will not have leaves the server to it", async () => {
  const phone = Object.assign(new Phone(), { theirs: "ann", held: WITHOUT });
  const { said } = await asked(phone);
  assert.deepEqual([said.is, phone.refreshed, phone.watched], [null, 1, 0]);
});

test("whoever left the page waits for nothing", async () => {
  const phone = new Phone();
  const { said, stop } = await asked(phone);
  stop.abort();
  await settled();
  assert.deepEqual([said.is, phone.watched], [null, 0]);
});
