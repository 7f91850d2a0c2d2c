// What the shell shows: by the address that it stands in for, and by what lies on the phone.
const SAID_HERE = ["/", "/today", "/phone", "/checks/new", "/at-risk", "/sign-in"];

export function shellView({ path, owner, pack }) {
  if (path === "/at-risk") return "at-risk";
  if (!owner) return "signed-out";
  if (path === "/phone") return "kept";
  return path === "/checks/new" && pack ? "which" : "today";
}

// Whether the page that was asked for is one that only the server has.
export function isElsewhere(path) {
  return !SAID_HERE.includes(path);
}

// The name of the sentence that heads the page.
export function headingOf(view, { kind, pack }) {
  if (view === "which") return kind ?? "any";
  if (view !== "today") return view;
  if (!pack) return "no-pack";
  return pack.due.length > 1 ? "due-many" : `due-${pack.due.length}`;
}
