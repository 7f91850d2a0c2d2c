// How far a draft is, where to go on, and what is still open (checks/rules/progress.py; tests/cases/sheets.json).
import { answered, asked, isOpen, places, usable } from "./sheet.js";

// How much of the whole check is done, of how much: items, or records that count.
export function howFar(sheet) {
  return sheet.drawn ? [usable(places(sheet)), sheet.drawn.size] : pageDone(sheet);
}

// How many items of this page have their answer, of how many: of this record in a sample.
export function pageDone(sheet, record = 0) {
  const items = asked(sheet);
  return [items.filter((item) => answered(sheet, item, record)).length, items.length];
}

// Where to go on: the first item without its answer, of this record first, then of the records in drawn order.
export function nextOpen(sheet, record = 0) {
  const records = sheet.kind === "sample" ? toRead(sheet) : [0];
  if (records.includes(record)) records.unshift(record);
  for (const at of records) {
    const item = asked(sheet).find((one) => !answered(sheet, one, at));
    if (item) return { item: item.position, record: at };
  }
  return null;
}

// The record to go on with after this one: the next in drawn order that is not read, else one passed over.
export function recordAfter(sheet, record) {
  const open = toRead(sheet);
  return [...open.filter((at) => at > record), ...open].find((at) => at !== record) ?? null;
}

// What nobody has answered and could be left: items not looked at, questions not asked, records not read.
export function stillOpen(sheet) {
  if (sheet.kind === "sample") {
    return places(sheet).filter((place) => place.state === "open").map((place) => ({ item: 0, record: place.position }));
  }
  return asked(sheet).filter((item) => !answered(sheet, item)).map((item) => ({ item: item.position, record: 0 }));
}

// Records that were begun, or passed over for a later one: they are finished or set aside, never left.
export function halfRead(sheet) {
  const found = places(sheet);
  const furthest = Math.max(0, ...found.filter((place) => place.state !== "open").map((place) => place.position));
  const half = (place) => place.state === "begun" || (place.state === "open" && place.position < furthest);
  return found.filter(half).map((place) => ({ item: 0, record: place.position }));
}

const toRead = (sheet) => places(sheet).filter(isOpen).map((place) => place.position);
