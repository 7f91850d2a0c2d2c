// <hand-question>: the answer is kept at each stroke and tap; what it may give away is said before it goes.
import { Keeping } from "../machinery/keeping.js";
import { wait } from "../machinery/wait.js";
import { filled } from "../rules/filled.js";
import { answerWanting, lineRows } from "../rules/handing.js";
import { privateWords } from "../rules/private-words.js";

class HandQuestion extends HTMLElement {
  #listening = null;
  #page = null;
  #keeping = null;

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.#keeping = new Keeping({ change: (patch) => this.#page.hand.keep(patch), say: (how) => this.#say(how), wait });
    this.#form.addEventListener("input", () => this.#keep(), { signal });
    this.#form.addEventListener("submit", (event) => this.#send(event), { signal });
  }

  disconnectedCallback() {
    this.#listening.abort();
    this.#keeping.stop();
  }

  show(page) {
    this.#page = page;
    if (this.#form.contains(document.activeElement) || this.#keeping.busy) return;
    const { question, draft } = page;
    this.#field.value = draft?.words.said ?? "";
    this.#lines.replaceChildren(...lineRows(question, draft).map((row) => this.#line(row, question.beside)));
    this.#lines.closest("fieldset").hidden = !question?.lines?.length;
    this.#wrote.closest("[data-wrote]").hidden = !question?.beside;
    this.#wrote.checked = Boolean(draft?.words.wrote);
    const label = this.#wrote.nextElementSibling;
    label.textContent = filled(label.dataset.label, { language: question?.beside?.name ?? "" });
  }

  hide() {
    this.#field.value = "";
    this.#lines.replaceChildren();
    this.#wrote.checked = false;
    this.querySelector("[data-sure]").hidden = true;
    this.querySelector(".problem").hidden = true;
  }

  get #form() {
    return this.querySelector("form");
  }

  get #field() {
    return this.querySelector("textarea");
  }

  get #lines() {
    return this.querySelector("[data-offered]");
  }

  get #wrote() {
    return this.querySelector("[name=wrote]");
  }

  get #chosen() {
    return [...this.#lines.querySelectorAll("input:checked")].map((one) => one.value);
  }

  #line({ key, text, beside, chosen }, language) {
    const row = this.querySelector("template").content.firstElementChild.cloneNode(true);
    Object.assign(row.querySelector("input"), { value: key, checked: chosen });
    const said = row.querySelector("span");
    said.textContent = text;
    if (!beside) return row;
    const small = document.createElement("small");
    said.append(Object.assign(small, { textContent: beside, lang: language.tag, dir: language.direction }));
    return row;
  }

  #keep() {
    const wrote = this.#wrote.checked ? this.#page.question.beside.tag : null;
    const words = { said: this.#field.value || null, chosen: this.#chosen.join(" ") || null, wrote };
    this.#keeping.keep({ words }).catch(() => {}); // said, and tried again by itself
  }

  async #send(event) {
    event.preventDefault();
    const { target: form, submitter } = event;
    const text = this.#field.value;
    const sure = submitter?.name === "sure" ? text.trim() : "";
    const wanting = answerWanting(text, { sure, year: new Date().getFullYear(), privateWords, chosen: this.#chosen });
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
