// Small things that a browser remembers of itself, about nobody: what was said once, what was asked once.
// `storage` is a Storage, or something that refuses; then everything is new each time.
const OURS = "spotcheck ";

export class Memory {
  #storage;

  constructor(storage) {
    this.#storage = storage;
  }

  has(name) {
    try {
      return this.#storage().getItem(OURS + name) !== null;
    } catch {
      return false;
    }
  }

  keep(name) {
    try {
      this.#storage().setItem(OURS + name, "yes");
    } catch {
      // it is said again another time
    }
  }
}
