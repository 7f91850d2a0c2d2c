// Asks now and then who has a message that someone is at risk, until somebody has it; → stop. `ask()` resolves to what the
// server says of those who have it, or to nothing; `wait(then, milliseconds)`.
const OFTEN = 10_000; // milliseconds

export function untilSomebodyHasIt({ ask, wait, say }) {
  let stop = wait(look, OFTEN);
  let over = false;
  return () => {
    over = true;
    stop();
  };

  async function look() {
    const words = await ask().catch(() => null); // no signal: it stays as it is, and says to ring
    if (over) return;
    if (words) say(words);
    else stop = wait(look, OFTEN);
  }
}
