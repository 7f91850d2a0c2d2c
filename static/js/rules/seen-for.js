// What a look for a plan would repeat. `seen`: {workers, days, says} as the pack has it; null where looks need not differ.
const dayOf = (at) =>
  new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit", timeZone: "Europe/London" }).format(at);

export const seenFor = (seen, worker) => Boolean(seen?.workers.includes(worker));

export const saidBefore = (seen, at, words) =>
  seen ? [...(seen.days.includes(dayOf(at)) ? [words.day] : []), ...seen.says] : [];
