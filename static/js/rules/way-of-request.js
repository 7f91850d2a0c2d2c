// What the worker does with a request. Plain values in, one word out; "leave" means it is none of the worker's business.
const VERSION = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const CAPTURE = new RegExp(`^/capture/${VERSION}$`);
const BEING_FILLED = new RegExp(`^/(capture|drafts)/${VERSION}$`);
const FILES = /\/static\/[0-9a-f]{12}\/[\w./-]+\.(?:css|js|svg)/g;

// Pages that the shell can stand in for, so nobody waits long for them; for another page there is nothing else to show.
// A capture page that is not here yet comes with the next tap: it is kept when it arrives, however late.
const STOOD_IN_FOR = ["/", "/today", "/checks/new", "/at-risk"];
const SHORT = 4000;
const LONG = 15000;

// `here`: asked of our own server; `part`: asked by htmx; `shell`, `hand`: the paths of the two pages of its own.
export function wayOf({ method, mode, here, part, path, shell, hand }) {
  if (method !== "GET" || !here || part) return "leave";
  if (path.startsWith("/static/")) return "file";
  if (mode !== "navigate") return "leave";
  if (path === shell) return "shell";
  if (path === hand) return "hand";
  return isCapture(path) ? "capture" : "page";
}

// How long a page may take to begin, in milliseconds, before the shell stands in for it.
export function patience(path) {
  return STOOD_IN_FOR.includes(path) || isCapture(path) ? SHORT : LONG;
}

// A new version begins with a page that the server gave, and never under a check that lies open.
export function takesOver({ waits, open }) {
  return waits && !open.some((path) => BEING_FILLED.test(path));
}

// Which of the wanted pages are to be fetched: capture pages that are not here yet, each once.
export function toFetch(wanted, here) {
  return [...new Set(wanted)].filter((path) => isCapture(path) && !here.includes(path));
}

// Only what was asked for is kept: no page of signing in, no message, nothing that came another way.
export function mayKeep({ status, redirected, type }) {
  return status === 200 && !redirected && type.startsWith("text/html");
}

// The scripts, style and icons that a page names.
export function filesOf(html) {
  return [...new Set(html.match(FILES) ?? [])];
}

function isCapture(path) {
  return CAPTURE.test(path);
}
