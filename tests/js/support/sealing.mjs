// Seals, signs and expects receipts for a test in another language. In: {to: {id, public}, grant, contents: [{kind, content}],
// sequence, contact, now, carries: [id], secrets: [{secret, id}]}. Out: {public, envelopes, carrier, expected}, by one new key.
import { webcrypto as crypto } from "node:crypto";
import { text } from "node:stream/consumers";

import { base64url, utf8 } from "../../../static/js/rules/bytes.js";
import { makeSigning, sign } from "../../../static/js/machinery/keys.js";
import { receipts, seal } from "../../../static/js/machinery/seal.js";

const { to, grant, contents, sequence, contact, now, carries, secrets } = JSON.parse(await text(process.stdin));
const { signingKey, signingPublic } = await makeSigning(crypto);
const envelopes = [];
for (const [at, { kind, content }] of contents.entries()) {
  envelopes.push(await seal(crypto, { kind, content, by: { grant, key: signingKey }, to, sequence: sequence + at, contact, now }));
}
const carrier = base64url(await sign(crypto, signingKey, utf8(`spotcheck carrier 1|${carries.join(",")}`)));
const expected = await Promise.all(secrets.map(({ secret, id }) => receipts(crypto, secret, id)));
process.stdout.write(JSON.stringify({ public: signingPublic, envelopes, carrier, expected }));
