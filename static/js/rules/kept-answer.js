// An answer as the draft keeps it, from the fields of its item as a form has them: [["outcome-6", "well"], …]; null when
// they say nothing. The same as the server makes of a form (tests/cases/kept-answers.json).
import { anythingSaid } from "./sheet.js";

export function keptAnswer(fields) {
  const said = { points: {}, alerts: [], reason: false, again: {} };
  const kept = {};
  for (const [name, value] of fields) {
    const [what, , ...rest] = name.split("-");
    const key = rest.join("-");
    if (what === "point") said.points[key] = value;
    else if (what === "again") said.again[key] = value;
    else if (what === "alert") said.alerts.push(value);
    else if (what === "reason") said.reason = true;
    else if (value.trim()) kept[what] = value.trim();
  }
  said.alerts.sort();
  if (anythingSaid(said)) kept.said = said;
  return Object.keys(kept).length ? kept : null;
}
