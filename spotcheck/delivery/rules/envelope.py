"""A sealed envelope: what is readable outside, and how it is opened. Format 1.

Outside, in the clear: format, key, id and grant; all of them are bound to what is inside. Inside: a signature by the
key that was made on the phone at sign-in, then the payload. Encrypted by ECDH on P-256 with a key made for this one
envelope, HKDF-SHA256 (RFC 5869) and AES-256-GCM; signed by ECDSA with SHA-256, as r‖s (64 bytes, IEEE P1363).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
)
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

FORMAT = 1
POINT, NONCE, SIGNATURE, TAG = 65, 12, 64, 16  # bytes
INFO = b"spotcheck envelope 1 key"
_B64URL = re.compile(r"[A-Za-z0-9_-]*")


class State(StrEnum):
    """What the server says of one envelope; the first three come with a receipt, and only then the phone lets go."""

    STORED = "stored"
    ALREADY = "already"  # the same opened payload came before
    REFUSED = "refused"  # opened and kept here, and not taken as it is
    AGAIN = "again"  # try later
    KEEP = "keep"  # stays on the phone, which shows why


class Unreadable(StrEnum):
    """Why an envelope could not be opened."""

    SHAPE = "it is not an envelope of this format"
    NEWER = "it was made by a newer version"
    SEAL = "it does not open with its key"
    SIGNATURE = "it was not signed by the phone it names"
    CONTENT = "what is inside cannot be read"


class CannotOpen(Exception):
    """This envelope stays closed; `why` says at which step."""

    def __init__(self, why: Unreadable) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """The outside. `epk` is the raw point of the key made for it (65 bytes), `box` ciphertext and tag."""

    id: uuid.UUID
    key_id: uuid.UUID
    grant_id: uuid.UUID
    epk: bytes
    iv: bytes
    box: bytes

    @property
    def bound(self) -> bytes:
        """What is outside, as it is bound to the inside."""
        return f"spotcheck envelope {FORMAT}|{self.key_id}|{self.id}|{self.grant_id}".encode()


def read_envelope(sent: Any) -> Envelope:
    """The envelope in this JSON value; CannotOpen when it is none, or of a newer format."""
    if not isinstance(sent, Mapping):
        raise CannotOpen(Unreadable.SHAPE)
    made = sent.get("format")
    if isinstance(made, int) and not isinstance(made, bool) and made > FORMAT:
        raise CannotOpen(Unreadable.NEWER)
    if made != FORMAT or isinstance(made, bool) or set(sent) != _OUTSIDE:
        raise CannotOpen(Unreadable.SHAPE)
    try:
        found = Envelope(
            id=_uuid(sent["id"]),
            key_id=_uuid(sent["key"]),
            grant_id=_uuid(sent["grant"]),
            epk=from_text(sent["epk"]),
            iv=from_text(sent["iv"]),
            box=from_text(sent["box"]),
        )
    except ValueError as error:
        raise CannotOpen(Unreadable.SHAPE) from error
    if len(found.epk) != POINT or len(found.iv) != NONCE or len(found.box) <= SIGNATURE + TAG:
        raise CannotOpen(Unreadable.SHAPE)
    return found


def open_envelope(envelope: Envelope, private: EllipticCurvePrivateKey, signed_by: EllipticCurvePublicKey) -> bytes:
    """The payload, of which it is certain that the phone of this grant made it, under this id. About 0.2 ms."""
    try:
        point = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), envelope.epk)
        inside = AESGCM(content_key(private.exchange(ECDH(), point), envelope.epk, private.public_key())).decrypt(
            envelope.iv, envelope.box, envelope.bound
        )
    except (ValueError, InvalidTag) as error:
        raise CannotOpen(Unreadable.SEAL) from error
    signature, payload = inside[:SIGNATURE], inside[SIGNATURE:]
    if not is_signed(signature, signed_part(envelope, payload), signed_by):
        raise CannotOpen(Unreadable.SIGNATURE)
    return payload


def read_payload(payload: bytes, envelope: Envelope) -> dict[str, Any]:
    """The JSON object inside, when it says the same as the outside."""
    try:
        found = json.loads(payload)
    except (ValueError, RecursionError) as error:
        raise CannotOpen(Unreadable.CONTENT) from error
    if not isinstance(found, dict):
        raise CannotOpen(Unreadable.CONTENT)
    if isinstance(found.get("format"), int) and found["format"] > FORMAT:
        raise CannotOpen(Unreadable.NEWER)
    same = found.get("id") == str(envelope.id) and found.get("grant") == str(envelope.grant_id)
    if found.get("format") != FORMAT or not same or not _is_text(found.get("secret")):
        raise CannotOpen(Unreadable.CONTENT)
    return found


def content_key(shared: bytes, epk: bytes, public: EllipticCurvePublicKey) -> bytes:
    """The key of one envelope (32 bytes), from what both sides can work out."""
    return HKDF(algorithm=SHA256(), length=32, salt=epk + raw(public), info=INFO).derive(shared)


def signed_part(envelope: Envelope, payload: bytes) -> bytes:
    return envelope.bound + b"\x00" + payload


def carrier_part(ids: Sequence[str]) -> bytes:
    """What somebody who carries envelopes signs: these, in this order."""
    return f"spotcheck carrier {FORMAT}|{','.join(ids)}".encode()


def is_signed(signature: bytes, said: bytes, by: EllipticCurvePublicKey) -> bool:
    if len(signature) != SIGNATURE:
        return False
    r, s = (int.from_bytes(half, "big") for half in (signature[:32], signature[32:]))
    try:
        by.verify(encode_dss_signature(r, s), said, ECDSA(SHA256()))
    except InvalidSignature:
        return False
    return True


def receipt(secret: str, envelope_id: uuid.UUID, state: State) -> str:
    """The server's word that it has this envelope: only who opened it can say it. SHA-256, hex."""
    return hashlib.sha256(f"{secret}{envelope_id}{state.value}".encode()).hexdigest()


def payload_digest(payload: bytes) -> str:
    return hashlib.sha256(payload).hexdigest()


def read_public(text: str) -> EllipticCurvePublicKey:
    """The key in this text (the raw point, base64url); ValueError when it is none on P-256."""
    point = from_text(text)
    if len(point) != POINT:
        raise ValueError("a P-256 point has 65 bytes")
    return EllipticCurvePublicKey.from_encoded_point(SECP256R1(), point)


def raw(public: EllipticCurvePublicKey) -> bytes:
    return public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def to_text(value: bytes) -> str:
    """base64url without padding (RFC 4648, 5)."""
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def from_text(value: Any) -> bytes:
    """The bytes in this base64url; ValueError for anything else."""
    if not isinstance(value, str) or not _B64URL.fullmatch(value):
        raise ValueError("not base64url")
    try:
        found = base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))
    except binascii.Error as error:
        raise ValueError("not base64url") from error
    if to_text(found) != value:
        raise ValueError("not in its one form")
    return found


def _is_text(value: Any) -> bool:
    """Half a letter (a surrogate by itself) is no text: no digest can be taken of it."""
    return isinstance(value, str) and value.isprintable() and value != ""


def _uuid(value: Any) -> uuid.UUID:
    """An id in its one form: the bound text is made of it."""
    if not isinstance(value, str):
        raise ValueError("not an id")
    found = uuid.UUID(value)
    if str(found) != value:
        raise ValueError("not in its one form")
    return found


_OUTSIDE = {"format", "key", "id", "grant", "epk", "iv", "box"}
