// A payload becomes a sealed envelope: signed by its author's key, readable by the organisation's server alone.
// With it comes what the server must say before this phone lets it go.
import { base64url, hex, joined, utf8 } from "../rules/bytes.js";
import { encrypted, sharedKey, sign } from "./keys.js";

export const FORMAT = 1;
const STATES = ["stored", "already", "refused"];

// A key for one envelope to `to`: {id, public}, the organisation's key.
export const keyFor = (crypto, to) => sharedKey(crypto, to.public, `spotcheck envelope ${FORMAT} key`);

// `by`: {grant, key} signs; `made`: what keyFor gave for it, and for no other.
export async function seal(crypto, { kind, content, by, to, made = keyFor(crypto, to), sequence, contact, now }) {
  const { id } = content;
  const secret = base64url(crypto.getRandomValues(new Uint8Array(32)));
  const inside = { ...content, format: FORMAT, kind, grant: by.grant, sequence, contact, secret };
  const payload = utf8(JSON.stringify({ ...inside, sealed_at: new Date(now).toISOString() }));
  const bound = utf8(`spotcheck envelope ${FORMAT}|${to.id}|${id}|${by.grant}`);
  const [signature, { epk, key }, expects] = await Promise.all([
    sign(crypto, by.key, joined(bound, new Uint8Array(1), payload)),
    made,
    receipts(crypto, secret, id),
  ]);
  const { iv, box } = await encrypted(crypto, key, joined(signature, payload), bound);
  const bytes = { epk: base64url(epk), iv: base64url(iv), box: base64url(box) };
  return { id, kind, expects, sealed: JSON.stringify({ format: FORMAT, key: to.id, id, grant: by.grant, ...bytes }) };
}

export async function receipts({ subtle }, secret, id) {
  const digest = async (state) => hex(new Uint8Array(await subtle.digest("SHA-256", utf8(secret + id + state))));
  return Object.fromEntries(await Promise.all(STATES.map(async (state) => [state, await digest(state)])));
}
