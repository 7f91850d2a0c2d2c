// What stands in a form, and putting it there again. A field that somebody is writing in is left alone.

// The fields below `root` that say something: [[name, value], …].
export function fieldsOf(root) {
  return [...root.querySelectorAll("input:checked, textarea, select")].map((field) => [field.name, field.value]);
}

// `valueOf(name)`: the value, a list of values for ticks, or nothing.
export function fillIn(root, valueOf) {
  for (const field of root.querySelectorAll("input:not([type=hidden]), textarea, select")) {
    const value = valueOf(field.name);
    if (field.type === "radio") field.checked = field.value === value;
    else if (field.type === "checkbox") field.checked = value === true || (Array.isArray(value) && value.includes(field.value));
    else if (field !== document.activeElement) field.value = value ?? "";
  }
}

// A field of an item by its name, from the answer that the draft keeps: "point-2-time" of {said: {points: {time: …}}}.
export function fromKept(name, kept) {
  const [what, , ...rest] = name.split("-");
  const said = kept?.said ?? {};
  if (what === "point") return said.points?.[rest.join("-")];
  if (what === "again") return said.again?.[rest.join("-")];
  if (what === "alert") return said.alerts ?? [];
  return what === "reason" ? Boolean(said.reason) : kept?.[what];
}
