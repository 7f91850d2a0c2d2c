// A draft and the page it is shown on as the sheet that the rules take (rules/sheet.js).
export function sheetOf(page, draft, pack, today = new Date().toISOString().slice(0, 10)) {
  const asked = Object.entries(pack?.asked?.[draft.worker]?.[draft.version] ?? {});
  return {
    kind: draft.kind,
    items: itemsOn(page),
    answers: draft.answers,
    counting: draft.shown?.counting ?? [],
    repeated: Object.fromEntries(asked.filter(([, day]) => day > today)),
    drawn: draft.shown?.drawn ?? null,
  };
}

// What the page asks, read once, folded or not: {id, position, points}.
const known = new WeakMap();

export function itemsOn(page) {
  if (!known.has(page)) known.set(page, [...asked(page).querySelectorAll("[data-item]")].map(item));
  return known.get(page);
}

const asked = (page) => page.querySelector("phone-items > template[data-folded]")?.content ?? page;

function item(element) {
  const points = [...element.querySelectorAll("input[name^=point-]")].map((one) => one.name.split("-").slice(2).join("-"));
  return { id: element.dataset.item, position: Number(element.id.slice("item-".length)), points: [...new Set(points)] };
}
