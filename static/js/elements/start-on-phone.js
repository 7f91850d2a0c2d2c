// <start-on-phone data-person data-version> around a starting form. Where this phone is ready for whoever is signed in, or soon
// will be, the draft begins on it; else, and where two watch together, the form goes to the server as it would without JavaScript.
import { inTime } from "../machinery/in-time.js";
import { askHereToLast } from "../machinery/lasting.js";
import { readyFor } from "../machinery/ready-for.js";
import { readyingOn } from "../machinery/readying.js";
import { thisPhone } from "../machinery/this-phone.js";
import { beginning } from "../rules/beginning.js";
import { spotHash } from "../rules/spot.js";
import { usualShift } from "../rules/usual-shift.js";
import { wait } from "../machinery/wait.js";

const LONGEST = 2500; // milliseconds: nobody waits for a phone that is getting ready

class StartOnPhone extends HTMLElement {
  #listening = null;
  #ready = null; // resolves to the phone, or to null
  #enough = null; // resolves to null: by now it would be ready
  #tapped = false;
  #let = false;

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.addEventListener("submit", (event) => this.#sent(event), { signal });
    this.#ready = this.#getReady(signal).catch(() => null);
    this.#enough = new Promise((done) => wait(() => done(null), LONGEST));
  }

  disconnectedCallback() {
    this.#listening.abort();
  }

  async #getReady(signal) {
    const phone = await thisPhone();
    const { person, version } = this.dataset;
    const draw = this.querySelector("[name=draw]")?.value;
    const has = (pack) => pack?.checklists.some((one) => one.version === version) && (!draw || pack.draws.some((one) => one.id === draw));
    const ready = phone && (await readyFor(Object.assign(phone, phone.with(readyingOn)), { person, has, signal }));
    if (ready) for (const one of this.querySelectorAll("[data-when-ready]")) one.hidden = false;
    return ready;
  }

  async #sent(event) {
    if (this.#let || this.querySelector("[data-together]:checked")) return;
    event.preventDefault();
    if (this.#tapped) return; // a second tap while the first is on its way
    this.#tapped = true;
    const { target: form, submitter } = event;
    const given = new FormData(form, submitter);
    const chosen = { ...Object.fromEntries(given), own: given.getAll("own") };
    const begun = await inTime((wanted) => this.#begin(chosen, wanted), { wait, longest: LONGEST });
    if (begun) location.assign(`/capture/${this.dataset.version}${spotHash({ page: "items", id: begun.id })}`);
    else wait(() => this.#toServer(form, submitter), 0); // never while it is being sent: the browser would do nothing at all
    wait(() => (this.#tapped = false), LONGEST);
  }

  #toServer(form, submitter) {
    this.#let = true;
    form.requestSubmit(submitter);
    this.#let = false;
  }

  async #begin(chosen, wanted) {
    const phone = await Promise.race([this.#ready, this.#enough]);
    const about = { version: this.dataset.version, pack: await phone?.pack(), shift: usualShift(new Date()) };
    const context = phone && beginning(chosen, about);
    if (!context) return null;
    askHereToLast();
    return phone.drafts.start(context, wanted);
  }
}

customElements.define("start-on-phone", StartOnPhone);
