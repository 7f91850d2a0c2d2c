// The keys of a phone. None of them can be taken out of the browser; what is public leaves as base64url.
import { base64url, fromBase64url, utf8 } from "../rules/bytes.js";

const SIGNING = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

export async function makeSigning({ subtle }) {
  const pair = await subtle.generateKey(SIGNING, false, ["sign", "verify"]);
  return { key: pair.privateKey, public: base64url(new Uint8Array(await subtle.exportKey("raw", pair.publicKey))) };
}

export const makeDataKey = ({ subtle }) =>
  subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);

export const sign = async ({ subtle }, key, bytes) => new Uint8Array(await subtle.sign(SIGNING, key, bytes));

// What is readable on the phone lies in boxes under a key that goes with the sign-out.
export async function intoBox(crypto, key, value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const box = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, utf8(JSON.stringify(value)));
  return { iv, box: new Uint8Array(box) };
}

export async function outOfBox({ subtle }, key, { iv, box }) {
  const bytes = await subtle.decrypt({ name: "AES-GCM", iv }, key, box);
  return JSON.parse(new TextDecoder().decode(bytes));
}

export async function sharedKey({ subtle }, organisationPublic, info) {
  const curve = { name: "ECDH", namedCurve: "P-256" };
  const [own, theirs] = await Promise.all([
    subtle.generateKey(curve, false, ["deriveBits"]),
    subtle.importKey("raw", fromBase64url(organisationPublic), curve, false, []),
  ]);
  const epk = new Uint8Array(await subtle.exportKey("raw", own.publicKey));
  const secret = await subtle.deriveBits({ name: "ECDH", public: theirs }, own.privateKey, 256);
  const ikm = await subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const salt = new Uint8Array([...epk, ...fromBase64url(organisationPublic)]);
  const how = { name: "HKDF", hash: "SHA-256", salt, info: utf8(info) };
  return { epk, key: await subtle.deriveKey(how, ikm, { name: "AES-GCM", length: 256 }, false, ["encrypt"]) };
}
