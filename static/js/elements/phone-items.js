// <phone-items>: the items of a draft on this phone, of one record in a sample. Each tap is kept at once.
import { fieldsOf, fillIn, fromKept } from "../machinery/form-values.js";
import { itemsOn } from "../machinery/sheet-of.js";
import { dayInWords } from "../rules/day-in-words.js";
import { filled } from "../rules/filled.js";
import { keptAnswer } from "../rules/kept-answer.js";
import { nextOpen } from "../rules/next-open.js";
import { howFar, nextOpen as whereToGoOn, recordAfter } from "../rules/progress.js";
import { places, usable } from "../rules/sheet.js";

const WRITING = 400; // milliseconds after the last letter

class PhoneItems extends HTMLElement {
  #listening = null;
  #page = null;
  #writing = null;

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.addEventListener("change", ({ target }) => this.#tapped(target), { signal });
    this.addEventListener("input", ({ target }) => this.#written(target), { signal });
    this.addEventListener("submit", (event) => this.#sent(event), { signal });
    window.addEventListener("pagehide", () => this.#tapped(this.#writing?.field), { signal });
  }

  disconnectedCallback() {
    this.#listening.abort();
    clearTimeout(this.#writing?.timer);
  }

  show(page) {
    this.#page = page;
    const { draft, spot, sheet } = page;
    if (sheet.drawn && !spot.record) {
      const record = draft.at?.record || whereToGoOn(sheet)?.record || 1;
      history.replaceState(null, "", `#items/${draft.id}/${record}`);
      spot.record = record;
    }
    for (const item of itemsOn(page)) {
      const element = page.querySelector(`#item-${item.position}`);
      fillIn(element, (name) => fromKept(name, sheet.answers[`${spot.record}/${item.id}`]));
      this.#asked(element, sheet.repeated[item.id]);
    }
    for (const photos of this.querySelectorAll("take-photo")) photos.show?.(page);
    page.querySelector("[data-fill=kicker]").textContent = this.#kicker();
    return this.#around();
  }

  // Where to go on, in the middle of the screen; at the top where nothing is answered yet.
  shown(page) {
    const named = page.spot.item && page.querySelector(`#item-${page.spot.item}`);
    const next = named || (page.querySelector("[data-item] :checked") && page.querySelector(".item.next-up"));
    if (next) next.scrollIntoView({ block: "center" });
    else window.scrollTo(0, 0);
    if (page.draft.at?.page !== "items" || page.draft.at.record !== page.spot.record) {
      page.keep({ at: { page: "items", record: page.spot.record } });
    }
  }

  // The button at the foot: the next record, or on to the words.
  next(page) {
    const after = page.sheet.drawn ? recordAfter(page.sheet, page.spot.record) : null;
    return page.go(after ? { page: "items", id: page.draft.id, record: after } : { page: "words", id: page.draft.id });
  }

  #written(field) {
    if (field.tagName !== "TEXTAREA") return;
    clearTimeout(this.#writing?.timer);
    this.#writing = { field, timer: setTimeout(() => this.#tapped(field), WRITING) };
  }

  #tapped(field) {
    const root = field?.closest("[data-item]");
    if (!root) return;
    clearTimeout(this.#writing?.timer);
    this.#writing = null;
    const { record } = this.#page.spot;
    const item = Number(root.id.slice("item-".length));
    const key = `${record}/${root.dataset.item}`;
    this.#page.keep({ answers: { [key]: keptAnswer(fieldsOf(root)) }, at: { page: "items", record, item } });
    const [done, all] = howFar(this.#page.sheet);
    this.#page.keep({ at: { done, all } });
    this.#around();
  }

  #sent(event) {
    event.preventDefault();
    const { draft, spot, phone } = this.#page;
    const { dataset } = event.target;
    if ("delete" in dataset) return phone.drafts.discard(draft.id).then(() => location.assign("/today"));
    if ("readAfterAll" in dataset) this.#page.keep({ answers: { [spot.record]: null } });
    else if ("setAside" in dataset) {
      const why = event.target.querySelector(":checked")?.value;
      if (!why) return;
      this.#page.keep({ answers: { [spot.record]: { set_aside: why } } });
      event.target.closest("details").open = false;
      return this.next(this.#page);
    }
    return this.#page.show();
  }

  // What is around the answers: where to go on, how far, which record. Gives the heading.
  #around() {
    const { draft, sheet, spot } = this.#page;
    const items = [...this.querySelectorAll("#sheet .item:not(details .item, .asked-lately .item)")];
    const open = nextOpen(items.map((item) => ({ item, answered: item.querySelector(":checked") !== null })));
    for (const item of items) item.classList.toggle("next-up", item === open?.item);
    this.#page.progress(sheet.drawn && recordAfter(sheet, spot.record) ? "next-record" : "next");
    if (sheet.drawn) return this.#records(sheet);
    this.querySelector(".about-line a").href = `#about/${draft.id}`;
    this.querySelector("[data-fill=about]").textContent = this.#about();
    return this.dataset.heading;
  }

  #about() {
    const { draft } = this.#page;
    const start = this.#page.querySelector("[data-page=start]");
    const label = (name, value) => start.querySelector(`[name=${name}][value="${value}"]`)?.closest("label, .row").textContent.trim();
    if (draft.answered_by) return label("answered_by", draft.answered_by);
    const told = draft.announced === null ? "" : this.#page.says(draft.announced ? "about-announced" : "about-unannounced");
    const who = draft.shown?.worker ? this.#page.says("about-with", { name: draft.shown.worker }) : "";
    return [draft.shift && label("shift", draft.shift), told, draft.setting, who].filter(Boolean).join(", ");
  }

  #kicker() {
    const { draft } = this.#page;
    return draft.shown?.plan ?? (draft.kind === "sample" ? draft.title : draft.shown?.place) ?? "";
  }

  #asked(element, day) {
    element.classList.toggle("asked-lately", Boolean(day));
    if (day) element.querySelector(".nudge time").textContent = dayInWords(day);
    const family = element.closest("[data-family]");
    if (family) element.querySelector(".ask").textContent = family.dataset[this.#page.draft.answered_by] || family.dataset.person;
  }

  #records(sheet) {
    const { draft, spot } = this.#page;
    const found = places(sheet);
    const here = found.find((one) => one.position === spot.record) ?? found[0];
    this.querySelector("[data-list]").replaceChildren(...found.map((one) => this.#row(one, here, draft)));
    this.#nudge(here, sheet.drawn);
    this.querySelector("[data-set-aside]").closest("details").hidden = Boolean(here.setAside);
    this.querySelector("[data-read-after-all]").hidden = !here.setAside;
    const read = filled(this.dataset.read, { read: usable(found), size: sheet.drawn.size });
    this.#page.querySelector("[data-fill=kicker]").textContent = [this.#kicker(), read].join(" · ");
    return filled(this.dataset.heading, here);
  }

  #row(one, here, draft) {
    const row = this.#page.fill("place", { ...one, draft: draft.id, state: this.#page.says(one.state) });
    if (one === here) row.querySelector("a").setAttribute("aria-current", "page");
    return row;
  }

  #nudge(here, { size, places: [first] }) {
    const spare = here.position - first.position >= size;
    const which = here.setAside ? "aside" : here.state === "spare" ? "spare" : spare ? "replaces" : "";
    for (const one of this.querySelectorAll("[data-nudge]")) one.hidden = one.dataset.nudge !== which;
    if (which === "aside") {
      const why = this.querySelector(`[name=set_aside][value="${here.setAside}"]`).closest("label").textContent.trim();
      const place = this.querySelector("[data-nudge=aside] .nudge");
      place.textContent = filled((place.dataset.text ??= place.textContent), { why });
    }
  }
}

customElements.define("phone-items", PhoneItems);
