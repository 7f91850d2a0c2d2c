// Where to go on: the first of these without an answer, in the order of the page, or null when all have one.
export function nextOpen(items) {
  return items.find((item) => !item.answered) ?? null;
}
