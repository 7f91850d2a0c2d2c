// <read-aloud hidden> around a button, beside the question it reads: with its answers, by the browser's own voice.
// It stays hidden where there is no voice, and without JavaScript.
import { Aloud } from "../machinery/aloud.js";
import { questionAloud } from "../rules/question-aloud.js";

const voice = "speechSynthesis" in window ? new Aloud({ synthesis: window.speechSynthesis, utter }) : null;

class ReadAloud extends HTMLElement {
  #listening = null;

  connectedCallback() {
    if (!voice) return;
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.querySelector("button").addEventListener("click", () => voice.toggle(this.#text()), { signal });
    window.addEventListener("pagehide", () => voice.stop(), { signal });
    this.hidden = false;
  }

  disconnectedCallback() {
    this.#listening?.abort();
    voice?.stop();
  }

  #text() {
    const item = this.parentElement.querySelector(".item");
    const answers = [...item.querySelectorAll(".scale label")].map((label) => label.textContent);
    return questionAloud(item.querySelector(".ask").textContent, answers);
  }
}

function utter(text) {
  const words = new SpeechSynthesisUtterance(text);
  words.lang = document.documentElement.lang;
  words.rate = 0.9;
  return words;
}

customElements.define("read-aloud", ReadAloud);
