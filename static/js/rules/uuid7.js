// An id made on the phone that sorts by time (RFC 9562, version 7): 48 bits of milliseconds, then 74 random bits.
import { hex } from "./bytes.js";

export function uuid7(milliseconds, random16) {
  const bytes = Uint8Array.from(random16);
  for (let at = 0; at < 6; at += 1) bytes[at] = Math.floor(milliseconds / 256 ** (5 - at)) % 256;
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
