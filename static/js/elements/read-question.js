// <read-question hidden> around a button, beside a short question: reads it and the lines below it, by the browser's own
// voice, in the language of what it stands in. It stays hidden where there is no voice, and without JavaScript.
// data-lines: the id of the lines to choose. data-none: what is said where no voice speaks this language.
import { Aloud } from "../machinery/aloud.js";
import { questionAloud } from "../rules/question-aloud.js";
import { inLanguage, speaks, spokenIn } from "../rules/voices.js";

const voice = "speechSynthesis" in window ? new Aloud({ synthesis: window.speechSynthesis, utter }) : null;

class ReadQuestion extends HTMLElement {
  #listening = null;

  connectedCallback() {
    if (!voice) return;
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.querySelector("button").addEventListener("click", () => this.#read(), { signal });
    window.addEventListener("pagehide", () => voice.stop(), { signal });
    this.hidden = false;
  }

  disconnectedCallback() {
    this.#listening?.abort();
    voice?.stop();
  }

  #read() {
    const language = this.closest("[lang]").lang;
    if (this.dataset.none && !speaks(window.speechSynthesis.getVoices(), language)) {
      this.querySelector("[role=status]").textContent = this.dataset.none;
      return;
    }
    const question = this.parentElement.querySelector(".ask").textContent;
    voice.toggle(inLanguage(language, questionAloud(question, this.#lines(language))));
  }

  #lines(language) {
    const spans = document.getElementById(this.dataset.lines ?? "")?.querySelectorAll("label > span") ?? [];
    const own = this.dataset.none ? (span) => span.querySelector(`[lang="${language}"]`) : (span) => span.firstChild;
    return [...spans].map((span) => own(span)?.textContent ?? "").filter(Boolean);
  }
}

function utter(spoken) {
  const { language, text } = spokenIn(spoken);
  const words = new SpeechSynthesisUtterance(text);
  words.lang = language;
  words.rate = 0.9;
  return words;
}

customElements.define("read-question", ReadQuestion);
