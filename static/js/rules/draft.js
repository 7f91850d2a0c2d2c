// A draft with a patch put in, and what of it is sealed. null takes an answer out; nothing the patch does not name changes.
const SEALED =
  "id version service worker requirement draw shift announced setting answered_by opened_at answers words".split(" ");

export function patched(draft, { answers = {}, words = {}, context = {}, at = {}, photos }) {
  const fresh = {
    ...draft,
    ...context,
    id: draft.id,
    answers: merged(draft.answers, answers),
    words: merged(draft.words, words),
    at: { ...draft.at, ...at },
  };
  return photos ? { ...fresh, photos: merged(draft.photos, photos) } : fresh; // small pictures; each photo is sealed by itself
}

export function contentOf(draft, onItsOwn = false) {
  const content = Object.fromEntries(SEALED.map((name) => [name, draft[name] ?? null]));
  return { ...content, on_its_own: onItsOwn, claimed: draft.claimed }; // absent on the wire where nobody claims it
}

function merged(before, patch) {
  return Object.fromEntries(Object.entries({ ...before, ...patch }).filter(([, value]) => value !== null));
}
