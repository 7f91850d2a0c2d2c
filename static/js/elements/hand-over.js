// <hand-over>: its owner chooses the four digits that give the phone back, and lets go of it.
import { digitsWanting } from "../rules/handing.js";

class HandOver extends HTMLElement {
  #listening = null;
  #page = null;

  connectedCallback() {
    this.#listening = new AbortController();
    this.querySelector("form").addEventListener("submit", (event) => this.#lend(event), this.#listening);
  }

  disconnectedCallback() {
    this.#listening.abort();
  }

  show(page) {
    this.#page = page;
  }

  async #lend(event) {
    event.preventDefault();
    const { digits } = event.target.elements;
    const wanting = digitsWanting(digits.value.trim());
    this.#page.wrong(event.target, wanting ? [this.#page.says(wanting)] : []);
    if (wanting) return digits.focus();
    const chosen = digits.value.trim();
    digits.value = "";
    const button = event.target.querySelector("button");
    button.disabled = true;
    await this.#page.lend(chosen);
    button.disabled = false;
  }
}

customElements.define("hand-over", HandOver);
