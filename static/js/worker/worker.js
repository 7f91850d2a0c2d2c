// The service worker: it wires what rules/way-of-request.js decides. It never handles POST, and keeps nothing personal.
import { openStore } from "../machinery/store.js";
import { tellSignOuts, untold } from "../machinery/sign-outs.js";
import { patience, takesOver, wayOf } from "../rules/way-of-request.js";
import { Kept } from "./kept.js";
import { wait } from "../machinery/wait.js";

// `plan`: {version, shell, files, install}, as the server computed it.
export function begin(worker, plan) {
  const fetch = (...asked) => worker.fetch(...asked);
  const kept = new Kept({ caches: worker.caches, fetch, version: plan.version });
  let opened = null;
  const store = () => (opened ??= openStore(worker.indexedDB).catch(() => null));

  worker.addEventListener("install", (event) => event.waitUntil(kept.install([plan.shell, ...plan.install])));
  worker.addEventListener("activate", (event) => event.waitUntil(kept.only()));
  worker.addEventListener("message", (event) => {
    if (event.data === "take over") event.waitUntil(worker.skipWaiting());
    if (event.data === "take along") event.waitUntil(kept.takeAlong(wanted));
  });
  worker.addEventListener("fetch", (event) => {
    const { request } = event;
    const { origin, pathname: path } = new URL(request.url);
    const part = request.headers.has("HX-Request");
    const here = origin === worker.location.origin;
    const way = wayOf({ method: request.method, mode: request.mode, here, part, path, shell: plan.shell });
    if (way === "file") event.respondWith(kept.file(request, path, plan.files));
    if (way === "shell") event.respondWith(shell());
    if (way === "capture") event.respondWith(capture(event, path));
    if (way === "page") event.respondWith(page(event, path));
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

  async function shell() {
    return (await kept.find(plan.shell)) ?? fetch(plan.shell);
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
