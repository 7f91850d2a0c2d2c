// The shift most people are on at this time, on the clock where care is given (tests/cases/usual-shifts.json).
export function usualShift(at) {
  const hour = Number(new Intl.DateTimeFormat("en-GB", { hour: "2-digit", hourCycle: "h23", timeZone: "Europe/London" }).format(at));
  if (hour >= 7 && hour < 14) return "early";
  return hour >= 14 && hour < 22 ? "late" : "night";
}
