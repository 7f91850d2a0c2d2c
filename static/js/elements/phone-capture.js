// <phone-capture data-version data-kind>: capturing on this phone. It reads the draft that the address names, shows one
// section, and keeps every tap; the sections say what was tapped and draw what is there. Each has show(page), where page is
// this element: {phone, pack, draft, sheet, spot, keep(patch), go(spot), sealed(), says(name, values)}. What lies folded in
// a template is put on the page when it is first needed.
import { fill } from "../machinery/fill.js";
import { Keeping } from "../machinery/keeping.js";
import { thisPhone } from "../machinery/this-phone.js";
import { patched } from "../rules/draft.js";
import { filled } from "../rules/filled.js";
import { pageDone } from "../rules/progress.js";
import { readSpot, spotHash } from "../rules/spot.js";
import { sheetOf } from "../machinery/sheet-of.js";
import { wait } from "../machinery/wait.js";
import "./phone-start.js";
import "./phone-items.js";
import "./phone-words.js";
import "./phone-done.js";
import "./phone-risk.js";

class PhoneCapture extends HTMLElement {
  phone = null;
  pack = null;
  draft = null;
  spot = null;
  service = ""; // where the last one was started from here
  #listening = null;
  #unwatch = () => {};
  #keeping = null;
  #kept = null;

  async connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.phone = await thisPhone();
    if (signal.aborted) return;
    if (!this.phone || this.phone.notReady) return location.replace("/today");
    const change = async (patch) => (this.#kept = await this.phone.drafts.change(this.draft.id, patch));
    this.#keeping = new Keeping({ change, say: (how) => this.#say(how), wait });
    this.#unwatch = this.phone.watch((what) => this.#heard(what));
    window.addEventListener("hashchange", () => this.show(), { signal });
    this.bar.querySelector("button").addEventListener("click", () => this.#section("items", "words").next(this), { signal });
    await this.show();
  }

  disconnectedCallback() {
    this.#listening.abort();
    this.#unwatch();
    this.#keeping?.stop();
  }

  get bar() {
    return this.querySelector("#bar");
  }

  get sheet() {
    return sheetOf(this, this.draft, this.pack);
  }

  // Everything that was tapped is on the disk.
  get settled() {
    return this.#keeping.settled;
  }

  says(name, values = {}) {
    const text = this.querySelector("[data-says]").content.querySelector(`[data-say="${name}"]`).textContent;
    return filled(text, values);
  }

  fill(name, values) {
    return fill(this.querySelector(`template[data-row="${name}"]`), values);
  }

  go(spot, { replace = false } = {}) {
    if (replace) history.replaceState(null, "", spotHash(spot));
    else history.pushState(null, "", spotHash(spot));
    return this.show();
  }

  // What was on the screen is sealed and on the disk, so nothing need be read to say it.
  sealed() {
    this.spot = { page: "done", id: this.draft.id, fresh: true };
    this.draft = null;
    history.replaceState(null, "", spotHash(this.spot));
    return this.#draw("done");
  }

  // At once on the screen, then on the disk, then said to be.
  keep(patch) {
    this.draft = patched(this.draft, patch);
    return this.#keeping.keep(patch).catch(() => {}); // said on the page, and tried again by itself
  }

  async show() {
    const spot = readSpot(location.hash);
    if (!spot) return;
    await this.#keeping.settled.catch(() => {});
    const { pack, draft } = await this.phone.drafts.look(spot.page === "start" ? "" : spot.id);
    Object.assign(this, { pack, draft, spot });
    if (draft) unfold(this);
    if (!draft && spot.page !== "start") spot.page = "done";
    await this.#draw(spot.page);
    this.hidden = false;
  }

  async #draw(page) {
    const shown = this.#section(page === "about" ? "start" : page);
    const heading = await shown.show(this);
    if (this.spot.page !== page) return; // the section sent us on
    for (const section of this.querySelectorAll("[data-page]")) section.hidden = section !== shown;
    this.bar.hidden = !["items", "words"].includes(page);
    this.querySelector("h1").textContent = heading;
    shown.shown?.(this);
  }

  progress(next) {
    const [done, all] = pageDone(this.sheet, this.spot.record);
    const place = this.bar.querySelector("[data-fill=progress]");
    place.textContent = filled(place.dataset.text, { done, all });
    this.bar.querySelectorAll("circle").forEach((spot, at) => spot.classList.toggle("on", at < done));
    this.bar.querySelector("button").textContent = this.says(next);
  }

  #section(...pages) {
    return pages.map((page) => this.querySelector(`[data-page=${page}]`)).find((one, at, all) => all.length === 1 || !one.hidden);
  }

  #say(how) {
    const place = this.bar.querySelector("[data-fill=saved]");
    place.textContent = how === "kept" ? place.dataset.text : "";
    const wrong = { "not kept": "not-saved", gone: "gone" }[how];
    this.querySelector(".not-saved").textContent = wrong ? this.says(wrong) : "";
    if (how === "kept" && differ(this.#kept, this.draft)) this.show(); // another tab has tapped, too
  }

  #heard(what) {
    const follows = what === "draft" ? ["items", "words"] : ["done"];
    if (follows.includes(this.spot?.page) && !this.#keeping.busy) this.show();
  }
}

function unfold(page) {
  for (const folded of page.querySelectorAll("[data-page] > template[data-folded]")) folded.replaceWith(folded.content);
}

const differ = (one, other) => JSON.stringify([one.answers, one.words]) !== JSON.stringify([other.answers, other.words]);

customElements.define("phone-capture", PhoneCapture);
