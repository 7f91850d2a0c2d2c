// The worker as a whole, in a browser that is made of plain values: nothing that is asked of the server keeps a tap waiting.
import assert from "node:assert/strict";
import { test } from "node:test";

import { begin } from "../../static/js/worker/worker.js";

const CAPTURE = "/capture/01a208ef-6382-7871-8060-8d8478369a5e";
const HERE = "https://example.org";
const settled = () => new Promise((done) => setImmediate(done));

function world(fetch) {
  const cache = new Map([["/phone", new Response("the shell")]]);
  const opened = {
    addAll: async () => {},
    match: async (path) => cache.get(path)?.clone(),
    put: async (path, answer) => { cache.set(path, answer); },
    keys: async () => [...cache.keys()].map((path) => ({ url: HERE + path })),
  };
  const listening = {};
  const worker = {
    fetch,
    caches: { open: async () => opened, keys: async () => [] },
    clients: { matchAll: async () => [] },
    registration: {},
    location: { origin: HERE },
    indexedDB: { open: () => { throw new Error("none here"); } },
    addEventListener: (name, does) => (listening[name] = does),
  };
  begin(worker, { version: "1", shell: "/phone", files: "/static/1/", install: [] });
  const goTo = async (path) => {
    const event = { request: { url: HERE + path, method: "GET", mode: "navigate", headers: new Headers() }, waitUntil() {}, respondWith: (answer) => (event.answer = answer) };
    listening.fetch(event);
    for (let turn = 0; turn < 5; turn += 1) await settled();
    return event;
  };
  return { goTo, cache };
}

const said = async (event) => (await event.answer).text();
const page = (text) => new Response(text, { headers: { "Content-Type": "text/html" } });

test("a capture page that is kept is shown without asking", async () => {
  const { goTo, cache } = world(() => assert.fail("nothing is asked"));
  cache.set(CAPTURE, page("kept"));
  assert.equal(await said(await goTo(CAPTURE)), "kept");
});

test("a capture page that is not here yet is fetched, and kept", async () => {
  const { goTo, cache } = world(async () => page("fetched"));
  const event = await goTo(CAPTURE);
  assert.equal(await said(event), "fetched");
  await settled();
  assert.ok(cache.has(CAPTURE));
});

test("one that does not come in time: the shell, and it is kept when it comes", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const coming = Promise.withResolvers();
  const { goTo, cache } = world(() => coming.promise);
  const event = await goTo(CAPTURE);
  t.mock.timers.tick(4000);
  assert.equal(await said(event), "the shell");
  coming.resolve(page("late"));
  for (let turn = 0; turn < 5; turn += 1) await settled();
  assert.equal(await cache.get(CAPTURE)?.text(), "late");
});
