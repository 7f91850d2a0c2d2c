import assert from "node:assert/strict";
import { test } from "node:test";

import { untilSomebodyHasIt } from "../../static/js/machinery/somebody-has-it.js";
import { Clock } from "./support/clock.mjs";

const soon = () => new Promise((go) => setImmediate(go));

async function asked(answers) {
  const clock = new Clock();
  const said = [];
  const stop = untilSomebodyHasIt({
    ask: async () => {
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return answer;
    },
    wait: clock.wait,
    say: (words) => said.push(words),
  });
  const turn = async () => {
    clock.turn(10_000);
    await soon();
  };
  return { clock, said, stop, turn };
}

test("it is said once who has it, and nobody is asked again", async () => {
  const { clock, said, turn } = await asked([null, new TypeError("no signal"), "Priya has it."]);
  await turn();
  await turn();
  assert.deepEqual([said, clock.planned], [[], [10_000]]);
  await turn();
  assert.deepEqual([said, clock.planned], [["Priya has it."], []]);
});

test("a page that went says nothing, even when an answer was on its way", async () => {
  const { clock, said, stop } = await asked(["Priya has it."]);
  clock.turn(10_000);
  stop();
  await soon();
  assert.deepEqual([said, clock.planned], [[], []]);
});
