// Phones for tests: the real machinery on an IndexedDB of its own, a clock turned by hand and a server that can be told.
import { webcrypto as crypto } from "node:crypto";

import { IDBFactory } from "./browser.mjs";
import { Clock } from "./clock.mjs";
import { copyOf } from "./killing.mjs";
import { Locks } from "./locks.mjs";
import { Server } from "./server.mjs";
import { openPhone } from "../../../static/js/machinery/phone.js";
import { readyingOn } from "../../../static/js/machinery/readying.js";

export const OBSERVATION = { version: "v1", kind: "observation", service: "s1", worker: "w1", title: "Hands, Colleague One" };
export const CLAIMED = { ...OBSERVATION, claimed: { sign_in: "bea", whom: "Bea" } };
export const SEEN = { outcome: "seen" };

// Cryptography in which one thing, once it was `asked` for, waits until `open()` is called.
export function waitingFor(name) {
  const { promise: gate, resolve: open } = Promise.withResolvers();
  const { promise: asked, resolve: ask } = Promise.withResolvers();
  const slow = async (...said) => {
    ask();
    await gate;
    return crypto.subtle[name](...said);
  };
  const subtle = new Proxy(crypto.subtle, { get: (all, each) => (each === name ? slow : all[each].bind(all)) });
  return { asked, open, crypto: { subtle, getRandomValues: (bytes) => crypto.getRandomValues(bytes) } };
}

// One device: its tabs share the database and the locks, and hear one another.
export class Device {
  clock = new Clock();
  indexedDB = new IDBFactory();
  locks = new Locks();
  tabs = new Set();

  static async with(person = "ann") {
    const device = new Device();
    device.server = await Server.open(device.clock);
    device.phone = await device.tab();
    if (person) await device.signIn(person);
    return device;
  }

  async tab(other = {}) {
    const { clock, indexedDB, locks, tabs } = this;
    const channel = { postMessage: (data) => [...tabs].forEach((one) => one !== channel && one.onmessage?.({ data })), close: () => tabs.delete(channel) };
    tabs.add(channel);
    const fetch = (url, how) => this.server.fetch(url, how);
    const phone = await openPhone({ indexedDB, crypto, locks, fetch, now: clock.now, wait: clock.wait, channel, ...other });
    return phone && Object.assign(phone, phone.with(readyingOn));
  }

  signIn(person, phone = this.phone) {
    this.server.signedIn = person;
    return phone.getReady({ personId: person, csrf: "token", name: "Test", session: `of ${person}` });
  }

  // The database as it lies on the disk: {store: {key: row}}.
  async rows() {
    const all = Object.entries(await copyOf(this.indexedDB));
    return Object.fromEntries(all.map(([name, rows]) => [name, Object.fromEntries(rows.map(([key, row]) => [key ?? row.id, row]))]));
  }
}
