// While the phone is in other hands without signal, the worker answers every page with one: with signal, too.
import assert from "node:assert/strict";
import { test } from "node:test";

import { begin } from "../../static/js/worker/worker.js";
import { Device } from "./support/phones.mjs";
import { handingOn } from "../../static/js/machinery/handing.js";
import { PROMPTS } from "./support/server.mjs";

const CAPTURE = "/capture/01a208ef-6382-7871-8060-8d8478369a5e";
const HERE = "https://example.org";
const PATHS = ["/today", "/prompts", "/", "/phone", "/people", "/handed-over", "/hand", CAPTURE];

async function world({ signal }) {
  const device = await Device.with("ann");
  const hand = handingOn(device.phone);
  const cache = new Map(["/phone", "/hand", CAPTURE].map((path) => [path, new Response(`kept ${path}`)]));
  const opened = { match: async (path) => cache.get(path)?.clone(), put: async () => {}, keys: async () => [] };
  const asked = [];
  const windows = ["mine", "other", "third"].map((id) => ({ id, url: `${HERE}/today`, navigate: async (path) => asked.push(`${id} goes to ${path}`) }));
  const listening = {};
  const worker = {
    fetch: async (request) => {
      asked.push(request.url ?? request);
      if (!signal) throw new TypeError("no signal");
      return new Response("the owner's page");
    },
    caches: { open: async () => opened, keys: async () => [] },
    clients: { matchAll: async () => windows },
    registration: {},
    location: { origin: HERE },
    indexedDB: device.indexedDB,
    addEventListener: (name, does) => (listening[name] = does),
  };
  begin(worker, { version: "1", shell: "/phone", hand: "/hand", files: "/static/1/", install: [] });
  const goTo = async (path) => {
    const event = { request: { url: HERE + path, method: "GET", mode: "navigate", headers: new Headers() }, waitUntil() {}, respondWith: (answer) => (event.answer = answer) };
    listening.fetch(event);
    return (await event.answer).text();
  };
  const told = async (data) => {
    const said = [];
    const waits = [];
    listening.message({ data, source: { id: "mine" }, ports: [{ postMessage: (words) => said.push(words) }], waitUntil: (one) => waits.push(one) });
    await Promise.all(waits);
    return said;
  };
  return { hand, goTo, told, asked };
}

for (const signal of [true, false]) {
  test(`every page is the one of the phone in other hands, ${signal ? "with" : "without"} signal, until it is unlocked`, async () => {
    const { hand, goTo, asked } = await world({ signal });
    await hand.handOver(PROMPTS[0], "2580");
    for (const path of PATHS) assert.equal(await goTo(path), "kept /hand", path);
    await hand.giveBack();
    await hand.unlock("0000");
    for (const path of PATHS) assert.equal(await goTo(path), "kept /hand", path);
    assert.deepEqual(asked, [], "the server is asked for nothing: its session is still the owner's");
    await hand.unlock("2580");
    assert.equal(await goTo("/today"), signal ? "the owner's page" : "kept /phone");
    assert.equal(await goTo(CAPTURE), `kept ${CAPTURE}`);
  });
}

test("the other windows are covered before whoever hands it over hears that they may let go", async () => {
  const { told, asked } = await world({ signal: false });
  assert.deepEqual(await told("lent"), ["shut"]);
  assert.deepEqual(asked, ["other goes to /hand", "third goes to /hand"]);
});
