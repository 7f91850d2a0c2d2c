// What the line at the head of a page says of this phone: "needs", "waiting", "sent", or nothing at all.
export function howItStands({ waiting, needs, sent }) {
  if (needs.length) return "needs";
  if (waiting) return "waiting";
  return sent.length ? "sent" : null;
}
