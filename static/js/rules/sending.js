// What goes first, and how much at once: alerts, then answers, checks as they were sealed, drafts, and photos last.
const ORDER = "alert prompt-answer check draft photo";
const MOST = 50;
const MOST_BYTES = 1_500_000;

// `rows` of the outbox that wait. A photo stays until the check it belongs to is no longer being filled in.
export function inOrder(rows, open = new Set()) {
  return rows
    .filter((row) => row.state === "waiting" && !open.has(row.after))
    .sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || a.order - b.order || a.sequence - b.sequence);
}

// The next batch: always one at least, however large it is.
export function batch(rows, most = MOST) {
  let bytes = 0;
  const fits = rows.slice(0, most).findIndex((row) => (bytes += row.sealed.length) > MOST_BYTES);
  return rows.slice(0, fits < 0 ? most : Math.max(fits, 1));
}
