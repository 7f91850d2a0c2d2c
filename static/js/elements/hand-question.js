// <hand-question>: the answer is kept at each stroke; what it may give away is said before it goes.
import { Keeping } from "../machinery/keeping.js";
import { wait } from "../machinery/wait.js";
import { answerWanting } from "../rules/handing.js";
import { privateWords } from "../rules/private-words.js";

class HandQuestion extends HTMLElement {
  #listening = null;
  #page = null;
  #keeping = null;

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.#keeping = new Keeping({ change: (patch) => this.#page.hand.keep(patch), say: (how) => this.#say(how), wait });
    this.#field.addEventListener("input", () => this.#keep(), { signal });
    this.querySelector("form").addEventListener("submit", (event) => this.#send(event), { signal });
  }

  disconnectedCallback() {
    this.#listening.abort();
    this.#keeping.stop();
  }

  show(page) {
    this.#page = page;
    if (this.#field !== document.activeElement && !this.#keeping.busy) this.#field.value = page.draft?.words.said ?? "";
  }

  hide() {
    this.#field.value = "";
    this.querySelector("[data-sure]").hidden = true;
    this.querySelector(".problem").hidden = true;
  }

  get #field() {
    return this.querySelector("textarea");
  }

  #keep() {
    this.#keeping.keep({ words: { said: this.#field.value || null } }).catch(() => {}); // said, and tried again by itself
  }

  async #send(event) {
    event.preventDefault();
    const { target: form, submitter } = event;
    const text = this.#field.value;
    const sure = submitter?.name === "sure" ? text.trim() : "";
    const wanting = answerWanting(text, { sure, year: new Date().getFullYear(), privateWords });
    this.#page.wrong(form, wanting.map((name) => this.#page.says(name, { n: text.trim().length })));
    this.querySelector("[data-sure]").hidden = !wanting.some((name) => name.startsWith("holds-"));
    if (wanting.length) return this.#field.focus();
    this.#keep();
    await this.#keeping.settled;
    await this.#page.hand.answer();
    this.#say("");
  }

  #say(how) {
    const name = { kept: "saved", "not kept": "not-saved" }[how];
    this.querySelector("[data-saved]").textContent = name ? this.#page.says(name) : "";
  }
}

customElements.define("hand-question", HandQuestion);
