// A network that is answered from outside, goes to a server, or is not there.
export class PipedFetch {
  #out;
  #how = { pipe: true };
  #waiting = new Map();
  #count = 0;

  constructor(out) {
    this.#out = out;
  }

  use(how) {
    this.#how = how;
  }

  fetch(url, { signal, ...how }) {
    if (this.#how.none) return Promise.reject(new TypeError("no signal"));
    if (this.#how.base) return fetch(this.#how.base + url, { ...how, signal, headers: this.#withCookie(how) });
    this.#count += 1;
    const { method, headers, body, credentials } = how;
    this.#out({ fetch: this.#count, url, method, headers, body, credentials });
    return new Promise((answer, refuse) => {
      this.#waiting.set(this.#count, { answer, refuse });
      signal.addEventListener("abort", () => refuse(signal.reason));
    });
  }

  // As a browser does: a redirect is refused where the page said so.
  fetched({ fetched, status, headers = {}, text = null, broken }) {
    const one = this.#waiting.get(fetched);
    this.#waiting.delete(fetched);
    if (broken || (status >= 300 && status < 400 && status !== 304)) one?.refuse(new TypeError("cut off"));
    else one?.answer(new Response(status === 204 || status === 304 ? null : text, { status, headers }));
  }

  #withCookie({ headers, credentials }) {
    return this.#how.cookie && credentials === "same-origin" ? { ...headers, Cookie: this.#how.cookie } : headers;
  }
}
