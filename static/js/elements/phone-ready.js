// <phone-ready data-person data-session data-csrf>, on each page of somebody signed in: makes this phone ready for them, or
// leads away where it is in other hands without signal (phone-hand.js).
import { readyingOn } from "../machinery/readying.js";
import { thisPhone } from "../machinery/this-phone.js";
import { isOld } from "../rules/is-old.js";
import { phoneName } from "../rules/phone-name.js";

class PhoneReady extends HTMLElement {
  #listening = null;
  #unwatch = () => {};

  async connectedCallback() {
    this.#listening = new AbortController();
    const phone = await thisPhone();
    if (!phone || !this.isConnected) return;
    this.#unwatch = phone.watch((what) => what === "lent" && isLent(phone));
    window.addEventListener("pageshow", () => isLent(phone), this.#listening);
    if (await isLent(phone)) return;
    await phone.with(({ store }) => store.write("keep", ({ remove }) => remove("keep", "handed"))); // its owner has it
    const { person: personId, session, csrf } = this.dataset;
    const { getReady, refresh } = phone.with(readyingOn);
    const owner = await getReady({ personId, session, csrf, name: phoneName(navigator.userAgent) }).catch(() => null);
    if (owner?.personId === personId && isOld(await phone.pack(), Date.now())) await refresh();
  }

  disconnectedCallback() {
    this.#listening.abort();
    this.#unwatch();
  }
}

async function isLent(phone) {
  const owner = await phone.with(({ store }) => store.get("keep", "owner"));
  if (owner?.lent) location.replace("/hand");
  return Boolean(owner?.lent);
}

customElements.define("phone-ready", PhoneReady);
