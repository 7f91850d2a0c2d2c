// <install-hint>: how to put Spotcheck on the home screen, said once and away for good with one tap; or, without HTTPS,
// that it works online only. Without JavaScript nothing is said: nothing is kept on the phone then.
import { Memory } from "../machinery/memory.js";
import { installHint } from "../rules/install-hint.js";

const SEEN = "install hint seen";

class InstallHint extends HTMLElement {
  #listening = null;
  #memory = new Memory(() => window.localStorage);
  #asking = null; // the browser's own question, kept for a tap

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    window.addEventListener("beforeinstallprompt", (event) => this.#keep(event), { signal });
    window.addEventListener("appinstalled", () => this.#done(), { signal });
    this.addEventListener("click", (event) => this.#does(event.target.closest("[data-does]")?.dataset.does), { signal });
    this.#show();
  }

  disconnectedCallback() {
    this.#listening.abort();
  }

  #show() {
    const hint = installHint({
      secure: window.isSecureContext,
      installed: window.matchMedia("(display-mode: standalone)").matches || navigator.standalone === true,
      seen: this.#memory.has(SEEN),
      asks: this.#asking !== null,
      byHand: navigator.standalone === false,
    });
    for (const part of this.querySelectorAll("[data-hint]")) part.hidden = part.dataset.hint !== hint;
    this.hidden = hint === null;
  }

  #keep(event) {
    event.preventDefault();
    this.#asking = event;
    this.#show();
  }

  async #does(what) {
    if (what === "install") await this.#asking.prompt();
    if (what) this.#done();
  }

  #done() {
    this.#memory.keep(SEEN);
    this.#asking = null;
    this.#show();
  }
}

customElements.define("install-hint", InstallHint);
