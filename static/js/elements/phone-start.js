// <phone-start>: what is chosen before the first item, from the pack on this phone; or changed later (#about/<draft>).
import { fill } from "../machinery/fill.js";
import { fieldsOf, fillIn } from "../machinery/form-values.js";
import { askHereToLast } from "../machinery/lasting.js";
import { itemsOn } from "../machinery/sheet-of.js";
import { beginning, circumstances } from "../rules/beginning.js";
import { dayInWords } from "../rules/day-in-words.js";
import { freeFrom } from "../rules/free-from.js";
import { saidBefore, seenBefore } from "../rules/seen-for.js";
import { usualShift } from "../rules/usual-shift.js";

function paragraph(textContent, className = "") {
  return Object.assign(document.createElement("p"), { textContent, className });
}

class PhoneStart extends HTMLElement {
  #listening = null;
  #page = null;
  #place = null; // a label to make the others from

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.addEventListener("submit", (event) => this.#chosen(event), { signal });
    this.addEventListener("change", (event) => this.#changed(event), { signal });
    this.#place ??= this.querySelector("#service label");
    this.#place.remove();
  }

  disconnectedCallback() {
    this.#listening.abort();
  }

  show(page) {
    this.#page = page;
    const { pack, draft } = page;
    const due = this.#due();
    const services = (pack?.services ?? []).filter((one) => [one.id, undefined].includes(draft?.service ?? due?.service));
    const here = [draft?.service, page.service].find((id) => services.some((one) => one.id === id)) ?? (services.length === 1 ? services[0].id : "");
    this.#show("nobody", !pack);
    this.#show("places", services.length > 1);
    this.#show("change", Boolean(draft));
    this.querySelector("[data-show=change] a").href = draft ? `#items/${draft.id}` : "#";
    this.querySelectorAll("#service label").forEach((label) => label.remove());
    this.querySelector("#service").append(...services.map((one) => fill(this.#place, one)));
    const { shift = usualShift(new Date()), announced = false, setting = "" } = draft ?? {};
    const context = { service: here, shift, announced: String(announced ?? ""), setting };
    fillIn(this, (name) => context[name]);
    page.querySelector("[data-fill=kicker]").textContent = due?.says ?? draft?.shown?.plan ?? "";
    this.#repeats(due?.seen);
    this.#list(services.find((one) => one.id === here));
    return this.dataset.heading;
  }

  #due() {
    const { pack, spot } = this.#page;
    return spot.page === "start" && spot.id ? pack?.due.find((one) => one.requirement === spot.id) : null;
  }

  // What a look of today would repeat, where a plan's looks must differ: few plans ask for that, so no page carries it.
  #repeats(seen) {
    this.querySelector(".nudge.seen")?.remove();
    const said = saidBefore(seen, new Date()).join(" ");
    if (said) this.querySelector("#worker").before(paragraph(said, "nudge seen"));
  }

  // Whom, or which draw, at the service that was chosen.
  #list(service) {
    const list = this.querySelector("[data-list]");
    if (!list) return;
    const rows = service ? (this.#page.dataset.kind === "sample" ? this.#draws(service) : this.#colleagues(service)) : [];
    list.replaceChildren(...rows);
    this.#show("none", Boolean(service) && !rows.length);
  }

  #colleagues(service) {
    const { pack } = this.#page;
    const items = itemsOn(this.#page);
    const interview = this.#page.dataset.kind === "interview";
    return service.colleagues.map((one) => {
      const day = interview ? freeFrom(items, pack.asked?.[one.id]?.[this.#page.dataset.version]) : null;
      if (day) return this.#page.fill("away", { ...one, day: dayInWords(day) });
      const row = this.#page.fill("pick", one);
      const says = seenBefore(this.#due()?.seen, one.id);
      if (says) row.querySelector("button").after(paragraph(says));
      return row;
    });
  }

  #draws(service) {
    const { pack, dataset, spot } = this.#page;
    const fits = (one) => one.service === service.id && one.version === dataset.version && (one.requirement ?? "") === spot.id;
    const numbers = (one) => one.places.slice(0, one.size).map((place) => place.number).join(", ");
    const told = (one) => ({ id: one.id, n: one.number, size: one.size, all: one.population, numbers: numbers(one) });
    return pack.draws.filter(fits).map((one) => this.#page.fill("draw", told(one)));
  }

  #changed({ target }) {
    const page = this.#page;
    if (target.name === "service") {
      page.service = target.value;
      this.#list(page.pack.services.find((one) => one.id === target.value));
    } else if (page.draft) page.keep({ context: circumstances(page.draft.kind, this.#fields()) });
  }

  async #chosen(event) {
    event.preventDefault();
    const page = this.#page;
    const chosen = { ...this.#fields(), [event.submitter?.name]: event.submitter?.value };
    if (page.draft) {
      await this.#instead(chosen);
      return page.go({ page: "items", id: page.draft.id }, { replace: true });
    }
    const service = chosen.service ?? page.pack.services.find((one) => [one.id, undefined].includes(this.#due()?.service))?.id;
    const { version } = page.dataset;
    const context = beginning({ ...chosen, service, requirement: page.spot.id }, { version, pack: page.pack, shift: usualShift(new Date()) });
    if (!context) return;
    page.service = service;
    askHereToLast();
    const { id } = await page.phone.drafts.start(context);
    return page.go({ page: "items", id }, { replace: true });
  }

  // Another name, or the family after all.
  #instead({ worker, answered_by: answeredBy }) {
    const { draft, pack } = this.#page;
    if (answeredBy) return this.#page.keep({ context: { answered_by: answeredBy } });
    const who = pack?.services.find((one) => one.id === draft.service)?.colleagues.find((one) => one.id === worker);
    return who && this.#page.keep({ context: { worker: who.id, shown: { ...draft.shown, worker: who.name } } });
  }

  #fields() {
    return Object.fromEntries(fieldsOf(this));
  }

  #show(name, so) {
    const found = this.querySelector(`[data-show=${name}]`);
    if (found) found.hidden = !so;
  }
}

customElements.define("phone-start", PhoneStart);
