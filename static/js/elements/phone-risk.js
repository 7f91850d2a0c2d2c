// <phone-risk> inside the sheet that says what to do: whom to ring, from the pack, with or without signal; and telling the
// managers by an alert that is sent before anything else. Until somebody has it, it says so, and whom to ring; then, who has it.
import { untilSomebodyHasIt } from "../machinery/somebody-has-it.js";
import { wait } from "../machinery/wait.js";

class PhoneRisk extends HTMLElement {
  #listening = null;
  #page = null;
  #stop = () => {};

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.#page = this.closest("phone-capture");
    this.#page.addEventListener("click", (event) => this.#clicked(event), { signal });
    window.addEventListener("popstate", () => this.#open(false), { signal });
    this.addEventListener("submit", (event) => this.#tell(event), { signal });
  }

  disconnectedCallback() {
    this.#listening.abort();
    this.#stop();
  }

  get #sheet() {
    return this.closest(".help-sheet");
  }

  get #service() {
    const { pack, draft, service } = this.#page;
    const here = draft?.service ?? service;
    return pack?.services.find((one) => one.id === here) ?? (pack?.services.length === 1 ? pack.services[0] : null);
  }

  // The address stays as it is, so going back closes the sheet and the page is where it was.
  #clicked(event) {
    const link = event.target.closest("a");
    if (link?.getAttribute("href") === "#at-risk") {
      event.preventDefault();
      history.pushState({ risk: true }, "");
      this.#fill();
      this.#open(true);
    } else if (link && this.#sheet.contains(link) && link.getAttribute("href") === "#main") {
      event.preventDefault();
      history.back();
    }
  }

  #open(so) {
    this.#sheet.classList.toggle("open", so);
    if (so) this.#sheet.querySelector("a, button").focus({ preventScroll: true });
  }

  #fill() {
    const service = this.#service;
    this.querySelector("[data-tell]").hidden = !service;
    if (!service) return;
    if (service.ring) {
      const made = this.#page.fill("guidance", service.ring);
      this.#sheet.querySelector(".advice")?.remove();
      made.className = "advice stack close";
      const steps = this.#sheet.querySelector(".steps");
      if (steps) steps.replaceWith(made);
      else this.#sheet.querySelector("h2").after(made);
    }
    if (service.others.length) this.#others(service.others);
  }

  #others(others) {
    const [first, ...rest] = others.map((one) => this.#page.fill("otherwise", one));
    first.querySelector("ul").append(...rest.map((one) => one.querySelector("li")));
    this.#sheet.querySelector(".otherwise").replaceWith(first);
  }

  async #tell(event) {
    event.preventDefault();
    const service = this.#service;
    const words = this.querySelector("textarea");
    const { id } = await this.#page.phone.alert({ service: service.id, words: words.value.trim(), title: service.name });
    words.value = "";
    event.target.hidden = true;
    const number = service.ring?.number;
    this.#say(number ? this.#page.says("told", { number }) : this.#page.says("told-no-number"));
    this.querySelector("[data-fill=told]").scrollIntoView({ block: "center" });
    this.#stop();
    this.#stop = untilSomebodyHasIt({ ask: () => whoHas(id), wait, say: (words) => this.#say(words) });
  }

  #say(words) {
    for (const place of this.#page.querySelectorAll("[data-fill=told]")) {
      place.textContent = words;
      place.hidden = false;
    }
  }
}

// As the banners of any other page say it to whoever raised it.
async function whoHas(id) {
  const answer = await fetch("/alerts", { headers: { "HX-Request": "true", "HX-Request-Type": "partial" }, redirect: "error" });
  const banners = new DOMParser().parseFromString(answer.ok ? await answer.text() : "", "text/html");
  return banners.querySelector(`.answered:has(a[href="/alerts/${id}"]) b`)?.textContent;
}

customElements.define("phone-risk", PhoneRisk);
