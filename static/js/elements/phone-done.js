// <phone-done>: sealed and kept on this phone, then "Received 14:32", or what the server says that a person has to do.
import { timeInWords } from "../rules/day-in-words.js";

class PhoneDone extends HTMLElement {
  async show(page) {
    const { id, fresh } = page.spot;
    const { sent, needs } = fresh ? { sent: [], needs: [] } : await page.phone.outbox.state();
    const received = sent.find((one) => one.id === id);
    const how = received ? "received" : needs.some((one) => one.id === id) ? "needs" : "kept";
    for (const one of this.querySelectorAll("[data-show]")) one.hidden = one.dataset.show !== how;
    page.querySelector("[data-fill=kicker]").textContent = "";
    return received ? page.says("received", { at: timeInWords(received.at) }) : this.dataset.heading;
  }

  shown() {
    window.scrollTo(0, 0);
  }
}

customElements.define("phone-done", PhoneDone);
