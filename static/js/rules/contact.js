// The last time this phone heard what time it is at the server, beside its own clock; `before` when nothing was heard.
export function contact(at, now, before = null) {
  const heard = Date.parse(at ?? "");
  if (Number.isNaN(heard)) return before;
  return { server: new Date(heard).toISOString(), device: new Date(now).toISOString() };
}
