// <phone-line>: Sent · 2 waiting · Needs you, at the head of every page. On a page of the server (data-person, data-session,
// data-csrf) it makes this phone ready for whoever is signed in; on every page it sends what waits.
import { keepSending } from "../machinery/keep-sending.js";
import { thisPhone } from "../machinery/this-phone.js";
import { filled } from "../rules/filled.js";
import { howItStands, isOld } from "../rules/how-it-stands.js";
import { phoneName } from "../rules/phone-name.js";

const CALM = 100; // milliseconds: what somebody waits for goes first
const later = (does) => setTimeout(does, CALM);

class PhoneLine extends HTMLElement {
  #stops = [];
  #here = false;
  #timer = 0;

  async connectedCallback() {
    this.#here = true;
    const phone = await thisPhone();
    if (!this.dataset.person) await new Promise(later); // somebody captures here
    if (!phone || !this.#here) return;
    this.#stops = [phone.watch(() => this.#soon(phone)), keepSending(phone, { window, document, later })];
    await this.#show(phone);
    if (this.dataset.person) await this.#getReady(phone);
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

  async #getReady(phone) {
    const { person: personId, session, csrf } = this.dataset;
    const owner = await phone.getReady({ personId, session, csrf, name: phoneName(navigator.userAgent) }).catch(() => null);
    if (owner?.personId === personId && isOld(await phone.pack(), Date.now())) await phone.refresh();
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
