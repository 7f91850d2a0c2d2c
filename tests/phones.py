"""A phone in Python: makes its keys and seals as the browser does (static/js/machinery/seal.js), to the same format."""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256

from spotcheck.core.ids import new_id
from spotcheck.delivery.rules.envelope import (
    NONCE,
    Envelope,
    State,
    carrier_part,
    content_key,
    raw,
    read_public,
    receipt,
    signed_part,
    to_text,
)


def new_key() -> EllipticCurvePrivateKey:
    return generate_private_key(SECP256R1())


def public_text(key: EllipticCurvePrivateKey) -> str:
    return to_text(raw(key.public_key()))


def signature(key: EllipticCurvePrivateKey, said: bytes) -> bytes:
    """r‖s, as WebCrypto gives it."""
    r, s = decode_dss_signature(key.sign(said, ECDSA(SHA256())))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


@dataclass
class Pocket:
    """One grant on one phone: its signing key, and what it seals to."""

    grant_id: uuid.UUID
    organisation_key_id: uuid.UUID
    organisation_public: str
    key: EllipticCurvePrivateKey = field(default_factory=new_key)
    sequence: int = 0

    def payload(self, kind: str, *, at: datetime, contact: datetime | None = None, **more: Any) -> dict[str, Any]:
        """What goes inside, on a phone whose clock is right (`contact`: when it last heard the server's)."""
        self.sequence += 1
        heard = (contact or at).isoformat()
        common = {
            "format": 1,
            "kind": kind,
            "id": str(new_id()),
            "grant": str(self.grant_id),
            "sequence": self.sequence,
            "sealed_at": at.isoformat(),
            "contact": {"server": heard, "device": heard},
            "secret": to_text(os.urandom(32)),
        }
        return {**common, **more}

    def seal(self, payload: dict[str, Any], *, envelope_id: str | None = None, key: Any = None) -> dict[str, Any]:
        """The envelope; `envelope_id` and `key` (who signs) are for phones that lie."""
        outside = Envelope(
            id=uuid.UUID(envelope_id or payload["id"]),
            key_id=self.organisation_key_id,
            grant_id=self.grant_id,
            epk=b"",
            iv=os.urandom(NONCE),
            box=b"",
        )
        # Half a letter is written as JSON.stringify writes it.
        inside = json.dumps(payload, separators=(",", ":"), ensure_ascii=False).encode(errors="backslashreplace")
        signed = signature(key or self.key, signed_part(outside, inside)) + inside
        once, to = new_key(), read_public(self.organisation_public)
        epk = raw(once.public_key())
        box = AESGCM(content_key(once.exchange(ECDH(), to), epk, to)).encrypt(outside.iv, signed, outside.bound)
        return {
            "format": 1,
            "key": str(outside.key_id),
            "id": str(outside.id),
            "grant": str(outside.grant_id),
            "epk": to_text(epk),
            "iv": to_text(outside.iv),
            "box": to_text(box),
        }

    def carries(self, ids: Sequence[str]) -> dict[str, str]:
        return {"grant": str(self.grant_id), "signature": to_text(signature(self.key, carrier_part(ids)))}


def batch(envelopes: Sequence[Any], carrier: dict[str, str] | None = None) -> dict[str, Any]:
    return {"format": 1, "envelopes": list(envelopes), "carrier": carrier}


def is_received(answer: dict[str, Any], payload: dict[str, Any]) -> bool:
    """Whether a phone may let go of this payload: the receipt is right for the state that was said."""
    if answer.get("id") != payload["id"] or answer.get("state") not in {"stored", "already", "refused"}:
        return False
    expected = receipt(payload["secret"], uuid.UUID(payload["id"]), State(answer["state"]))
    return bool(answer.get("receipt") == expected)
