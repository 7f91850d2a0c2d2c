// Whether the pack is fetched again: what is due changes slowly, and a phone asks a few minutes apart at most.
const MINUTES = 3;
export const isOld = (pack, now) => !pack || now - Date.parse(pack.at) > MINUTES * 60_000;
