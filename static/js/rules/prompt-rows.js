// The short questions on Today without signal, for which the phone can be handed over.

// The one that was asked for first; none that was answered on this phone.
export function promptRows(pack, answered, path) {
  const here = (pack?.prompts ?? []).filter((one) => !answered.has(one.id));
  const first = here.filter((one) => path.includes(one.id));
  return [...first, ...here.filter((one) => !first.includes(one))].map((one) => ({
    row: "prompt",
    title: one.question,
    above: one.first_name,
    by: one.by,
    href: `/hand#${one.id}`,
  }));
}
