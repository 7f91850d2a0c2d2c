// Where to go on: the first of these items without an answer, or null when all have one.
// An item is {answered: boolean}; the order is that of the page.
export function nextOpen(items) {
  return items.find((item) => !item.answered) ?? null;
}

// How long to wait before trying to save again, in milliseconds: soon at first, then every half minute.
export function waitBeforeTry(tries) {
  return Math.min(2000 * 2 ** Math.max(tries, 0), 30000);
}
