// What the line at the head of a page says of this phone: "needs", "waiting", "sent", or nothing at all.
export function howItStands({ waiting, needs, sent }) {
  if (needs.length) return "needs";
  if (waiting) return "waiting";
  return sent.length ? "sent" : null;
}

// Whether the pack is fetched again: what is due changes slowly, and a phone asks a few minutes apart at most.
const MINUTES = 3;
export const isOld = (pack, now) => !pack || now - Date.parse(pack.at) > MINUTES * 60_000;
