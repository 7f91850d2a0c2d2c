// "27 November 2026", of "2026-11-27"; "14:32" of a moment, on the clock where care is given.
export const dayInWords = (day) =>
  new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(day));

export const timeInWords = (at) =>
  new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" }).format(new Date(at));
