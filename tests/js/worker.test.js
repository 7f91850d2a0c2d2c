import assert from "node:assert/strict";
import { test } from "node:test";

import { filesOf, mayKeep, patience, takesOver, toFetch, wayOf } from "../../static/js/rules/way-of-request.js";
import { Kept } from "../../static/js/worker/kept.js";

const VERSION = "01a208ef-6382-7871-8060-8d8478369a5e";
const OTHER = "01a208ef-63e3-719f-83ec-2c9db9bca4a2";

const asked = { method: "GET", mode: "navigate", here: true, part: false, path: "/today", shell: "/phone", hand: "/hand" };
for (const [name, request, way] of [
  ["a page", {}, "page"],
  ["the shell", { path: "/phone" }, "shell"],
  ["the page of a phone in other hands", { path: "/hand" }, "hand"],
  ["something a script asks for there", { path: "/hand", mode: "cors" }, "leave"],
  ["a capture page", { path: `/capture/${VERSION}` }, "capture"],
  ["something below a capture page", { path: `/capture/${VERSION}/x` }, "page"],
  ["a capture page of no version", { path: "/capture/x" }, "page"],
  ["a file", { path: "/static/0123456789ab/site.css", mode: "cors" }, "file"],
  ["a form that is sent", { method: "POST" }, "leave"],
  ["a capture page, sent to", { method: "POST", path: `/capture/${VERSION}` }, "leave"],
  ["a file, sent to", { method: "POST", path: "/static/0123456789ab/site.css" }, "leave"],
  ["whether something is there", { method: "HEAD" }, "leave"],
  ["a part for htmx", { part: true, mode: "cors" }, "leave"],
  ["a part for htmx, as a page", { part: true }, "leave"],
  ["somebody else's page", { here: false }, "leave"],
  ["somebody else's file", { here: false, path: "/static/0123456789ab/site.css" }, "leave"],
  ["the pack", { path: "/phone/pack", mode: "cors" }, "leave"],
  ["a capture page that a script asks for", { path: `/capture/${VERSION}`, mode: "cors" }, "leave"],
]) {
  test(`${name}: ${way}`, () => assert.equal(wayOf({ ...asked, ...request }), way));
}

test("nobody waits long for a page that the shell can stand in for", () => {
  const paths = ["/today", "/checks/new", "/at-risk", `/capture/${VERSION}`, "/actions"];
  assert.deepEqual(paths.map(patience), [4000, 4000, 4000, 4000, 15000]);
});

test("a new version takes over when it waits, and never under a check that lies open", () => {
  assert.equal(takesOver({ waits: true, open: ["/today", "/actions"] }), true);
  assert.equal(takesOver({ waits: false, open: ["/today"] }), false);
  assert.equal(takesOver({ waits: true, open: ["/today", `/capture/${VERSION}`] }), false);
  assert.equal(takesOver({ waits: true, open: [`/drafts/${VERSION}`] }), false);
});

test("only capture pages that are not here are fetched, each once", () => {
  const [one, two] = [`/capture/${VERSION}`, `/capture/${OTHER}`];
  assert.deepEqual(toFetch([one, two, two, "/today", "https://example.org/x"], [one]), [two]);
});

test("a page is kept as it was asked for, and nothing else in its place", () => {
  const page = { status: 200, redirected: false, type: "text/html; charset=utf-8" };
  assert.equal(mayKeep(page), true);
  for (const other of [{ status: 404 }, { status: 503 }, { redirected: true }, { type: "application/json" }])
    assert.equal(mayKeep({ ...page, ...other }), false);
});

test("the files of a page are its scripts, style and icons, each once", () => {
  const html = `<link href="/static/0123456789ab/site.css"><script src="/static/0123456789ab/js/app.js"></script>
    <use href="/static/0123456789ab/icons.svg#eye"></use><use href="/static/0123456789ab/icons.svg#go"></use>
    <link href="/static/0123456789ab/pictures/apple-touch.png"><a href="/today">Today</a>`;
  const at = "/static/0123456789ab/";
  assert.deepEqual(filesOf(html), [`${at}site.css`, `${at}js/app.js`, `${at}icons.svg`]);
});

// A cache of paths, and a server that counts what it is asked for.
function here(pages = {}) {
  const all = new Map();
  const seen = [];
  const fetch = async (request) => {
    seen.push(request);
    if (!(request in pages)) throw new TypeError("no signal");
    return new Response(pages[request], { headers: { "Content-Type": "text/html" } });
  };
  const open = async (name) => {
    if (!all.has(name)) all.set(name, new Map());
    const cache = all.get(name);
    return {
      addAll: async (paths) => { for (const path of paths) cache.set(path, new Response(path)); },
      match: async (path) => cache.get(path)?.clone(),
      put: async (path, answer) => { cache.set(path, answer); },
      keys: async () => [...cache.keys()].map((path) => ({ url: `https://example.org${path}` })),
    };
  };
  const caches = { open, keys: async () => [...all.keys()], delete: async (name) => all.delete(name) };
  return { kept: (version) => new Kept({ caches, fetch, version }), seen, all };
}

test("capture pages are taken along once, with the files they name, however often it is asked", async () => {
  const path = `/capture/${VERSION}`;
  const { kept, seen, all } = here({ [path]: '<script src="/static/0123456789ab/js/a.js"></script>' });
  const one = kept("1");
  const wanted = async () => [path];
  await Promise.all([one.takeAlong(wanted), one.takeAlong(wanted)]);
  await one.takeAlong(wanted);
  assert.deepEqual(seen, [path]);
  assert.deepEqual([...all.get("spotcheck 1").keys()].sort(), [path, "/static/0123456789ab/js/a.js"]);
});

test("without signal it stops, and goes on the next time", async () => {
  const pages = {};
  const { kept, seen } = here(pages);
  const [one, two] = [`/capture/${VERSION}`, `/capture/${OTHER}`];
  const along = kept("1");
  await along.takeAlong(async () => [one, two]);
  assert.deepEqual(seen, [one]);
  Object.assign(pages, { [one]: "", [two]: "" });
  await along.takeAlong(async () => [one, two]);
  assert.deepEqual(seen, [one, one, two]);
});

test("a page that never comes is not waited for without end", async () => {
  const asked = [];
  const fetch = async (path, how) => asked.push(how.signal) && Promise.reject(new TypeError("no signal"));
  const caches = { open: async () => ({ keys: async () => [] }) };
  await new Kept({ caches, fetch, version: "1" }).takeAlong(async () => [`/capture/${VERSION}`]);
  assert.deepEqual(asked.map((signal) => signal instanceof AbortSignal), [true]);
});

test("a file comes from here, and from the server once", async () => {
  const file = "/static/0123456789ab/js/a.js";
  const { kept, seen } = here({ [file]: "1", "/static/ba9876543210/js/a.js": "2" });
  const one = kept("1");
  for (const path of [file, file, "/static/ba9876543210/js/a.js", "/static/ba9876543210/js/a.js"])
    await one.file(path, path, "/static/0123456789ab/");
  assert.deepEqual(seen, [file, "/static/ba9876543210/js/a.js", "/static/ba9876543210/js/a.js"], "an old version is not kept");
});

test("of the caches only this version's stays; what others keep is theirs", async () => {
  const { kept, all } = here();
  for (const version of ["1", "2"]) await kept(version).install([`/phone?${version}`]);
  all.set("somebody else's", new Map());
  await kept("2").only();
  assert.deepEqual([...all.keys()], ["spotcheck 2", "somebody else's"]);
});
