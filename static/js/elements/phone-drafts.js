// <phone-drafts hidden>: what was begun on this phone, each with its way on. It holds a <template data-row>.
import { fill } from "../machinery/fill.js";
import { thisPhone } from "../machinery/this-phone.js";
import { timeInWords } from "../rules/day-in-words.js";
import { wayOn } from "../rules/spot.js";

class PhoneDrafts extends HTMLElement {
  #unwatch = () => {};

  async connectedCallback() {
    const phone = await thisPhone();
    if (!phone || !this.isConnected) return;
    this.#unwatch = phone.watch((what) => ["draft", "sealed", "owner"].includes(what) && this.#show(phone));
    await this.#show(phone);
  }

  disconnectedCallback() {
    this.#unwatch();
  }

  async #show(phone) {
    const drafts = (await phone.owner()) ? await phone.drafts.list() : [];
    const template = this.querySelector("template");
    this.querySelector("ul").replaceChildren(...drafts.map((draft) => fill(template, inWords(draft))));
    this.hidden = !drafts.length;
  }
}

function inWords({ at, shown, ...draft }) {
  return {
    title: draft.title,
    href: wayOn({ ...draft, at }),
    done: at.done ?? 0,
    all: at.all ?? "",
    worker: shown?.worker ?? shown?.place ?? "",
    time: timeInWords(draft.opened_at),
  };
}

customElements.define("phone-drafts", PhoneDrafts);
