// <phone-words>: what is said in words, what is still open, and finishing: sealed and stored on this phone.
import { fieldsOf, fillIn } from "../machinery/form-values.js";
import { itemsOn } from "../machinery/sheet-of.js";
import { beforeFinishing, nothingToSend } from "../rules/before-finishing.js";
import { privateWords } from "../rules/private-words.js";
import { stillOpen } from "../rules/progress.js";
import { spotHash } from "../rules/spot.js";

const WRITING = 400; // milliseconds after the last letter

class PhoneWords extends HTMLElement {
  #listening = null;
  #page = null;
  #writing = 0;

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.addEventListener("change", () => this.#keep(), { signal });
    this.addEventListener("input", () => this.#soon(), { signal });
    this.addEventListener("submit", (event) => this.#sent(event), { signal });
    window.addEventListener("pagehide", () => this.#writing && this.#keep(), { signal });
  }

  disconnectedCallback() {
    this.#listening.abort();
    clearTimeout(this.#writing);
  }

  show(page) {
    this.#page = page;
    fillIn(this.querySelector("#in-words"), (name) => page.draft.words[name]);
    this.querySelector("[data-back]").href = spotHash({ page: "items", id: page.draft.id, record: page.draft.at?.record });
    page.querySelector("[data-fill=kicker]").textContent = page.draft.title;
    page.progress("finish");
    return this.dataset.heading;
  }

  shown(page) {
    this.querySelector("[data-anyway]").hidden = true;
    window.scrollTo(0, 0);
    if (page.draft.at?.page !== "words") page.keep({ at: { page: "words" } });
    page.phone.soon(page.draft.id);
  }

  // The button at the foot: finish, once there is nothing to look at first.
  async next(page) {
    if (this.#writing) this.#keep();
    const found = this.#open();
    if (found.length) this.#say(found);
    else await this.#finish(page);
  }

  #soon() {
    clearTimeout(this.#writing);
    this.#writing = setTimeout(() => this.#keep(), WRITING);
  }

  #keep() {
    clearTimeout(this.#writing);
    this.#writing = 0;
    const words = {};
    for (const { name } of this.querySelectorAll("textarea, [type=checkbox]")) words[name] = null;
    for (const [name, value] of fieldsOf(this.querySelector("#in-words"))) {
      if (name === "hard") words.hard = [...(words.hard ?? []), value];
      else words[name] = value.trim() || null;
    }
    this.#page.keep({ words, at: { page: "words" } });
  }

  #sent(event) {
    event.preventDefault();
    if ("anyway" in event.target.dataset) this.#finish(this.#page);
    else this.next(this.#page);
  }

  async #finish(page) {
    await page.settled;
    await page.phone.finish(page.draft.id);
    await page.sealed();
  }

  #open() {
    const { sheet, draft } = this.#page;
    const nothing = nothingToSend(sheet);
    if (nothing) return [{ says: nothing, mayStay: false }];
    const about = { forPlan: Boolean(draft.requirement), year: new Date().getFullYear(), privateWords };
    return beforeFinishing(sheet, draft.words, about);
  }

  #say(found) {
    const page = this.#page;
    const left = stillOpen(page.sheet).length;
    const form = this.querySelector("[data-anyway]");
    form.querySelector("[data-fill=left]").textContent = left ? page.says(left === 1 ? "left-one" : "left-many", { n: left }) : "";
    form.querySelector("[data-list]").replaceChildren(...found.map((one) => page.fill("todo", this.#todo(one))));
    form.querySelector(".actions").hidden = !found.every((one) => one.mayStay);
    form.hidden = false;
    form.scrollIntoView({ block: "start" });
  }

  #todo(one) {
    const { draft, sheet } = this.#page;
    const place = sheet.drawn?.places.find((each) => each.position === one.record);
    const text = one.item && this.#page.querySelector(`#item-${one.item} .ask, #ask-${one.item}`).textContent;
    const label = one.field && this.querySelector(`label[for=${one.field}]`).firstChild.data.trim();
    const holds = one.holds && this.#page.says(`holds-${one.holds}`);
    const name = one.n ? `${one.says}-${one.n === 1 ? "one" : "many"}` : one.says;
    const values = { item: text, where: label ?? text, says: holds, n: one.n, record: place?.reference };
    const href = one.field ? `#${one.field}` : spotHash({ page: "items", id: draft.id, record: one.record, item: one.item });
    return { href, says: this.#page.says(name, values) };
  }
}

customElements.define("phone-words", PhoneWords);
