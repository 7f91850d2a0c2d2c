// <phone-outbox>: what was sealed on this phone. It sends while it is shown; what needs somebody has its ways out here.
import { fill } from "../machinery/fill.js";
import { keepSending } from "../machinery/keep-sending.js";
import { thisPhone } from "../machinery/this-phone.js";
import { dayInWords, timeInWords } from "../rules/day-in-words.js";
import { filled } from "../rules/filled.js";
import { fileName, outboxView, received } from "../rules/outbox-rows.js";

const FOLLOWS = ["sealed", "received", "owner"];

class PhoneOutbox extends HTMLElement {
  #phone = null;
  #listening = null;
  #stop = () => {};

  async connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.#phone = await thisPhone();
    if (signal.aborted || !this.#phone || this.#phone.notReady) return;
    this.addEventListener("click", (event) => this.#does(event.target.closest("[data-does]")), { signal });
    const unwatch = this.#phone.watch((what) => FOLLOWS.includes(what) && this.#show());
    const rest = keepSending(this.#phone, { window, document, later: (does) => does() });
    this.#stop = () => [unwatch, rest].forEach((one) => one());
    await this.#show();
  }

  disconnectedCallback() {
    this.#listening.abort();
    this.#stop();
  }

  async #show() {
    const state = await this.#phone.outbox.state();
    const { shown, needs, sent } = outboxView(state);
    for (const [name, so] of Object.entries(shown)) this.#part(name).hidden = !so;
    const many = this.#part("waiting-many");
    many.textContent = filled(many.dataset.text, { n: state.waiting });
    const now = new Date().toISOString();
    this.#list("needs", needs);
    this.#list("sent", sent.map((row) => ({ ...row, at: received(row.at, now, { dayInWords, timeInWords }) })));
  }

  #list(name, rows) {
    const made = rows.map((row) => fill(this.#row(row.row), { ...row, title: row.title ?? this.#part(row.kind).textContent }));
    this.querySelector(`[data-list="${name}"]`).replaceChildren(...made);
  }

  async #does(button) {
    if (!button) return;
    const { outbox } = this.#phone;
    const { does, id } = button.dataset;
    button.disabled = true;
    if (does === "send") await outbox.send();
    if (does === "again") await outbox.again(id);
    if (does === "seen") await outbox.seen(id);
    if (does === "file") await this.#save();
    button.disabled = false;
    const { waiting } = await outbox.state();
    this.#part("tried").hidden = !["send", "again"].includes(does) || !waiting;
  }

  async #save() {
    const way = document.createElement("a");
    way.href = URL.createObjectURL(await this.#phone.outbox.file());
    way.download = fileName(Date.now());
    way.click();
    setTimeout(() => URL.revokeObjectURL(way.href), 60_000);
    this.#part("file-told").hidden = false;
  }

  #row(name) {
    return this.querySelector(`template[data-row="${name}"]`);
  }

  #part(name) {
    return this.querySelector(`[data-show="${name}"]`);
  }
}

customElements.define("phone-outbox", PhoneOutbox);
