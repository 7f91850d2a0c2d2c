// <phone-hand>: the phone in other hands without signal. It looks at how that stands on this phone, shows one view, and covers
// what lies open as soon as somebody leaves the page. Its parts have show(page), where page is this element.
import { handingOn } from "../machinery/handing.js";
import { keepSending } from "../machinery/keep-sending.js";
import { askHereToLast } from "../machinery/lasting.js";
import { shutHere } from "../machinery/shut-here.js";
import { thisPhone } from "../machinery/this-phone.js";
import { wait } from "../machinery/wait.js";
import { filled } from "../rules/filled.js";
import { handView, questionIn, textsOf } from "../rules/handing.js";
import "./hand-lock.js";
import "./hand-over.js";
import "./hand-question.js";

const FOLLOWS = ["lent", "owner", "sealed"];

class PhoneHand extends HTMLElement {
  hand = null;
  question = null;
  draft = null;
  #phone = null;
  #listening = null;
  #stops = [];
  #view = "";
  #left = false;
  #lending = false;

  async connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.#phone = await thisPhone();
    if (signal.aborted) return;
    if (!this.#phone || this.#phone.notReady) return this.#draw("nobody");
    this.hand = handingOn(this.#phone);
    const rest = keepSending(this.#phone, { window, document, later: (does) => does() });
    this.#stops = [this.#phone.watch((what) => FOLLOWS.includes(what) && this.show()), rest];
    this.addEventListener("click", (event) => this.#does(event.target.closest("[data-does]")?.dataset.does), { signal });
    document.addEventListener("visibilitychange", () => document.hidden && this.#cover(), { signal });
    window.addEventListener("pagehide", () => this.#cover(), { signal });
    window.addEventListener("hashchange", () => this.show(), { signal });
    await this.show();
  }

  disconnectedCallback() {
    this.#listening.abort();
    for (const stop of this.#stops) stop();
  }

  async show() {
    const [owner, pack] = [await this.#phone.owner(), await this.#phone.pack()];
    const { lent, shut, draft, answered } = await this.hand.look();
    if (this.#lending || this.#view === "out") return; // said already, while this was being read
    const asked = location.hash.slice(1);
    const question = lent ? questionIn(pack, lent.prompt) : questionIn(pack, asked, answered);
    Object.assign(this, { question, draft });
    this.#draw(handView({ owner, shut, lent, asked, question, draft, kept: Boolean(navigator.serviceWorker?.controller) }));
  }

  // Nobody sees the question before every other page is shut.
  async lend(digits) {
    this.#lending = true;
    askHereToLast();
    await this.hand.handOver(this.question, digits);
    const shut = await shutHere({ worker: navigator.serviceWorker?.controller, wait });
    if (!shut) await this.hand.takeBack();
    this.#lending = false;
    if (shut) await this.show();
    else this.#draw("with-signal");
  }

  out() {
    this.#draw("out");
  }

  says(name, values = {}) {
    return filled(this.querySelector("[data-says]").content.querySelector(`[data-say="${name}"]`).textContent, values);
  }

  // Says what is wanting below a form, or nothing.
  wrong(form, sentences) {
    const place = form.querySelector(".problem");
    place.hidden = !sentences.length;
    place.querySelector("[data-wrong]").textContent = sentences.join(" ");
  }

  #does(what) {
    if (what === "back") this.hand.giveBack();
    if (what === "on") {
      this.#left = false;
      this.show();
    }
  }

  // Whoever comes back may go on with a question; after the answer they find the phone locked.
  #cover() {
    if (this.#view === "learn") this.hand.giveBack();
    if (this.#view === "learn") this.#draw("lock");
    this.#left = this.#view === "question";
    if (this.#left) this.#draw("question");
  }

  #draw(view) {
    const shown = view === "question" && this.#left ? "left" : view;
    const { question } = this;
    const values = textsOf(question);
    for (const one of this.querySelectorAll("[data-view]")) {
      one.hidden = one.dataset.view !== shown;
      if (one.hidden && shown !== "left") one.hide?.();
    }
    const part = this.querySelector(`[data-view="${shown}"]`);
    for (const one of this.querySelectorAll("[data-text]")) {
      one.textContent = question && part.contains(one) ? filled(one.dataset.text, values) : ""; // nothing lies behind what is shown
      one.toggleAttribute("hidden", !one.textContent);
    }
    for (const one of part.querySelectorAll("[data-beside]")) {
      one.hidden = !question?.beside;
      Object.assign(one, { lang: values.beside_tag ?? "", dir: values.beside_direction ?? "" });
    }
    for (const one of part.querySelectorAll("[data-changed]")) one.hidden = !question?.beside?.changed;
    const heading = this.querySelector("h1");
    heading.textContent = filled(part.dataset.heading, values);
    heading.className = "small" in part.dataset ? "kicker" : "";
    part.show?.(this);
    if (shown !== this.#view) heading.focus({ preventScroll: true });
    this.#view = shown;
  }
}

customElements.define("phone-hand", PhoneHand);
