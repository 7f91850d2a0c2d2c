// The code that stands behind the # of a one-time link, or nothing: an address may end in a place on the page as well.
export function codeIn(hash) {
  return /^#([0-9a-z]{4}(?:-[0-9a-z]{4}){2})$/i.exec(hash)?.[1] ?? "";
}
