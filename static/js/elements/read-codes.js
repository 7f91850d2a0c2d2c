// <read-codes>: fills the box of workers' codes in from a file that is read here. Nothing of the file is part of the form: only
// the lines in the box are, and they can be read before they are sent. Without it one types.
import { csvRows } from "../rules/csv-rows.js";
import { filled } from "../rules/filled.js";
import { guessed, isCode, sheetLines } from "../rules/sheet-lines.js";

const LARGEST = 5_000_000; // bytes

class ReadCodes extends HTMLElement {
  #listening = null;
  #rows = [];

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.append(this.querySelector("template").content.cloneNode(true));
    this.addEventListener("change", ({ target }) => (target.type === "file" ? this.#read(target.files[0]) : this.#chosen(target)), { signal });
  }

  disconnectedCallback() {
    this.#listening.abort();
    this.querySelector("[data-reader]")?.remove();
  }

  async #read(file) {
    if (!file) return;
    this.#rows = file.size > LARGEST || /\.(xlsx?|ods|numbers)$/i.test(file.name) ? [] : csvRows(decoded(await file.arrayBuffer()));
    const [heading = [], ...rows] = this.#rows;
    const works = rows.length > 0 && heading.length > 1;
    this.#part("columns").hidden = !works;
    this.#say(works ? [] : [this.dataset.not]);
    if (!works) return;
    const places = guessed(heading);
    for (const [at, name] of ["number", "worker", "shift"].entries()) this.#offer(this.#part(name), heading, places[at]);
    this.#chosen(this.#part("worker"));
  }

  // The columns of the file, after the first choice, which is none of them.
  #offer(select, heading, chosen) {
    while (select.options.length > 1) select.options[1].remove();
    heading.forEach((words, at) => select.add(new Option(words || String(at + 1), String(at))));
    select.value = String(chosen);
  }

  #chosen(field) {
    if (!field.dataset.part) return;
    const rows = this.#rows.slice(1);
    const [number, worker, shift] = ["number", "worker", "shift"].map((name) => Number(this.#part(name).value));
    const letters = this.#part("letters");
    const names = worker >= 0 && rows.some((row) => row[worker] && !isCode(row[worker]));
    letters.disabled = names; // what may be a name never leaves
    if (names || field === this.#part("worker")) letters.checked = names || !/code/i.test(this.#rows[0][worker] ?? "");
    const found = sheetLines(rows, { number, worker, shift, letters: letters.checked });
    this.#fill(found);
    this.#tell(found, names);
  }

  #fill({ lines, last }) {
    const box = this.closest("form").querySelector(`#${this.dataset.box}`);
    box.value = lines.join("\n");
    const population = this.closest("form").querySelector(`#${this.dataset.count}`);
    if (!population.value) population.value = last || "";
  }

  #tell({ lines, key, strangeShifts, strangeNumbers }, names) {
    const { sent, nothing, names: looksLike, shifts, numbers } = this.dataset;
    this.#say([
      lines.length ? sent : nothing,
      names ? looksLike : "",
      strangeShifts ? filled(shifts, { n: strangeShifts }) : "",
      strangeNumbers ? filled(numbers, { n: strangeNumbers }) : "",
    ]);
    this.#part("key").hidden = !key.length;
    this.#part("list").replaceChildren(...key.map(([letter, who]) => Object.assign(document.createElement("li"), { textContent: `${letter} = ${who}` })));
  }

  #say(sentences) {
    this.#part("said").textContent = sentences.filter(Boolean).join(" ");
  }

  #part(name) {
    return this.querySelector(`[data-part=${name}]`);
  }
}

// As spreadsheets write it: UTF-8, or the older way of Windows.
function decoded(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

customElements.define("read-codes", ReadCodes);
