// What to look at before a draft is finished, in the order of the pages (checks/rules/finishing.py;
// tests/cases/before-finishing.json). Each: {says: what it is, item, record, field, n, holds, mayStay}.
import { halfRead, stillOpen } from "./progress.js";
import { anythingSaid, places, whole } from "./sheet.js";

const OURS = ["works", "varies", "busy", "better", "strength", "coaching"];
const THEIRS = ["works", "better"];

export function beforeFinishing(sheet, words, { forPlan, year, privateWords }) {
  const found = sheet.kind === "sample" ? openRecords(sheet, forPlan) : openItems(sheet);
  for (const field of sheet.kind === "voice" ? THEIRS : OURS) {
    for (const holds of privateWords(words[field] ?? "", year)) found.push({ says: "word", field, holds, mayStay: true });
  }
  for (const [key, { note }] of Object.entries(sheet.answers)) {
    const [record, id] = key.split("/");
    const item = sheet.items.find((one) => one.id === id);
    for (const holds of item ? privateWords(note ?? "", year) : []) {
      found.push({ says: "note", item: item.position, record: Number(record), holds, mayStay: true });
    }
  }
  return found;
}

// Why there is nothing to finish yet: no answer at all, or no record read to its end; null when there is.
export function nothingToSend(sheet) {
  const given = Object.values(sheet.answers).some((one) => one.outcome || anythingSaid(one.said));
  if (!given) return "nothing";
  const read = (place) => ["read", "spare"].includes(place.state);
  return sheet.kind === "sample" && !places(sheet).some(read) && !halfRead(sheet).length ? "nothing-read" : null;
}

function openItems(sheet) {
  const open = stillOpen(sheet).map((spot) => ({ says: "item", ...spot, mayStay: true }));
  const again = sheet.items.filter((item) => sheet.repeated?.[item.id] && anythingSaid(sheet.answers[`0/${item.id}`]?.said));
  return [...open, ...again.map((item) => ({ says: "repeated", item: item.position, record: 0, mayStay: true }))];
}

function openRecords(sheet, forPlan) {
  const half = halfRead(sheet);
  const found = half.map((spot) => ({ says: "half", ...spot, mayStay: false }));
  const rest = stillOpen(sheet).filter((spot) => !half.some((one) => one.record === spot.record));
  if (rest.length) {
    const must = forPlan && !whole(sheet, places(sheet));
    found.push({ says: must ? "wanted" : "unread", ...rest[0], n: rest.length, mayStay: !must });
  }
  return found;
}
