// <row-change> around a <details> with a form in it: Escape closes it and puts the focus back on what opened it.
class RowChange extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", this.#key);
  }

  disconnectedCallback() {
    this.removeEventListener("keydown", this.#key);
  }

  #key = (event) => {
    const details = this.querySelector("details");
    if (event.key !== "Escape" || !details.open) return;
    event.preventDefault();
    details.open = false;
    details.querySelector("summary").focus();
  };
}

customElements.define("row-change", RowChange);
