// <phone-line>: Sent · 2 waiting · Needs you, at the head of every page. On every page it sends what waits;
// where the page captures (data-calm), what somebody waits for goes first.
import { keepSending } from "../machinery/keep-sending.js";
import { thisPhone } from "../machinery/this-phone.js";
import { filled } from "../rules/filled.js";
import { howItStands } from "../rules/how-it-stands.js";

const CALM = 100; // milliseconds
const later = (does) => setTimeout(does, CALM);

class PhoneLine extends HTMLElement {
  #stops = [];
  #here = false;
  #timer = 0;

  async connectedCallback() {
    this.#here = true;
    const phone = await thisPhone();
    if ("calm" in this.dataset) await new Promise(later);
    if (!phone || !this.#here) return;
    this.#stops = [phone.watch(() => this.#soon(phone)), keepSending(phone, { window, document, later })];
    await this.#show(phone);
  }

  disconnectedCallback() {
    this.#here = false;
    clearTimeout(this.#timer);
    for (const stop of this.#stops) stop();
  }

  #soon(phone) {
    clearTimeout(this.#timer);
    this.#timer = later(() => this.#show(phone));
  }

  async #show(phone) {
    const state = await phone.outbox.state();
    const how = howItStands(state);
    const link = this.querySelector("a");
    link.hidden = !how;
    for (const one of link.children) one.hidden = one.dataset.when !== how;
    const words = link.querySelector("[data-when=waiting] span");
    words.textContent = filled((words.dataset.text ??= words.textContent), { n: state.waiting });
  }
}

customElements.define("phone-line", PhoneLine);
