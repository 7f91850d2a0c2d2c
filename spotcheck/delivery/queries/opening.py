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
from spotcheck.delivery.models import OrganisationKey
from spotcheck.delivery.queries import keys
from spotcheck.delivery.queries.grants import find_grant
from spotcheck.delivery.rules.captured import Given
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
from spotcheck.delivery.rules.grants import GrantFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A grant as plain values."""

    id: uuid.UUID
    organisation_id: uuid.UUID
    phone_id: uuid.UUID
    person_id: uuid.UUID | None
    public: str
    given: Given
    facts: GrantFacts


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
    """Each envelope opened, or why it stays closed. A query for each grant and each key that they name."""
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
    grant = _Reader.grant_named(batch.carrier.grant)
    if grant is None or grant.person_id is None or not _signed(batch, batch.carrier, grant):
        return None
    return Carried(grant.organisation_id, grant.person_id)


class _Reader:
    """Remembers the grants and keys of one request."""

    def __init__(self, safe: Safe) -> None:
        self.safe = safe
        self.grants: dict[uuid.UUID, Known | None] = {}
        self.keys: dict[tuple[uuid.UUID, uuid.UUID], OrganisationKey | None] = {}

    def open(self, sent: Any) -> Opened | Closed:
        try:
            envelope = read_envelope(sent)
        except CannotOpen as closed:
            return Closed(closed.why)
        grant = self._grant(envelope.grant_id)
        if grant is None:
            return Closed(Unreadable.SEAL, envelope)
        key = self._key(grant.organisation_id, envelope.key_id)
        if key is None:
            return Closed(Unreadable.SEAL, envelope, grant, key=False)
        try:
            private = _private(self.safe, key.organisation_id, key.id, key.private, key.public)
            text = open_envelope(envelope, private, _public(grant.public))
            return Opened(envelope, grant, read_payload(text, envelope), text)
        except StaysClosed:
            return Closed(None, envelope, grant)
        except CannotOpen as closed:
            return Closed(closed.why, envelope, grant)

    def _grant(self, grant_id: uuid.UUID) -> Known | None:
        if grant_id not in self.grants:
            self.grants[grant_id] = known(grant_id)
        return self.grants[grant_id]

    def _key(self, organisation_id: uuid.UUID, key_id: uuid.UUID) -> OrganisationKey | None:
        named = (organisation_id, key_id)
        if named not in self.keys:
            found = keys.key(*named)
            self.keys[named] = found if found is not None and found.retired_at is None else None
        return self.keys[named]

    @staticmethod
    def grant_named(text: str) -> Known | None:
        try:
            return known(uuid.UUID(text))
        except ValueError:
            return None


def known(grant_id: uuid.UUID) -> Known | None:
    """The grant of this id, of whichever organisation."""
    found = find_grant(grant_id)
    if found is None:
        return None
    grant = found.grant
    return Known(
        id=grant.id,
        organisation_id=grant.organisation_id,
        phone_id=grant.phone_id,
        person_id=grant.person_id,
        public=grant.public,
        given=Given(at=grant.given_at, device_at=grant.device_at),
        facts=found.facts,
    )


def _signed(batch: Batch, carrier: Carrier, grant: Known) -> bool:
    try:
        return is_signed(from_text(carrier.signature), carrier_part(batch.ids), _public(grant.public))
    except ValueError:
        return False


@lru_cache(maxsize=200)
def _private(
    safe: Safe, organisation_id: uuid.UUID, key_id: uuid.UUID, private: str, public: str
) -> EllipticCurvePrivateKey:
    """A key is opened once for as long as its row stays as it is."""
    return safe.open(OrganisationKey(organisation_id=organisation_id, id=key_id, private=private, public=public))


@lru_cache(maxsize=2000)
def _public(text: str) -> EllipticCurvePublicKey:
    return read_public(text)
