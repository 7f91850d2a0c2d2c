// What the worker keeps for no signal: the shell, capture pages, and the files that these name. It is given what it uses.
import { filesOf, mayKeep, toFetch } from "../rules/way-of-request.js";

const OURS = "spotcheck ";
const LONGEST = 30_000; // milliseconds for a page that is taken along, with its files: nothing waits behind one that never comes
const ANYHOW = { ignoreSearch: true, ignoreVary: true }; // a page is kept once, whatever was asked of it

export class Kept {
  #caches;
  #fetch;
  #name;
  #taking = null;

  constructor({ caches, fetch, version }) {
    this.#caches = caches;
    this.#fetch = fetch;
    this.#name = OURS + version;
  }

  async install(paths) {
    await (await this.#open()).addAll(paths);
  }

  async find(path) {
    return (await this.#open()).match(path, ANYHOW);
  }

  // From here, else from the server, and then it is here. `files`: where the files of this version lie.
  async file(request, path, files) {
    const found = await this.find(path);
    if (found) return found;
    const answer = await this.#fetch(request);
    if (answer.ok && path.startsWith(files)) await (await this.#open()).put(path, answer.clone());
    return answer;
  }

  // The pages that are not here yet, one after another; twice at once is once.
  takeAlong(wanted) {
    return (this.#taking ??= this.#take(wanted).finally(() => (this.#taking = null)));
  }

  async only() {
    const names = await this.#caches.keys();
    await Promise.all(names.filter((name) => name.startsWith(OURS) && name !== this.#name).map((name) => this.#caches.delete(name)));
  }

  async #take(wanted) {
    const cache = await this.#open();
    const here = (await cache.keys()).map(({ url }) => new URL(url).pathname);
    try {
      for (const path of toFetch(await wanted(), here)) await this.#takePage(path);
    } catch {
      // no signal: the next page goes on
    }
  }

  async #takePage(path) {
    const how = { redirect: "error", credentials: "same-origin", signal: AbortSignal.timeout(LONGEST) };
    await this.keepPage(path, await this.#fetch(path, how));
  }

  // With the page come the files it names, so that it opens without signal.
  async keepPage(path, answer) {
    const { status, redirected } = answer;
    if (!mayKeep({ status, redirected, type: answer.headers.get("Content-Type") ?? "" })) return;
    const cache = await this.#open();
    const here = (await cache.keys()).map(({ url }) => new URL(url).pathname);
    await cache.addAll(filesOf(await answer.clone().text()).filter((file) => !here.includes(file)));
    await cache.put(path, answer);
  }

  #open() {
    return this.#caches.open(this.#name);
  }
}
