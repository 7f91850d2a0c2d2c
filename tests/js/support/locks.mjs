// Web Locks as we need them: exclusive, first come first served, over all the phones that are given the same ones.
export class Locks {
  #held = new Map();

  async request(name, ...rest) {
    const does = rest.pop();
    const { ifAvailable = false } = rest[0] ?? {};
    if (ifAvailable && this.#held.has(name)) return does(null);
    const before = this.#held.get(name);
    let release;
    const mine = new Promise((done) => (release = done));
    this.#held.set(name, mine);
    await before;
    try {
      return await does({ name });
    } finally {
      if (this.#held.get(name) === mine) this.#held.delete(name);
      release();
    }
  }

  has(name) {
    return this.#held.has(name);
  }
}
