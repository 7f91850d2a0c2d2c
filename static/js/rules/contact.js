// The last time this phone heard what time it is at the server, beside its own clock; `before` when nothing was heard.
export function contact(at, now, before = null) {
  const heard = Date.parse(at ?? "");
  if (Number.isNaN(heard)) return before;
  return { server: new Date(heard).toISOString(), device: new Date(now).toISOString() };
}

// Whether a moment of the server's has passed, on a phone whose own clock may be wrong.
export function hasPassed(moment, heard, now) {
  const ahead = heard ? Date.parse(heard.device) - Date.parse(heard.server) : 0;
  return now - ahead > Date.parse(moment);
}
