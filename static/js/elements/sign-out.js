// <sign-out> around the form that signs out: what is unfinished is sealed and everything readable on this phone goes first.
// Without signal the phone is signed out all the same; the server hears of it at the first contact.
import { thisPhone } from "../machinery/this-phone.js";

const LONGEST = 8000; // milliseconds: then there is no signal worth waiting for

class SignOut extends HTMLElement {
  #listening = null;

  connectedCallback() {
    this.#listening = new AbortController();
    this.addEventListener("submit", (event) => this.#leave(event), { signal: this.#listening.signal });
  }

  disconnectedCallback() {
    this.#listening.abort();
  }

  async #leave(event) {
    event.preventDefault();
    const { action } = event.target;
    const body = new FormData(event.target);
    event.target.querySelector("button").disabled = true;
    const phone = await thisPhone();
    await phone?.signOut();
    const told = await fetch(action, { method: "POST", body, redirect: "manual", signal: AbortSignal.timeout(LONGEST) }).catch(() => null);
    location.replace(told ? "/sign-in" : "/phone");
  }
}

customElements.define("sign-out", SignOut);
