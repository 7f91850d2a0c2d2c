// The service worker: it wires what rules/way-of-request.js decides. It never handles POST, and keeps nothing personal.
import { openStore } from "../machinery/store.js";
import { tellSignOuts, untold } from "../machinery/sign-outs.js";
import { patience, takesOver, wayOf } from "../rules/way-of-request.js";
import { Kept } from "./kept.js";
import { wait } from "../machinery/wait.js";

// `plan`: {version, shell, hand, files, install}, as the server computed it.
export function begin(worker, plan) {
  const fetch = (...asked) => worker.fetch(...asked);
  const kept = new Kept({ caches: worker.caches, fetch, version: plan.version });
  let opened = null;
  const store = () => (opened ??= openStore(worker.indexedDB).catch(() => null));

  worker.addEventListener("install", (event) => event.waitUntil(kept.install([plan.shell, plan.hand, ...plan.install])));
  worker.addEventListener("activate", (event) => event.waitUntil(kept.only()));
  worker.addEventListener("message", (event) => {
    if (event.data === "take over") event.waitUntil(worker.skipWaiting());
    if (event.data === "take along") event.waitUntil(kept.takeAlong(wanted));
    if (event.data === "lent") event.waitUntil(shut(event));
  });
  worker.addEventListener("fetch", (event) => {
    const { request } = event;
    const { origin, pathname: path } = new URL(request.url);
    const part = request.headers.has("HX-Request");
    const here = origin === worker.location.origin;
    const way = wayOf({ method: request.method, mode: request.mode, here, part, path, shell: plan.shell, hand: plan.hand });
    if (way === "file") event.respondWith(kept.file(request, path, plan.files));
    if (way === "hand") event.respondWith(own(plan.hand));
    if (way === "shell") event.respondWith(unlessLent(shell));
    if (way === "capture") event.respondWith(unlessLent(() => capture(event, path)));
    if (way === "page") event.respondWith(unlessLent(() => page(event, path)));
  });

  // The phone says which checklists may be needed here; their pages hold nothing about anybody.
  async function wanted() {
    const phone = await (await store())?.get("keep", "phone");
    return (phone?.checklists ?? []).map(({ href }) => href);
  }

  // Whether the server knows of every session that ended here.
  async function told() {
    const kept = await store();
    if (!kept || !(await untold(kept)).length) return true;
    await tellSignOuts({ store: kept, fetch, wait });
    return !(await untold(kept)).length;
  }

  // A session that ended here without signal ends on the server first; until it has, no page is asked for.
  async function page(event, path) {
    try {
      if (!(await within(patience(path), told()))) return shell();
      const answer = await within(patience(path), fetch(event.request));
      event.waitUntil(renew());
      return answer;
    } catch {
      return shell();
    }
  }

  // While the phone is in other hands, what it keeps of its owner's stays shut: the server says what is shown, or the shell.
  async function inOtherHands() {
    return Boolean(await (await store())?.get("keep", "handed"));
  }

  // Handed over here, without the server: until its owner unlocks it, nothing but this one page opens, with signal or without,
  // for the session on the server is still theirs.
  async function unlessLent(then) {
    const owner = await (await store())?.get("keep", "owner");
    return owner?.lent ? own(plan.hand) : then();
  }

  // The other windows are covered before whoever handed it over hears that they may let go of the phone.
  async function shut({ source, ports }) {
    const windows = await worker.clients.matchAll({ type: "window" });
    await Promise.all(windows.map((one) => one.id !== source?.id && one.navigate(plan.hand).catch(() => {})));
    ports[0]?.postMessage("shut");
  }

  async function capture(event, path) {
    if (await inOtherHands()) return page(event, path);
    const found = await kept.find(path);
    if (found) return found;
    try {
      if (!(await within(patience(path), told()))) return shell();
      const coming = fetch(event.request);
      event.waitUntil(coming.then((answer) => kept.keepPage(path, answer.clone())).catch(() => {})); // however late
      return await within(patience(path), coming);
    } catch {
      return shell();
    }
  }

  function shell() {
    return own(plan.shell);
  }

  async function own(path) {
    return (await kept.find(path)) ?? fetch(path);
  }

  async function renew() {
    const { waiting } = worker.registration;
    const windows = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
    const open = windows.map(({ url }) => new URL(url).pathname);
    if (takesOver({ waits: Boolean(waiting), open })) waiting.postMessage("take over");
  }
}

async function within(milliseconds, promise) {
  const late = new Promise((_, refuse) => setTimeout(() => refuse(new Error("late")), milliseconds));
  return Promise.race([promise, late]);
}
