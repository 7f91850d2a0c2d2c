// What could not be sent, until it is: says so, and tries again, soon at first and then every half minute.
// It is given what it uses: `say(unsent)` tells the person, `send()` tries, `wait(then, milliseconds)` gives a way to stop.
import { waitBeforeTry } from "../rules/waiting.js";

export class Unsent {
  #tries = 0;
  #stop = () => {};
  #say;
  #send;
  #wait;

  constructor({ say, send, wait }) {
    this.#say = say;
    this.#send = send;
    this.#wait = wait;
  }

  get waits() {
    return this.#tries > 0;
  }

  notSent() {
    this.#stop();
    this.#stop = this.#wait(() => this.again(), waitBeforeTry(this.#tries));
    this.#tries += 1;
    this.#say(true);
  }

  again() {
    if (this.waits) this.#send();
  }

  sent() {
    this.#stop();
    this.#stop = () => {};
    this.#tries = 0;
    this.#say(false);
  }
}
