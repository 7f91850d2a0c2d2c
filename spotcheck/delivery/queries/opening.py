"""Opening what was sent: which grant, which key, and what is inside. Nothing is written here."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey, EllipticCurvePublicKey

from spotcheck.delivery.at_rest import Safe, StaysClosed
from spotcheck.delivery.envelope_schemas import Batch, Carrier
from spotcheck.delivery.queries.grants import FoundGrant, KeyInUse, Known, find_grant
from spotcheck.delivery.rules.envelope import (
    CannotOpen,
    Envelope,
    Unreadable,
    carrier_part,
    from_text,
    is_signed,
    open_envelope,
    payload_digest,
    read_envelope,
    read_payload,
    read_public,
)


@dataclass(frozen=True, slots=True)
class Opened:
    """An envelope that the phone of this grant made, for certain. `text` is what was inside, to the byte."""

    envelope: Envelope
    grant: Known
    payload: Mapping[str, Any]
    text: bytes

    @property
    def digest(self) -> str:
        return payload_digest(self.text)


@dataclass(frozen=True, slots=True)
class Closed:
    """An envelope that stays closed. `why` None: its key is here and does not open just now, so it may come again.

    `grant` None: nobody knows whose it is, or it is no envelope at all. `key` False: its organisation has no such key.
    """

    why: Unreadable | None
    envelope: Envelope | None = None
    grant: Known | None = None
    key: bool = True


def open_all(batch: Batch, safe: Safe) -> list[Opened | Closed]:
    """Each envelope opened, or why it stays closed. A query for each grant that they name, with each key."""
    reader = _Reader(safe)
    return [reader.open(sent) for sent in batch.envelopes]


@dataclass(frozen=True, slots=True)
class Carried:
    """Who brought envelopes here."""

    organisation_id: uuid.UUID
    person_id: uuid.UUID


def carried_by(batch: Batch) -> Carried | None:
    """Who signed that they carried these; None when nobody did, or the signature is another's."""
    if batch.carrier is None:
        return None
    grant = _named(batch.carrier.grant)
    if grant is None or grant.person_id is None or not _signed(batch, batch.carrier, grant):
        return None
    return Carried(grant.organisation_id, grant.person_id)


def _named(text: str) -> Known | None:
    try:
        found = find_grant(uuid.UUID(text))
    except ValueError:
        return None
    return found.grant if found else None


class _Reader:
    """Remembers the grants and keys of one request."""

    def __init__(self, safe: Safe) -> None:
        self.safe = safe
        self.found: dict[tuple[uuid.UUID, uuid.UUID], FoundGrant | None] = {}

    def open(self, sent: Any) -> Opened | Closed:
        try:
            envelope = read_envelope(sent)
        except CannotOpen as closed:
            return Closed(closed.why)
        found = self._find(envelope.grant_id, envelope.key_id)
        if found is None:
            return Closed(Unreadable.SEAL, envelope)
        grant, key = found.grant, found.key
        if key is None:
            return Closed(Unreadable.SEAL, envelope, grant, key=False)
        try:
            private = _private(self.safe, key)
            text = open_envelope(envelope, private, _public(grant.public))
            return Opened(envelope, grant, read_payload(text, envelope), text)
        except StaysClosed:
            return Closed(None, envelope, grant)
        except CannotOpen as closed:
            return Closed(closed.why, envelope, grant)

    def _find(self, grant_id: uuid.UUID, key_id: uuid.UUID) -> FoundGrant | None:
        if (grant_id, key_id) not in self.found:
            self.found[grant_id, key_id] = find_grant(grant_id, key_id)
        return self.found[grant_id, key_id]


def _signed(batch: Batch, carrier: Carrier, grant: Known) -> bool:
    try:
        return is_signed(from_text(carrier.signature), carrier_part(batch.ids), _public(grant.public))
    except ValueError:
        return False


@lru_cache(maxsize=200)
def _private(safe: Safe, key: KeyInUse) -> EllipticCurvePrivateKey:
    """A key is opened once for as long as its row stays as it is."""
    return safe.open(key)


@lru_cache(maxsize=2000)
def _public(text: str) -> EllipticCurvePublicKey:
    return read_public(text)
