// A draft of somebody who is not signed in and says who they are; whom they look at they write, as no names are readable here.
export function claimedStart({ sign_in, whom, service, version }, { here, shift }) {
  const checklist = here.checklists.find((one) => one.version === version);
  const place = here.services.find((one) => one.id === service);
  const said = { sign_in: sign_in.trim(), whom: whom.trim() };
  return {
    version,
    kind: checklist.kind,
    title: checklist.title,
    service,
    worker: null,
    requirement: null,
    draw: null,
    answered_by: null,
    shift,
    announced: false,
    setting: null,
    claimed: said,
    shown: { place: place.name, worker: said.whom, plan: null, drawn: null, counting: [] },
  };
}
