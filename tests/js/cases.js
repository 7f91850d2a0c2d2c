// Case tables that a rule of the phone and the same rule on the server are both tested with (tests/support/cases.py).
import { readFileSync } from "node:fs";

export const cases = (name) => JSON.parse(readFileSync(new URL(`../cases/${name}.json`, import.meta.url), "utf8"));

// The draft that a case of sheets.json tells of, as the rules take it.
export function sheetOf(one) {
  const items = one.items.map((item, at) => {
    const [id, points] = Array.isArray(item) ? item : [item, []];
    return { id, position: at + 1, points };
  });
  const answers = Object.fromEntries(Object.entries(one.answers).map(([key, value]) => [key, kept(key, value)]));
  return {
    kind: one.kind,
    items,
    answers,
    counting: one.counting ? [one.counting] : [],
    repeated: Object.fromEntries((one.repeated ?? []).map((id) => [id, "2027-01-01"])),
    drawn: one.draw ? drawn(...one.draw) : null,
  };
}

function kept(key, value) {
  if (typeof value !== "string") return value;
  return key.includes("/") ? { outcome: value } : { set_aside: value };
}

function drawn(size, population) {
  const places = [...Array(population).keys()].map((n) => ({ position: n + 1, number: population - n, reference: `R-${n}` }));
  return { size, places };
}
