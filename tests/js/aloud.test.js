import assert from "node:assert/strict";
import { test } from "node:test";

import { Aloud } from "../../static/js/machinery/aloud.js";
import { questionAloud } from "../../static/js/rules/question-aloud.js";
import { inLanguage, speaks, spokenIn } from "../../static/js/rules/voices.js";

function voice() {
  const synthesis = {
    said: [],
    speaking: false,
    speak(text) { this.said.push(text); this.speaking = true; },
    cancel() { this.speaking = false; },
  };
  return { synthesis, aloud: new Aloud({ synthesis, utter: (text) => text }) };
}

test("a question is spoken with its answers, and a pause after each", () => {
  assert.equal(questionAloud(" Is the food\n good? ", [" Yes ", "No"]), "Is the food good? Yes. No.");
});

test("a voice for another country speaks the language, and no list of voices says nothing", () => {
  const voices = [{ lang: "en-GB" }, { lang: "pl_PL" }, { lang: "AR-eg" }];
  const asked = [speaks(voices, "pl"), speaks(voices, "ar"), speaks(voices, "zh-Hant"), speaks(voices, "ro")];
  assert.deepEqual(asked, [true, true, false, false]);
  assert.equal(speaks([], "ro"), true);
});

test("a text is spoken in its language", () => {
  assert.deepEqual(spokenIn(inLanguage("pa-Arab", "a b")), { language: "pa-Arab", text: "a b" });
});

test("a tap speaks, and a second tap stops", () => {
  const { synthesis, aloud } = voice();
  aloud.toggle("one");
  aloud.toggle("one");
  assert.deepEqual([synthesis.said, synthesis.speaking], [["one"], false]);
});

test("another question takes the place of the one that is spoken", () => {
  const { synthesis, aloud } = voice();
  aloud.toggle("one");
  aloud.toggle("two");
  assert.deepEqual([synthesis.said, synthesis.speaking], [["one", "two"], true]);
});

test("a question that was spoken to its end is spoken again", () => {
  const { synthesis, aloud } = voice();
  aloud.toggle("one");
  synthesis.speaking = false;
  aloud.toggle("one");
  assert.deepEqual(synthesis.said, ["one", "one"]);
});
