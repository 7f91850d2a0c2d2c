// The first day one of these questions can be put to somebody again; null when one can be asked now.
// `asked`: {item id: "YYYY-MM-DD" it may come again}, as the pack has it for one worker and version.
export function freeFrom(items, asked = {}) {
  const days = items.map((item) => asked[item.id]).filter(Boolean).sort();
  return days.length && days.length === items.length ? days[0] : null;
}
