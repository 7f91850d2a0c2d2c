// A payload becomes a sealed envelope: signed by its author's key, readable by the organisation's server alone.
// With it comes what the server must say before this phone lets it go.
import { base64url, hex, joined, utf8 } from "../rules/bytes.js";
import { sharedKey, sign } from "./keys.js";

export const FORMAT = 1;
const STATES = ["stored", "already", "refused"];

// `author`: {grant, key} signs; `to`: {id, public} is the organisation's key.
export async function seal(crypto, { kind, content, author, to, sequence, contact, now }) {
  const { id } = content;
  const secret = base64url(crypto.getRandomValues(new Uint8Array(32)));
  const said = { ...content, format: FORMAT, kind, grant: author.grant, sequence, contact, secret };
  const payload = utf8(JSON.stringify({ ...said, sealed_at: new Date(now).toISOString() }));
  const aad = utf8(`spotcheck envelope ${FORMAT}|${to.id}|${id}|${author.grant}`);
  const signed = joined(aad, new Uint8Array(1), payload);
  const [signature, { epk, key }] = await Promise.all([
    sign(crypto, author.key, signed),
    sharedKey(crypto, to.public, `spotcheck envelope ${FORMAT} key`),
  ]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const how = { name: "AES-GCM", iv, additionalData: aad };
  const box = new Uint8Array(await crypto.subtle.encrypt(how, key, joined(signature, payload)));
  const envelope = { format: FORMAT, key: to.id, id, grant: author.grant };
  const bytes = { epk: base64url(epk), iv: base64url(iv), box: base64url(box) };
  return { id, kind, sealed: JSON.stringify({ ...envelope, ...bytes }), expects: await receipts(crypto, secret, id) };
}

export async function receipts({ subtle }, secret, id) {
  const digest = async (state) => hex(new Uint8Array(await subtle.digest("SHA-256", utf8(secret + id + state))));
  return Object.fromEntries(await Promise.all(STATES.map(async (state) => [state, await digest(state)])));
}
