// A draft as it begins on the phone, from what was chosen: {service, worker, requirement, draw, shift, announced, setting,
// answered_by} as a form has them. `shown` stays with the draft, whatever becomes of the pack: names, and the records drawn.
// null where the pack does not hold what was chosen; then the server has to be asked.
export function beginning(chosen, { version, pack, shift }) {
  const checklist = pack?.checklists.find((one) => one.version === version);
  const service = pack?.services.find((one) => one.id === chosen.service);
  const draw = chosen.draw ? pack?.draws.find((one) => one.id === chosen.draw) : null;
  const worker = chosen.worker ? service?.colleagues.find((one) => one.id === chosen.worker) : null;
  const due = chosen.requirement ? pack?.due.find((one) => one.requirement === chosen.requirement) : null;
  if (chosen.requirement && !due) return null;
  if (!checklist || !service || draw === undefined || worker === undefined) return null;
  const kind = checklist.kind;
  if ((kind === "sample" && !draw) || (["observation", "interview"].includes(kind) && !worker)) return null;
  if (kind === "voice" && !chosen.answered_by) return null;
  return {
    version,
    kind,
    title: checklist.title,
    service: service.id,
    worker: worker?.id ?? null,
    requirement: chosen.requirement || null,
    draw: draw?.id ?? null,
    answered_by: kind === "voice" ? chosen.answered_by : null,
    ...circumstances(kind, { ...chosen, shift: chosen.shift || shift }),
    answers: ownSetAside(draw ? chosen.own : []),
    shown: {
      place: service.name,
      worker: worker?.name ?? null,
      plan: due?.says ?? null,
      drawn: draw && { size: draw.size, places: draw.places },
      counting: draw?.counting ?? [],
    },
  };
}

// The drawn records with entries of whoever reads them: set aside before the first is read.
function ownSetAside(places = []) {
  return Object.fromEntries(places.map((place) => [place, { set_aside: "own" }]));
}

// When and where; of a person supported or their family nothing that could tell who they are.
export function circumstances(kind, { shift, announced, setting }) {
  if (kind === "voice") return { shift: null, announced: null, setting: null };
  const told = announced === "true" ? true : announced === "false" ? false : null;
  return { shift: shift || null, announced: kind === "sample" ? null : told, setting: setting || null };
}
