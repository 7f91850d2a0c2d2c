// Taps on their way to the disk: one write after another, and what comes meanwhile goes together in the next.
// It is given what it uses: `change(patch)` keeps, `say("kept" | "keeping" | "not kept" | "gone")` tells the person,
// `wait(then, milliseconds)` gives a way to stop.
import { waitBeforeTry } from "../rules/waiting.js";

export class Keeping {
  #change;
  #say;
  #wait;
  #patch = null;
  #running = null;
  #tries = 0;
  #stop = () => {};

  constructor({ change, say, wait }) {
    this.#change = change;
    this.#say = say;
    this.#wait = wait;
  }

  // Resolves once everything that was given is kept; refused when it could not be.
  keep(patch) {
    this.#patch = together(this.#patch, patch);
    return (this.#running ??= this.#write().finally(() => (this.#running = null)));
  }

  get busy() {
    return this.#running !== null;
  }

  // What was said to be kept, and all that came before.
  get settled() {
    return this.#running ?? (this.#patch ? this.keep({}) : Promise.resolve());
  }

  stop() {
    this.#stop();
  }

  async #write() {
    this.#stop();
    this.#say("keeping");
    while (this.#patch) {
      const patch = this.#patch;
      this.#patch = null;
      try {
        await this.#change(patch);
      } catch (thrown) {
        this.#patch = thrown.reason === "gone" ? null : together(patch, this.#patch ?? {});
        this.#say(this.#patch ? "not kept" : "gone");
        if (this.#patch) this.#stop = this.#wait(() => this.keep({}).catch(() => {}), waitBeforeTry(this.#tries++));
        throw thrown;
      }
    }
    this.#tries = 0;
    this.#say("kept");
  }
}

function together(before, after) {
  const names = Object.keys({ ...before, ...after });
  return Object.fromEntries(names.map((name) => [name, { ...before?.[name], ...after[name] }]));
}
