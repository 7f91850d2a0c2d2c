// Working without signal was switched off: what was kept of pages goes, and so does the worker. Checks that wait stay where
// they are, in the phone's database, and pages go on sending them.
export function takeAway(worker) {
  worker.addEventListener("install", () => worker.skipWaiting());
  worker.addEventListener("activate", (event) => event.waitUntil(away()));
  // A page of before, still lying in a cache, may have asked for a worker again meanwhile: then the next page ends it.
  worker.addEventListener("fetch", (event) => event.waitUntil(away()));

  async function away() {
    await Promise.all((await worker.caches.keys()).map((name) => worker.caches.delete(name)));
    await worker.registration.unregister();
  }
}
