import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";

import { base64, base64url, fromBase64url, hex, joined } from "../../static/js/rules/bytes.js";
import { uuid7 } from "../../static/js/rules/uuid7.js";

test("bytes of every length come back from their text, as everybody else writes them", () => {
  for (const length of [0, 1, 2, 3, 31, 32, 65, 8191, 8192, 8193, 40000]) {
    const bytes = new Uint8Array(randomBytes(length));
    assert.equal(base64url(bytes), Buffer.from(bytes).toString("base64url"));
    assert.equal(base64(bytes), Buffer.from(bytes).toString("base64"));
    assert.deepEqual(fromBase64url(base64url(bytes)), bytes);
    assert.equal(hex(bytes), Buffer.from(bytes).toString("hex"));
  }
});

test("bytes are joined in order", () => {
  assert.deepEqual(joined(Uint8Array.of(1, 2), new Uint8Array(0), Uint8Array.of(3)), Uint8Array.of(1, 2, 3));
});

test("an id is a version 7 one: its time first, then what is random", () => {
  const id = uuid7(Date.parse("2026-11-23T09:00:00Z"), new Uint8Array(16).fill(0xff));
  assert.equal(id, "01a207a2-3280-7fff-bfff-ffffffffffff"); // 0x01a207a23280 milliseconds
  assert.equal(parseInt(id.replaceAll("-", "").slice(0, 12), 16), Date.parse("2026-11-23T09:00:00Z"));
});

test("ids made later sort after those made before", () => {
  const ids = [0, 1, 255, 256, 2 ** 40, 2 ** 47].map((at) => uuid7(at, new Uint8Array(randomBytes(16))));
  assert.deepEqual([...ids].sort(), ids);
});
