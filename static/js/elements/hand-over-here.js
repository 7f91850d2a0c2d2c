// <hand-over-here data-href> around the form that hands the phone over: where there turns out to be no signal, it is done here.
const LONGEST = 4000; // milliseconds

class HandOverHere extends HTMLElement {
  #listening = null;

  connectedCallback() {
    this.#listening = new AbortController();
    this.addEventListener("submit", (event) => this.#sent(event), this.#listening);
  }

  disconnectedCallback() {
    this.#listening.abort();
  }

  async #sent(event) {
    event.preventDefault();
    const there = await fetch(location.href, { method: "HEAD", signal: AbortSignal.timeout(LONGEST) }).catch(() => null);
    if (there) event.target.submit();
    else location.assign(this.dataset.href);
  }
}

customElements.define("hand-over-here", HandOverHere);
