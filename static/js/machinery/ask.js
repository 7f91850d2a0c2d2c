// One request, and its whole answer {status, text, header(name)}; null where none came: no signal, a redirect, cut short, too slow.
const LONGEST = 30000;

export async function ask({ fetch, wait }, url, { method = "POST", body, headers = {}, credentials = "omit" } = {}) {
  const stop = new AbortController();
  const stopWaiting = wait(() => stop.abort(), LONGEST);
  const type = body === undefined ? {} : { "Content-Type": "application/json" };
  const how = { method, body, credentials, redirect: "error", cache: "no-store", signal: stop.signal };
  try {
    const answer = await fetch(url, { ...how, headers: { Accept: "application/json", ...type, ...headers } });
    const text = await answer.text();
    const json = (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
    return { status: answer.status, text: json ? text : "", header: (name) => answer.headers.get(name) };
  } catch {
    return null;
  } finally {
    stopWaiting();
  }
}
