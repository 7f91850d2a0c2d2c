// <app-worker data-script="/sw.js"> on every page of somebody signed in. When the page is drawn and at rest it brings the worker
// that opens Spotcheck without signal, and asks it to take along the capture pages that this phone may need.
import { thisPhone } from "../machinery/this-phone.js";

class AppWorker extends HTMLElement {
  #stop = () => {};

  connectedCallback() {
    if (navigator.serviceWorker) this.#stop = atRest(() => this.#begin().catch(() => {})); // else it works online only
  }

  disconnectedCallback() {
    this.#stop();
  }

  async #begin() {
    const how = { type: "module", updateViaCache: "imports" };
    await navigator.serviceWorker.register(this.dataset.script, how);
    const { active } = await navigator.serviceWorker.ready;
    if (!this.isConnected) return;
    const phone = await thisPhone();
    const along = () => active.postMessage("take along");
    if (!phone || !this.isConnected) return;
    this.#stop = phone.watch((what) => what === "pack" && along());
    along();
  }
}

// After the page has loaded, when nothing else is being done.
function atRest(then) {
  let stopped = false;
  const rest = () => !stopped && (window.requestIdleCallback ?? setTimeout)(() => !stopped && then());
  if (document.readyState === "complete") rest();
  else window.addEventListener("load", rest, { once: true });
  return () => (stopped = true);
}

customElements.define("app-worker", AppWorker);
