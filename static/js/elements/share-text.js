// <share-text data-copy="…" data-share="…" data-copied="…"> around a text that cannot be changed: a button that copies it,
// and one that sends it with the phone's own sheet, where the browser can do either. Without it the text is there to select.
class ShareText extends HTMLElement {
  #buttons = null;

  connectedCallback() {
    this.#buttons = document.createElement("p");
    this.#buttons.className = "actions";
    this.#buttons.setAttribute("aria-live", "polite");
    if (navigator.share) this.#add(this.dataset.share, () => navigator.share({ text: this.#text }));
    if (navigator.clipboard) this.#add(this.dataset.copy, () => this.#copy());
    if (this.#buttons.children.length) this.append(this.#buttons);
  }

  disconnectedCallback() {
    this.#buttons.remove();
  }

  get #text() {
    return this.querySelector("textarea").value;
  }

  #add(words, does) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn small";
    button.textContent = words;
    button.addEventListener("click", () => does().catch(() => this.querySelector("textarea").select())); // by hand then
    this.#buttons.append(button);
  }

  async #copy() {
    await navigator.clipboard.writeText(this.#text);
    let said = this.#buttons.querySelector("span");
    if (!said) {
      said = document.createElement("span");
      this.#buttons.append(said);
    }
    said.textContent = this.dataset.copied;
  }
}

customElements.define("share-text", ShareText);
