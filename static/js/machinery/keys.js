// The keys of a phone. None of them can be taken out of the browser; what is public leaves as base64url.
import { base64url, fromBase64url, joined, utf8 } from "../rules/bytes.js";

const SIGNING = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const AGREEING = { name: "ECDH", namedCurve: "P-256" };
const BOX = { name: "AES-GCM", length: 256 };

export async function makeSigning({ subtle }) {
  const pair = await subtle.generateKey(SIGNING, false, ["sign", "verify"]);
  return { signingKey: pair.privateKey, signingPublic: base64url(await raw(subtle, pair)) };
}

export const makeDataKey = ({ subtle }) => subtle.generateKey(BOX, false, ["encrypt", "decrypt"]);

export const sign = async ({ subtle }, key, bytes) => new Uint8Array(await subtle.sign(SIGNING, key, bytes));

// `bound`: what must be the same to open it again.
export async function encrypted(crypto, key, bytes, bound = new Uint8Array()) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const how = { name: BOX.name, iv, additionalData: bound };
  return { iv, box: new Uint8Array(await crypto.subtle.encrypt(how, key, bytes)) };
}

// What is readable on the phone lies in boxes under a key that goes with the sign-out.
export const intoBox = (crypto, key, value) => encrypted(crypto, key, utf8(JSON.stringify(value)));

export async function outOfBox({ subtle }, key, { iv, box }) {
  return JSON.parse(new TextDecoder().decode(await subtle.decrypt({ name: BOX.name, iv }, key, box)));
}

// A key for one envelope, that only the holder of the other half of `publicKey` can work out from `epk`.
export async function sharedKey({ subtle }, publicKey, info) {
  const theirs = fromBase64url(publicKey);
  const [own, other] = await Promise.all([
    subtle.generateKey(AGREEING, false, ["deriveBits"]),
    subtle.importKey("raw", theirs, AGREEING, false, []),
  ]);
  const epk = await raw(subtle, own);
  const secret = await subtle.deriveBits({ ...AGREEING, public: other }, own.privateKey, 256);
  const from = await subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: joined(epk, theirs), info: utf8(info) };
  return { epk, key: await subtle.deriveKey(how, from, BOX, false, ["encrypt"]) };
}

const raw = async (subtle, pair) => new Uint8Array(await subtle.exportKey("raw", pair.publicKey));
