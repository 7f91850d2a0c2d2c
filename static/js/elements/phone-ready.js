// <phone-ready data-person data-session data-csrf>, on each page of somebody signed in: makes this phone ready for them.
import { readyingOn } from "../machinery/readying.js";
import { thisPhone } from "../machinery/this-phone.js";
import { isOld } from "../rules/is-old.js";
import { phoneName } from "../rules/phone-name.js";

class PhoneReady extends HTMLElement {
  async connectedCallback() {
    const phone = await thisPhone();
    if (!phone || !this.isConnected) return;
    await phone.with(({ store }) => store.write("keep", ({ remove }) => remove("keep", "handed"))); // its owner has it
    const { person: personId, session, csrf } = this.dataset;
    const { getReady, refresh } = phone.with(readyingOn);
    const owner = await getReady({ personId, session, csrf, name: phoneName(navigator.userAgent) }).catch(() => null);
    if (owner?.personId === personId && isOld(await phone.pack(), Date.now())) await refresh();
  }
}

customElements.define("phone-ready", PhoneReady);
