// Where somebody is on a capture page, as the address has it after the #.
// "#items/<draft>", "#items/<draft>/<record>", "#words/<draft>", "#done/<draft>", "#start", "#start/<requirement>".
const PAGES = ["start", "items", "words", "done"];

export function readSpot(hash) {
  const [page, id, record] = hash.replace(/^#/, "").split("/");
  return PAGES.includes(page) ? { page, id: id ?? "", record: Number(record) || 0 } : { page: "start", id: "", record: 0 };
}

export function spotHash({ page, id, record }) {
  return `#${[page, id, record].filter(Boolean).join("/")}`;
}

// The address at which a draft of this phone goes on.
export function wayOn(draft) {
  const page = draft.at?.page === "words" ? "words" : "items";
  return `/capture/${draft.version}${spotHash({ page, id: draft.id, record: page === "items" ? draft.at?.record : 0 })}`;
}
