// <hand-lock>: the phone opens again with its owner's four digits; after too many tries nobody is signed in on it.
class HandLock extends HTMLElement {
  #listening = null;
  #page = null;

  connectedCallback() {
    this.#listening = new AbortController();
    this.querySelector("form").addEventListener("submit", (event) => this.#unlock(event), this.#listening);
  }

  disconnectedCallback() {
    this.#listening.abort();
  }

  show(page) {
    this.#page = page;
    this.querySelector("[data-unsent]").hidden = !page.draft?.words.said;
  }

  async #unlock(event) {
    event.preventDefault();
    const page = this.#page;
    const { unlocking } = event.target.elements;
    const digits = unlocking.value.trim();
    if (!digits) return unlocking.focus();
    unlocking.value = "";
    const button = event.target.querySelector("button");
    button.disabled = true;
    const { open, left, out } = await page.hand.unlock(digits);
    if (open) return location.replace("/today");
    button.disabled = false;
    if (out) return page.out();
    page.wrong(event.target, [page.says(left === 1 ? "not-these-one" : "not-these-many", { n: left })]);
    unlocking.focus();
  }
}

customElements.define("hand-lock", HandLock);
