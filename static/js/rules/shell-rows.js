// The rows of the shell, from the pack and the drafts on the phone: plain values for the page's own templates.
import { wayOn } from "./spot.js";

const ICONS = { observation: "eye", interview: "ask", sample: "read", voice: "talk" };
const CLAIMED = ["observation", "interview"]; // what somebody can do of whom nothing is known: no draw, no person supported

// `row`: the template; records that nobody drew yet are drawn by the server.
export function dueRows(pack) {
  return pack.due.map(({ kind, title, says, version, requirement, draw }) => ({
    row: kind === "sample" && !draw ? "undrawn" : "due",
    title,
    says,
    icon: ICONS[kind],
    href: `/capture/${version}#start/${requirement}`,
  }));
}

// The drafts of whoever looks: with somebody signed in all of them, else those of people who said who they are.
export function draftRows(drafts, dayInWords) {
  return drafts.map((draft) => ({
    row: "draft",
    title: draft.title,
    above: [draft.claimed?.sign_in, draft.shown?.worker, draft.shown?.place].filter(Boolean).join(" · "),
    n: Object.keys(draft.answers).filter((key) => key.includes("/")).length,
    day: dayInWords(draft.opened_at.slice(0, 10)),
    icon: ICONS[draft.kind] ?? "pen",
    href: wayOn(draft),
  }));
}

// The checklists of one kind, or of all.
export function whichRows(pack, kind) {
  return pack.checklists
    .filter((one) => !kind || one.kind === kind)
    .map(({ kind: of, title, about, href }) => ({ row: "which", title, says: about, icon: ICONS[of], href }));
}

// Whether somebody may start a check of their own, not only what a plan asks for.
export function mayStart(pack) {
  return Boolean(pack?.services.some((one) => one.starts));
}

export function claimable(checklists) {
  return checklists.filter((one) => CLAIMED.includes(one.kind));
}
