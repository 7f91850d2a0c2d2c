// <phone-stranger>: somebody who cannot sign in now says who they are, and captures; it stays unconfirmed until they say yes.
import { fill } from "../machinery/fill.js";
import { claimedStart } from "../rules/claimed-start.js";
import { claimable } from "../rules/shell-rows.js";
import { wayOn } from "../rules/spot.js";
import { usualShift } from "../rules/usual-shift.js";

class PhoneStranger extends HTMLElement {
  #listening = null;
  #phone = null;
  #here = null;
  #options = {};

  connectedCallback() {
    this.#listening = new AbortController();
    this.querySelector("form").addEventListener("submit", (event) => this.#start(event), this.#listening);
    for (const name of ["service", "version"]) this.#options[name] ??= this.#field(name).firstElementChild;
    for (const name of ["sign_in", "service", "version", "whom"]) this.#field(name).required = true;
  }

  disconnectedCallback() {
    this.#listening.abort();
  }

  show({ phone, here }) {
    if (this.#here || !here) return; // nothing replaces a field in use
    this.#phone = phone;
    this.#here = here;
    this.#offer("service", here.services);
    this.#offer("version", claimable(here.checklists));
  }

  #offer(name, rows) {
    this.#field(name).replaceChildren(...rows.map((row) => fill(this.#options[name], row)));
  }

  async #start(event) {
    event.preventDefault();
    const chosen = Object.fromEntries(new FormData(event.target));
    const context = claimedStart(chosen, { here: this.#here, shift: usualShift(new Date()) });
    location.assign(wayOn(await this.#phone.drafts.start(context)));
  }

  #field(name) {
    return this.querySelector(`[name="${name}"]`);
  }
}

customElements.define("phone-stranger", PhoneStranger);
