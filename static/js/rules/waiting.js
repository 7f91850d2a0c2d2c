// How long to wait before the next try, in milliseconds, after `tries` that did not arrive.
const FIRST = 2000;
const LONGEST = 30000;

export function waitBeforeTry(tries) {
  return Math.min(FIRST * 2 ** tries, LONGEST);
}
