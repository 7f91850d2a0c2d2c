// Four digits, as a phone keeps them: never themselves, only what 310,000 rounds make of them with a salt of their own.
import { base64url, fromBase64url, utf8 } from "../rules/bytes.js";

const ROUNDS = 310_000;

export async function digitsOf(crypto, text, salt = crypto.getRandomValues(new Uint8Array(16)), rounds = ROUNDS) {
  const from = await crypto.subtle.importKey("raw", utf8(text), "PBKDF2", false, ["deriveBits"]);
  const made = await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, from, 256);
  return { digits: base64url(new Uint8Array(made)), salt: base64url(salt), rounds };
}

export async function sameDigits(crypto, text, { digits, salt, rounds }) {
  return (await digitsOf(crypto, text, fromBase64url(salt), rounds)).digits === digits;
}
