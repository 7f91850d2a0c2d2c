// <phone-shell>: Today without signal. It looks at the address that it stands in for and at what lies on the phone, and shows
// that of the page's parts; parts say with data-view in which views they are shown, and with data-only on what condition.
import { answeredOn } from "../machinery/answered.js";
import { fill } from "../machinery/fill.js";
import { thisPhone } from "../machinery/this-phone.js";
import { dayInWords } from "../rules/day-in-words.js";
import { filled } from "../rules/filled.js";
import { promptRows } from "../rules/prompt-rows.js";
import { draftRows, dueRows, mayStart, whichRows } from "../rules/shell-rows.js";
import { headingOf, isElsewhere, shellView } from "../rules/shell-view.js";
import "./phone-outbox.js";
import "./phone-stranger.js";
import "./phone-tell.js";

const FOLLOWS = ["draft", "lent", "owner", "pack", "sealed"];

class PhoneShell extends HTMLElement {
  #phone = null;
  #unwatch = () => {};

  async connectedCallback() {
    this.#phone = await thisPhone();
    if (!this.isConnected) return;
    this.#unwatch = this.#phone?.watch((what) => FOLLOWS.includes(what) && this.#show()) ?? (() => {});
    await this.#show();
  }

  disconnectedCallback() {
    this.#unwatch();
  }

  async #show() {
    const phone = await this.#ofItsOwner();
    const [owner, pack, here, drafts, answered] = phone
      ? await Promise.all([phone.owner(), phone.pack(), phone.here(), phone.drafts.list(), answeredOn(phone)])
      : [null, null, null, [], new Set()];
    const { pathname: path, searchParams } = new URL(location.href);
    const kind = searchParams.get("kind");
    const view = shellView({ path, owner, pack });
    const rows = {
      drafts: draftRows(drafts, dayInWords),
      due: pack ? dueRows(pack) : [],
      prompts: promptRows(pack, answered, path).map((row) => ({ ...row, day: dayInWords(row.by) })),
      which: pack ? whichRows(pack, kind) : [],
    };
    for (const [name, list] of Object.entries(rows)) this.#list(name, list);
    this.#head(view, { path, kind, pack });
    this.querySelector("phone-tell").show({ phone, pack, owner, service: searchParams.get("service") });
    this.querySelector("phone-stranger").show({ phone, here });
    this.#parts(view, {
      starts: mayStart(pack),
      drafts: rows.drafts.length > 0,
      due: rows.due.length > 0,
      prompts: rows.prompts.length > 0,
      nothing: rows.which.length === 0,
      here: Boolean(here?.services.length),
    });
  }

  // Nobody's, while it is handed over for a short question, by the server (phone-handed.js) or here (phone-hand.js).
  async #ofItsOwner() {
    if (!this.#phone || this.#phone.notReady) return null;
    const handed = await this.#phone.with(({ store }) => store.get("keep", "handed"));
    const { lent } = (await this.#phone.with(({ store }) => store.get("keep", "owner"))) ?? {};
    if (lent) location.replace("/hand");
    return handed || lent ? null : this.#phone;
  }

  #head(view, { path, kind, pack }) {
    const place = pack?.services.length === 1 ? pack.services[0].name : "";
    const kicker = this.#says(path === "/phone" ? "kicker-kept" : "kicker");
    this.#fill("kicker", [place, kicker].filter(Boolean).join(" · "));
    this.#fill("heading", filled(this.#says(headingOf(view, { kind, pack })), { n: pack?.due.length }));
    this.querySelector("[data-show=elsewhere]").hidden = !isElsewhere(path);
    this.querySelector("[data-again]").href = location.href;
  }

  #list(name, rows) {
    const made = rows.map((row) => fill(this.querySelector(`template[data-row="${row.row}"]`), row));
    this.querySelector(`[data-list="${name}"]`).replaceChildren(...made);
  }

  #parts(view, so) {
    for (const part of this.querySelectorAll("[data-view], [data-only]")) {
      const { view: views, only } = part.dataset;
      part.hidden = (views !== undefined && !views.split(" ").includes(view)) || (only !== undefined && !so[only]);
    }
  }

  #says(name) {
    return this.querySelector("[data-says]").content.querySelector(`[data-say="${name}"]`).textContent;
  }

  #fill(name, text) {
    this.querySelector(`[data-fill="${name}"]`).textContent = text;
  }
}

customElements.define("phone-shell", PhoneShell);
