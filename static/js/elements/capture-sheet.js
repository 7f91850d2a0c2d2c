// <capture-sheet data-unsent="…"> around the form of a draft. htmx sends each tap; this moves the marker to the next open
// item, says when a tap could not be sent, and tries again. Without it the page works all the same, with a Save button.
import { nextOpen, waitBeforeTry } from "../rules/next-open.js";

class CaptureSheet extends HTMLElement {
  #tries = 0;
  #timer = 0;
  #unsent = false;
  #listening = null;

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.addEventListener("change", () => this.#mark(), { signal });
    this.addEventListener("htmx:error", () => this.#notSent(), { signal });
    this.addEventListener("htmx:after:request", (event) => this.#answered(event.detail.ctx.response), { signal });
    window.addEventListener("online", () => this.#again(), { signal });
    window.addEventListener("beforeunload", (event) => this.#unsent && event.preventDefault(), { signal });
    this.addEventListener("submit", () => this.#leave(), { signal });
    this.#goOn();
  }

  disconnectedCallback() {
    this.#listening?.abort();
    clearTimeout(this.#timer);
  }

  // A page that was begun before opens at the exact item, unless the address names another.
  #goOn() {
    const next = this.querySelector(".item.next-up");
    const begun = this.querySelector(".scale :checked") !== null;
    if (next && begun && !location.hash) next.scrollIntoView({ block: "center" });
  }

  #mark() {
    const items = [...this.querySelectorAll("section .item:not(details .item)")];
    const open = nextOpen(items.map((item) => ({ item, answered: item.querySelector(":checked") !== null })));
    for (const item of items) item.classList.toggle("next-up", item === open?.item);
  }

  #answered(response) {
    if (!response || response.status >= 400) return;
    this.#leave();
    this.#tries = 0;
    this.#say("");
  }

  #leave() {
    this.#unsent = false;
    clearTimeout(this.#timer);
  }

  #notSent() {
    this.#unsent = true;
    this.#say(this.dataset.unsent);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#again(), waitBeforeTry(this.#tries++));
  }

  // The whole form goes with every tap, so one try that arrives brings everything before it.
  #again() {
    if (this.#unsent) this.querySelector("form").dispatchEvent(new Event("change", { bubbles: true }));
  }

  #say(words) {
    const place = document.getElementById("not-saved");
    if (place) place.textContent = words;
  }
}

customElements.define("capture-sheet", CaptureSheet);
