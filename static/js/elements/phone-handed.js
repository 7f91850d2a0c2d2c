// <phone-handed>, on each page of a phone that was handed over: without signal, too, nothing of its owner's is shown here, until a
// page of theirs opens again (phone-ready.js).
import { thisPhone } from "../machinery/this-phone.js";

class PhoneHanded extends HTMLElement {
  async connectedCallback() {
    const phone = await thisPhone();
    if (!phone || phone.notReady) return;
    await phone.with(({ store, changed }) => store.put("keep", true, "handed").then(() => changed("owner")));
    this.dataset.shut = "";
  }
}

customElements.define("phone-handed", PhoneHanded);
