// <take-photo data-longest data-most data-per-item data-per-check>, inside an item of <phone-capture>: photos of a place or
// of kit. Each is made small, sealed and kept at once; a small picture of it stays with the draft, drawn into a canvas.
import { browserTools, shrunk } from "../machinery/shrink.js";
import { base64, fromBase64 } from "../rules/bytes.js";
import { patched } from "../rules/draft.js";
import { hasRoom, ofAnswer } from "../rules/photo-size.js";

class TakePhoto extends HTMLElement {
  #listening = null;
  #drawn = "";

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.addEventListener("change", (event) => this.#taken(event), { signal });
    this.addEventListener("click", ({ target }) => this.#unwanted(target.closest("button")?.dataset.photo), { signal });
    this.show(this.#page);
  }

  disconnectedCallback() {
    this.#listening.abort();
  }

  get #page() {
    return this.closest("phone-capture");
  }

  get #answer() {
    return { item: this.closest("[data-item]").dataset.item, position: this.#page.spot.record ?? 0 };
  }

  show({ draft }) {
    if (!draft) return; // it is being opened
    const { item, position } = this.#answer;
    const mine = ofAnswer(draft.photos, item, position);
    this.querySelector("label").hidden = !hasRoom(draft.photos, item, position, this.#limits);
    const drawn = [item, position, ...mine.map(([id]) => id)].join();
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.querySelector("ul").replaceChildren(...mine.map(([id, { small }], at) => this.#row(id, small, at + 1)));
  }

  get #limits() {
    return Object.fromEntries(Object.entries(this.dataset).map(([name, value]) => [name, Number(value)]));
  }

  #row(id, small, number) {
    const row = this.querySelector("template").content.cloneNode(true);
    for (const one of row.querySelectorAll("[aria-label]")) one.ariaLabel = one.ariaLabel.replace("{number}", number);
    row.querySelector("button").dataset.photo = id;
    draw(row.querySelector("canvas"), small).catch(() => {}); // the photo is safe; only its small picture is not shown
    return row;
  }

  async #taken(event) {
    event.stopPropagation(); // it is no answer
    const [file] = event.target.files;
    const page = this.#page;
    if (!file || !page.draft) return;
    const answer = this.#answer;
    this.#say("working");
    try {
      const { jpeg, small } = await shrunk(file, this.#limits, browserTools);
      const little = base64(new Uint8Array(await small.arrayBuffer()));
      await page.settled;
      const { id, title, claimed } = page.draft;
      const { id: photo } = await page.phone.photo({ check: id, ...answer, jpeg, small: little, title, claimed });
      page.draft = patched(page.draft, { photos: { [photo]: { ...answer, small: little } } });
      this.#say("kept");
    } catch (thrown) {
      this.#say(thrown.reason ? "not-kept" : "unreadable");
    }
    event.target.value = "";
    this.#showAll();
  }

  async #unwanted(photo) {
    if (!photo) return;
    const page = this.#page;
    await page.settled;
    await page.phone.drafts.takeBack(page.draft.id, photo);
    page.draft = patched(page.draft, { photos: { [photo]: null } });
    this.#say("gone");
    this.#showAll();
    this.querySelector("input").focus();
  }

  // One more here may be the last one that there is room for anywhere.
  #showAll() {
    for (const one of this.#page.querySelectorAll("take-photo")) one.show(this.#page);
  }

  #say(name) {
    this.setAttribute("aria-busy", name === "working");
    for (const one of this.querySelectorAll("[data-say]")) one.hidden = one.dataset.say !== name;
  }
}

async function draw(canvas, small) {
  const bitmap = await createImageBitmap(new Blob([fromBase64(small)], { type: "image/jpeg" }));
  Object.assign(canvas, { width: bitmap.width, height: bitmap.height });
  canvas.getContext("2d").drawImage(bitmap, 0, 0);
  bitmap.close();
}

customElements.define("take-photo", TakePhoto);
