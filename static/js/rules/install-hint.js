// What is said about installing, if anything: the name of a part of the page, or null.
//   secure: served over HTTPS, or on this very machine; installed: opened from the home screen; seen: said before, for good;
//   asks: the browser can ask by itself; byHand: it has a way of its own, which has to be told in words (iPhone, iPad)
export function installHint({ secure, installed, seen, asks, byHand }) {
  if (!secure) return "online-only";
  if (installed || seen) return null;
  if (asks) return "asks";
  return byHand ? "by-hand" : null;
}
