import assert from "node:assert/strict";
import { test } from "node:test";

import { keepSending } from "../../static/js/machinery/keep-sending.js";

function page() {
  const seen = { sends: 0, watching: new Set() };
  const phone = {
    outbox: { send: () => { seen.sends += 1; } },
    watch: (does) => { seen.watching.add(does); return () => seen.watching.delete(does); },
  };
  const window = new EventTarget();
  const document = Object.assign(new EventTarget(), { visibilityState: "visible" });
  return { seen, window, document, stop: keepSending(phone, { window, document, later: (does) => does() }), tell: (what) => seen.watching.forEach((does) => does(what)) };
}

test("it is sent when a page opens, the signal comes back, the page is looked at again, and something was sealed", () => {
  const { seen, window, document, tell } = page();
  window.dispatchEvent(new Event("online"));
  document.dispatchEvent(new Event("visibilitychange"));
  tell("sealed");
  assert.equal(seen.sends, 4);
});

test("it is not sent when a page is left, nor for what was received or is still being filled in", () => {
  const { seen, document, tell } = page();
  document.visibilityState = "hidden";
  document.dispatchEvent(new Event("visibilitychange"));
  for (const what of ["received", "draft", "owner", "pack"]) tell(what);
  assert.equal(seen.sends, 1);
});

test("after it was stopped nothing is left behind", () => {
  const { seen, window, document, stop } = page();
  stop();
  window.dispatchEvent(new Event("online"));
  document.dispatchEvent(new Event("visibilitychange"));
  assert.deepEqual([seen.sends, seen.watching.size], [1, 0]);
});
