// Sends whenever it may go: at once, when something was sealed, when the signal comes back, when the page is looked at again.
// `later(does)`: what was sealed is on the disk, so the screen may say so first.
export function keepSending(phone, { window, document, later }) {
  const listening = new AbortController();
  const { signal } = listening;
  const send = () => phone.outbox.send();
  const unwatch = phone.watch((what) => what === "sealed" && later(send));
  window.addEventListener("online", send, { signal });
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && send(), { signal });
  send();
  return () => {
    listening.abort();
    unwatch();
  };
}
