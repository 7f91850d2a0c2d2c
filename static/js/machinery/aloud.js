// One voice for a page: the same text again stops it, another text takes its place.
// It is given what it uses: `synthesis` speaks and cancels, `utter(text)` makes what it can speak.
export class Aloud {
  #speaking = "";
  #synthesis;
  #utter;

  constructor({ synthesis, utter }) {
    this.#synthesis = synthesis;
    this.#utter = utter;
  }

  toggle(text) {
    const again = this.#speaking === text && this.#synthesis.speaking;
    this.stop();
    if (again) return;
    this.#speaking = text;
    this.#synthesis.speak(this.#utter(text));
  }

  stop() {
    this.#speaking = "";
    this.#synthesis.cancel();
  }
}
