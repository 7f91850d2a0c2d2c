// <start-on-phone data-person data-version> around a starting form. Where this phone is ready for whoever is signed in, the
// draft begins on it; else, and where two watch together, the form goes to the server as it would without JavaScript.
import { askHereToLast } from "../machinery/lasting.js";
import { readyingOn } from "../machinery/readying.js";
import { thisPhone } from "../machinery/this-phone.js";
import { beginning } from "../rules/beginning.js";
import { spotHash } from "../rules/spot.js";
import { usualShift } from "../rules/usual-shift.js";

const LONGEST = 3000; // milliseconds: nobody waits for a phone that is getting ready

class StartOnPhone extends HTMLElement {
  #listening = null;
  #ready = null; // resolves to the phone, or to null
  #let = false;

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.addEventListener("submit", (event) => this.#sent(event), { signal });
    this.#ready = this.#getReady().catch(() => null);
  }

  disconnectedCallback() {
    this.#listening.abort();
  }

  async #getReady() {
    const phone = await thisPhone();
    const { person, version } = this.dataset;
    if ((await phone?.owner())?.personId !== person) return null;
    const draw = this.querySelector("[name=draw]")?.value;
    const has = (pack) => pack?.checklists.some((one) => one.version === version) && (!draw || pack.draws.some((one) => one.id === draw));
    if (!has(await phone.pack()) && !((await phone.with(readyingOn).refresh()) && has(await phone.pack()))) return null;
    for (const one of this.querySelectorAll("[data-when-ready]")) one.hidden = false;
    return phone;
  }

  async #sent(event) {
    if (this.#let || this.querySelector("[data-together]:checked")) return;
    event.preventDefault();
    const { target: form, submitter } = event;
    const chosen = Object.fromEntries(new FormData(form, submitter));
    const begins = await Promise.race([this.#beginning(chosen), late()]).catch(() => null);
    const begun = await begins?.().catch(() => null);
    if (begun) return location.assign(`/capture/${this.dataset.version}${spotHash({ page: "items", id: begun.id })}`);
    this.#let = true;
    return form.requestSubmit(submitter);
  }

  // A way to begin here, or null. Nothing begins before it is called: what came too late begins on the server, and only there.
  async #beginning(chosen) {
    const phone = await this.#ready;
    const about = { version: this.dataset.version, pack: await phone?.pack(), shift: usualShift(new Date()) };
    const context = phone && beginning(chosen, about);
    if (!context) return null;
    return () => {
      askHereToLast();
      return phone.drafts.start(context);
    };
  }
}

const late = () => new Promise((done) => setTimeout(done, LONGEST, null));

customElements.define("start-on-phone", StartOnPhone);
