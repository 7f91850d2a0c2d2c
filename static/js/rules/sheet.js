// What a draft holds so far, as plain values, and what is answered in it. The same decisions as the server's
// (checks/rules/sheet.py, records.py); tests/cases/sheets.json is read by the tests of both.
//
// sheet: {kind, items: [{id, position, points: [key]}] in order, answers (as the draft keeps them),
//   counting: item ids that decide whether a record counts (none named: all), repeated: {item id: day it may come again},
//   drawn: {size, places: [{position, number, reference}] in drawn order} or null}

export const asked = (sheet) => sheet.items.filter((item) => !sheet.repeated?.[item.id]);

export const answerTo = (sheet, item, record = 0) => sheet.answers[`${record}/${item.id}`];

// Whether nothing is left to choose for this item.
export function answered(sheet, item, record = 0) {
  const found = answerTo(sheet, item, record);
  if (sheet.kind !== "interview") return Boolean(found?.outcome);
  return anythingSaid(found?.said) && item.points.every((point) => point in (found.said.points ?? {}));
}

// Whether the question was asked at all: a point was chosen, an alert ticked, or a reason heard.
export function anythingSaid(said) {
  if (!said) return false;
  const some = (held) => Object.keys(held ?? {}).length > 0;
  return some(said.points) || some(said.alerts) || some(said.again) || Boolean(said.reason);
}

// The records to read, in drawn order, until `size` of them can count or the numbers run out.
export function places(sheet) {
  const found = [];
  let wanted = sheet.drawn?.size ?? 0;
  for (const place of sheet.drawn?.places ?? []) {
    if (wanted === 0) break;
    const why = sheet.answers[place.position]?.set_aside;
    const state = why ? "set aside" : recordState(sheet, place.position);
    found.push({ ...place, state, setAside: why ?? null });
    if (state !== "spare" && state !== "set aside") wanted -= 1;
  }
  return found;
}

export const isOpen = (place) => place.state === "open" || place.state === "begun";

// How many of these can count so far.
export const usable = (found) => found.filter((place) => place.state === "read").length;

// Whether the plan's records are all read, or no number is left.
export function whole(sheet, found) {
  const none = found.length === sheet.drawn.places.length;
  return !found.some(isOpen) && (usable(found) === sheet.drawn.size || none);
}

// How far one record is read; "spare": nothing of what counts applies to it, so the next number takes its place.
function recordState(sheet, record) {
  const done = sheet.items.filter((item) => answered(sheet, item, record)).length;
  if (done === 0) return "open";
  if (done < sheet.items.length) return "begun";
  const counting = sheet.items.filter((item) => !sheet.counting?.length || sheet.counting.includes(item.id));
  return counting.every((item) => answerTo(sheet, item, record).outcome === "does_not_apply") ? "spare" : "read";
}
