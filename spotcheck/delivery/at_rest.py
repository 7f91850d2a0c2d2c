"""How an organisation's private keys lie in the database: each encrypted with a key of its own, derived from the
application's secret. Whoever has the database without the secret can open nothing that a phone sealed."""

from __future__ import annotations

import os
import uuid
from dataclasses import dataclass, field
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, derive_private_key
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from spotcheck.delivery.rules.envelope import NONCE, from_text, raw, to_text

_INFO = b"spotcheck organisation key 1"
_SIGN_OUT = b"spotcheck sign-out 1"
_SCALAR = 32  # bytes of a private key on P-256


class StaysClosed(Exception):
    """This secret does not open this key: it is another secret, or the row is not as it was written."""


class ClosedKey(Protocol):
    """A key as it is kept."""

    @property
    def organisation_id(self) -> uuid.UUID: ...
    @property
    def id(self) -> uuid.UUID: ...
    @property
    def public(self) -> str: ...
    @property
    def private(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Safe:
    """Closes private keys and opens them again, with the application's secret."""

    secret: str = field(repr=False)

    def close(self, private: EllipticCurvePrivateKey, *, organisation_id: uuid.UUID, key_id: uuid.UUID) -> str:
        """The private key as it is kept: AES-256-GCM, bound to its organisation and its id."""
        scalar = scalar_of(private)
        iv = os.urandom(NONCE)
        return to_text(iv + self._box(organisation_id, key_id).encrypt(iv, scalar, _bound(organisation_id, key_id)))

    def open(self, key: ClosedKey) -> EllipticCurvePrivateKey:
        """The private key of this row; `StaysClosed` when this secret did not close it. About 0.1 ms."""
        try:
            kept = from_text(key.private)
            bound = _bound(key.organisation_id, key.id)
            scalar = self._box(key.organisation_id, key.id).decrypt(kept[:NONCE], kept[NONCE:], bound)
            private = private_key(scalar)
        except (InvalidTag, ValueError) as error:
            raise StaysClosed from error
        if to_text(raw(private.public_key())) != key.public:
            raise StaysClosed
        return private

    def opens(self, key: ClosedKey) -> bool:
        try:
            self.open(key)
        except StaysClosed:
            return False
        return True

    def sign_out_token(self, grant_id: uuid.UUID) -> str:
        """What ends the sign-in that this grant was given to: the same each time, and nobody can guess it."""
        return to_text(self._derived(grant_id.bytes, _SIGN_OUT))

    def _box(self, organisation_id: uuid.UUID, key_id: uuid.UUID) -> AESGCM:
        return AESGCM(self._derived(organisation_id.bytes + key_id.bytes, _INFO))

    def _derived(self, salt: bytes, info: bytes) -> bytes:
        return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(self.secret.encode())


def scalar_of(private: EllipticCurvePrivateKey) -> bytes:
    return private.private_numbers().private_value.to_bytes(_SCALAR, "big")


def private_key(scalar: bytes) -> EllipticCurvePrivateKey:
    """The private key of this number; ValueError when it is none on P-256."""
    if len(scalar) != _SCALAR:
        raise ValueError("a private key on P-256 has 32 bytes")
    return derive_private_key(int.from_bytes(scalar, "big"), SECP256R1())


def _bound(organisation_id: uuid.UUID, key_id: uuid.UUID) -> bytes:
    return f"spotcheck organisation key 1|{organisation_id}|{key_id}".encode()
