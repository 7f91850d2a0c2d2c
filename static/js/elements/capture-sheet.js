// <capture-sheet data-unsent="…"> around the form of a draft. htmx sends each tap; this moves the marker to the next open
// item, says when a tap could not be sent, and tries again. Without it the page works all the same, with a Save button.
import { Unsent } from "../machinery/unsent.js";
import { nextOpen } from "../rules/next-open.js";
import { wait } from "../machinery/wait.js";

class CaptureSheet extends HTMLElement {
  #listening = null;
  #unsent = null;

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.#unsent = new Unsent({ say: (waits) => this.#say(waits), send: () => this.#send(), wait });
    this.addEventListener("change", () => this.#mark(), { signal });
    this.addEventListener("htmx:error", () => this.#unsent.notSent(), { signal });
    this.addEventListener("htmx:after:request", (event) => this.#arrived(event.detail.ctx.response), { signal });
    this.addEventListener("submit", () => this.#unsent.sent(), { signal }); // the whole form goes with the page
    window.addEventListener("online", () => this.#unsent.again(), { signal });
    window.addEventListener("beforeunload", (event) => this.#unsent.waits && event.preventDefault(), { signal });
    this.#goOn();
  }

  disconnectedCallback() {
    this.#listening.abort();
    this.#unsent.sent();
  }

  // A page that was begun before opens at the exact item, unless the address names another.
  #goOn() {
    const next = this.querySelector(".item.next-up");
    const begun = this.querySelector("section .scale :checked") !== null;
    if (next && begun && !location.hash) next.scrollIntoView({ block: "center" });
  }

  #mark() {
    const items = [...this.querySelectorAll("section .item:not(details .item)")];
    const open = nextOpen(items.map((item) => ({ item, answered: item.querySelector(":checked") !== null })));
    for (const item of items) item.classList.toggle("next-up", item === open?.item);
  }

  // A refusal is shown by the server's own words; only an answer that was kept takes the message away.
  #arrived(response) {
    if (response && response.status < 400) this.#unsent.sent();
  }

  // The whole form goes with every tap, so one that arrives brings all before it.
  #send() {
    this.querySelector("form").dispatchEvent(new Event("change", { bubbles: true }));
  }

  #say(waits) {
    const place = document.getElementById("not-saved");
    if (place) place.textContent = waits ? this.dataset.unsent : "";
  }
}

customElements.define("capture-sheet", CaptureSheet);
