// A server for tests: gives grants and packs, opens envelopes with the organisation's key, and says receipts.
// `fetch` goes into a phone; `asked` holds every request; `next` (a list) answers the next ones in another way.
import { randomUUID, webcrypto as crypto } from "node:crypto";

import { base64url, fromBase64url, hex, joined, utf8 } from "../../../static/js/rules/bytes.js";

const EC = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const { subtle } = crypto;
export const PROMPTS = [1, 2].map((n) => ({
  id: `q${n}`, worker: "w1", first_name: "Tomasz", title: "PRN", question: `Question ${n}?`, another_way: null, model: "A good one.", why: "It matters.", by: "2026-11-30",
}));

export class Server {
  asked = [];
  next = [];
  came = []; // payloads in the order they came
  ended = []; // sign-out tokens
  says = new Map(); // envelope id → another answer than "stored"
  signedIn = "ann";
  #grants = new Map();
  #ids = new Map();

  constructor(clock, organisation) {
    this.clock = clock;
    this.organisation = organisation;
    this.fetch = (url, how) => this.#fetch(url, how);
  }

  static async open(clock) {
    const pair = await subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, false, ["deriveBits"]);
    const raw = base64url(new Uint8Array(await subtle.exportKey("raw", pair.publicKey)));
    return new Server(clock, { id: randomUUID(), key: { id: randomUUID(), public: raw }, privateKey: pair.privateKey });
  }

  sent(url) {
    return this.asked.filter((one) => one.url === url);
  }

  get at() {
    return new Date(this.clock.at).toISOString();
  }

  async #fetch(url, how) {
    const body = how.body === undefined ? undefined : JSON.parse(how.body);
    this.asked.push({ url, how, body });
    const other = this.next.shift();
    if (other) return other(this, { url, how, body });
    return this.answer(url, body);
  }

  answer(url, body) {
    if (url === "/grants") return json(this.#grant(body));
    if (url === "/phone/pack") return json(this.#pack());
    if (url === "/sign-outs") return this.#signOut(body);
    if (url === "/envelopes") return this.#take(body);
    throw new Error(`nothing at ${url}`);
  }

  #signOut({ token }) {
    this.ended.push(token);
    return new Response(null, { status: 204 });
  }

  #grant({ key, phone_key: phoneKey }) {
    const person = this.signedIn;
    const phone = { id: `phone ${phoneKey}`, grant: this.#given(phoneKey, "nobody") };
    const until = new Date(this.clock.at + 13 * 3600_000).toISOString();
    const grant = { id: this.#given(key, person), person, organisation: this.organisation.id, given_at: this.at, capture_until: until };
    return { grant, phone, key: this.organisation.key, sign_out: `out ${grant.id}`, at: this.at };
  }

  #given(key, of) {
    if (!this.#ids.has(key)) this.#ids.set(key, randomUUID());
    this.#grants.set(this.#ids.get(key), { key, of });
    return this.#ids.get(key);
  }

  #pack() {
    const person = { id: this.signedIn, name: `Name of ${this.signedIn}` };
    const services = [{ id: "s1", name: "Larch House", colleagues: [{ id: "w1", name: "Colleague One" }] }];
    return { format: 1, at: this.at, person, services, checklists: [{ version: "v1", kind: "observation" }], due: [], draws: [], prompts: PROMPTS };
  }

  async #take({ envelopes, carrier }) {
    this.carrier = carrier;
    const answers = [];
    for (const envelope of envelopes) answers.push(await this.#one(envelope));
    return json({ format: 1, at: this.at, answers });
  }

  async #one(envelope) {
    const payload = await this.opened(envelope);
    const said = this.says.get(envelope.id) ?? {};
    const before = this.came.some((one) => one.id === envelope.id);
    const state = said.state ?? (before ? "already" : "stored");
    if (state === "stored") this.came.push(payload);
    if (!["stored", "already", "refused"].includes(state)) return { id: envelope.id, ...said };
    return { id: envelope.id, state, at: this.at, receipt: await receipt(payload.secret, envelope.id, state), ...said };
  }

  async opened({ key, id, grant, epk, iv, box }) {
    const aad = utf8(`spotcheck envelope 1|${key}|${id}|${grant}`);
    const raw = fromBase64url(epk);
    const theirs = await subtle.importKey("raw", raw, { name: "ECDH", namedCurve: "P-256" }, false, []);
    const secret = await subtle.deriveBits({ name: "ECDH", public: theirs }, this.organisation.privateKey, 256);
    const ikm = await subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
    const salt = joined(raw, fromBase64url(this.organisation.key.public));
    const how = { name: "HKDF", hash: "SHA-256", salt, info: utf8("spotcheck envelope 1 key") };
    const opens = await subtle.deriveKey(how, ikm, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
    const plain = new Uint8Array(
      await subtle.decrypt({ name: "AES-GCM", iv: fromBase64url(iv), additionalData: aad }, opens, fromBase64url(box)),
    );
    const [signature, payload] = [plain.subarray(0, 64), plain.subarray(64)];
    if (!(await this.signed(grant, signature, joined(aad, new Uint8Array(1), payload)))) throw new Error("not signed by its grant");
    return JSON.parse(new TextDecoder().decode(payload));
  }

  async signed(grant, signature, bytes) {
    const key = await subtle.importKey("raw", fromBase64url(this.#grants.get(grant).key), EC, false, ["verify"]);
    return subtle.verify(EC, key, signature, bytes);
  }

  of(grant) {
    return this.#grants.get(grant).of;
  }
}

export function json(said, { status = 200, headers = {} } = {}) {
  return new Response(JSON.stringify(said), { status, headers: { "Content-Type": "application/json", ...headers } });
}

export async function receipt(secret, id, state) {
  return hex(new Uint8Array(await subtle.digest("SHA-256", utf8(secret + id + state))));
}
