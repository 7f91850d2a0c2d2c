// A text with each {name} filled in; what has no value stays as it is.
export function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
