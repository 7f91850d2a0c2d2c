// What a look for a plan would repeat: of this worker; on a day. `seen`: {workers, worker_says, days, day_says, says} as the
// pack has it; null where looks need not differ.
const dayOf = (at) =>
  new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit", timeZone: "Europe/London" }).format(at);

export const seenBefore = (seen, worker) => (seen?.workers.includes(worker) ? seen.worker_says : "");

export const saidBefore = (seen, at) => (seen ? [...(seen.days.includes(dayOf(at)) ? [seen.day_says] : []), ...seen.says] : []);
