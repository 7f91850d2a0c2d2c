// Where somebody is on a capture page, as the address has it after the #: page/draft/record/item.
// "#items/<draft>", "#items/<draft>/<record>/<item>", "#words/<draft>", "#about/<draft>", "#done/<draft>", "#start",
// "#start/<requirement>".
const PAGES = ["start", "about", "items", "words", "done"];

// null for any other fragment: it leads to a place inside the page that is shown.
export function readSpot(hash) {
  const [page, id = "", record, item] = hash.replace(/^#/, "").split("/");
  if (page === "") return { page: "start", id, record: 0, item: 0 };
  return PAGES.includes(page) ? { page, id, record: Number(record) || 0, item: Number(item) || 0 } : null;
}

export function spotHash({ page, id, record = 0, item = 0 }) {
  const parts = item ? [page, id, record, item] : record ? [page, id, record] : id ? [page, id] : [page];
  return `#${parts.join("/")}`;
}

// The address at which a draft of this phone goes on.
export function wayOn(draft) {
  const page = draft.at?.page === "words" ? "words" : "items";
  return `/capture/${draft.version}${spotHash({ page, id: draft.id, record: page === "items" ? draft.at?.record : 0 })}`;
}
