// How long to wait before the next try, in milliseconds, after `tries` that did not arrive.
const FIRST = 2000;
const LONGEST = 30000;

export function waitBeforeTry(tries) {
  return Math.min(FIRST * 2 ** tries, LONGEST);
}

// How long the server asked us to wait, in milliseconds, by its Retry-After: seconds or a date; ten minutes at most.
const LONGEST_ASKED = 600000;

export function waitAsked(header, now) {
  if (!header) return 0;
  const asked = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Math.min(Math.max(asked || 0, 0), LONGEST_ASKED);
}

// What is left of a wait until then; none when the clock was set back in the meantime.
export function stillToWait(until, now) {
  const left = until - now;
  return left > 0 && left <= LONGEST_ASKED ? left : 0;
}
