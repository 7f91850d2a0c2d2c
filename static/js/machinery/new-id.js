// An id made on this phone, now.
import { uuid7 } from "../rules/uuid7.js";

export const newId = (crypto, now) => uuid7(now, crypto.getRandomValues(new Uint8Array(16)));
