// <answer-link> around the form for the code of a one-time link. Opened by the link, the code is in the form and out of the
// address at once, and one tap is left. Nothing is sent by itself: whatever looks at a link ahead of its reader spends nothing.
import { codeIn } from "../rules/code-in.js";

class AnswerLink extends HTMLElement {
  #listening = null;

  connectedCallback() {
    this.#listening = new AbortController();
    window.addEventListener("hashchange", () => this.#take(), { signal: this.#listening.signal });
    this.#take();
  }

  disconnectedCallback() {
    this.#listening.abort();
  }

  #take() {
    const code = codeIn(window.location.hash);
    if (!code) return;
    window.history.replaceState(null, "", window.location.pathname);
    this.querySelector("input[name=code]").value = code;
    this.querySelector("[data-typed]").hidden = true;
  }
}

customElements.define("answer-link", AnswerLink);
