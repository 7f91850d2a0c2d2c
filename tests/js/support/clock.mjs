// A clock that is turned by hand. `wait` plans; `turn` moves on and does what has come due.
export class Clock {
  #planned = new Set();

  constructor(at = Date.parse("2026-11-23T09:00:00.000Z")) {
    this.at = at;
    this.now = () => this.at;
    this.wait = (then, milliseconds) => {
      const one = { then, at: this.at + milliseconds };
      this.#planned.add(one);
      return () => this.#planned.delete(one);
    };
  }

  get planned() {
    return [...this.#planned].map((one) => one.at - this.at).sort((one, other) => one - other);
  }

  turn(milliseconds) {
    this.at += milliseconds;
    for (const one of [...this.#planned].filter((each) => each.at <= this.at)) {
      this.#planned.delete(one);
      one.then();
    }
  }
}
