// <phone-tell>: somebody is at risk, without signal: what to do, whom to ring, and a message that goes first when it can.
import { fill } from "../machinery/fill.js";

class PhoneTell extends HTMLElement {
  #listening = null;
  #telling = null; // {phone, service}: who tells, and of where

  connectedCallback() {
    this.#listening = new AbortController();
    this.querySelector("form").addEventListener("submit", (event) => this.#tell(event), this.#listening);
  }

  disconnectedCallback() {
    this.#listening.abort();
  }

  show({ phone, pack, owner, service }) {
    const places = pack?.services ?? [];
    const here = places.find((one) => one.id === service) ?? (places.length === 1 ? places[0] : null);
    this.#telling = here && owner ? { phone, service: here } : null;
    if (here) this.#whomToRing(here);
    const where = this.querySelector("[data-list=where]");
    where.replaceChildren(...places.map((one) => fill(this.#row("where"), one)));
    this.#part("where").hidden = Boolean(here) || !places.length;
    this.#part("form").hidden = !this.#telling || !this.#part("told").hidden;
    this.#part("nobody").hidden = Boolean(owner);
  }

  #whomToRing({ ring, others }) {
    if (ring) {
      const named = { ...ring, name: ring.name || this.dataset.onCall };
      this.querySelector("[data-fill=guidance]").replaceChildren(fill(this.#row("guidance"), named));
    }
    const lists = others.map((one) => fill(this.#row("otherwise"), one));
    const whole = lists[0] ?? fill(this.#row("nobody-else"), {});
    whole.querySelector("ul")?.append(...lists.slice(1).map((list) => list.querySelector("li")));
    this.querySelector("[data-fill=otherwise]").replaceChildren(whole);
  }

  async #tell(event) {
    event.preventDefault();
    const button = event.submitter;
    button.disabled = true;
    const { phone, service } = this.#telling;
    const words = event.target.elements.words.value.trim();
    try {
      await phone.alert({ service: service.id, words, title: this.dataset.title });
      this.#part("told").hidden = false;
      this.#part("form").hidden = true;
    } finally {
      button.disabled = false;
    }
  }

  #row(name) {
    return this.querySelector(`template[data-row="${name}"]`);
  }

  #part(name) {
    return this.querySelector(`[data-show="${name}"]`);
  }
}

customElements.define("phone-tell", PhoneTell);
