// <leave-covers>: what lies open on a phone that was handed over is covered as soon as somebody leaves the page. With
// data-then="back" the question is over: whoever comes back finds the phone locked; else they may go on. data-here: its address.
class LeaveCovers extends HTMLElement {
  #listening = null;

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    document.addEventListener("visibilitychange", () => this.#moved(), { signal });
    window.addEventListener("pagehide", () => this.#cover(true), { signal });
    window.addEventListener("pageshow", (event) => event.persisted && location.replace(this.dataset.here), { signal });
    this.querySelector("[data-does=on]").addEventListener("click", () => this.#cover(false), { signal });
  }

  disconnectedCallback() {
    this.#listening.abort();
  }

  #moved() {
    if (document.hidden) this.#cover(true);
    else if (this.dataset.then === "back") this.querySelector("[data-does=back]").requestSubmit();
  }

  #cover(so) {
    this.querySelector("[data-show=open]").hidden = so;
    this.querySelector("[data-show=left]").hidden = !so;
  }
}

customElements.define("leave-covers", LeaveCovers);
