"""The organisation's keys: made with its first grant, changed on purpose, and closed with another secret."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key

from spotcheck.core import history
from spotcheck.core.database import add
from spotcheck.core.history import take_turn
from spotcheck.core.ids import new_id
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import say
from spotcheck.delivery.at_rest import Safe
from spotcheck.delivery.models import OrganisationKey
from spotcheck.delivery.queries import keys
from spotcheck.delivery.rules.envelope import raw, to_text


def key_for_phones(organisation_id: uuid.UUID, *, safe: Safe, by: uuid.UUID | None, at: datetime) -> OrganisationKey:
    """The key that phones seal to; the first one is made when it is first asked for.

    The caller has the organisation's turn, so of two who ask first there is one that makes it.
    """
    return keys.newest_key(organisation_id) or _make(organisation_id, "key made", safe=safe, by=by, at=at)


def change_key(organisation_id: uuid.UUID, *, safe: Safe, at: datetime) -> OrganisationKey:
    """A new key for the next grant of each phone. Those before it go on opening what was sealed to them."""
    take_turn(organisation_id)
    return _make(organisation_id, "key changed", safe=safe, by=None, at=at)


def retire_key(key: OrganisationKey, *, at: datetime) -> None:
    """What was sealed to this key and has not arrived can never be opened from now on: its private half goes.

    Refused for the newest, which phones are given. Twice is once.
    """
    take_turn(key.organisation_id, key)
    if key.retired_at is not None:
        return
    newest = keys.newest_key(key.organisation_id)
    if newest is None or newest.id == key.id:
        raise Refusal(Why.NOT_NOW, say("Phones are given this key. Make a newer one first: spotcheck keys rotate."))
    key.retired_at, key.private = at, ""
    history.record(
        key.organisation_id, what="key retired", kind="organisation", thing_id=key.organisation_id, by=None, at=at,
        after={"key": key.id},
    )  # fmt: skip


def close_again(key: OrganisationKey, *, opened_with: Safe, safe: Safe) -> None:
    """The same private key, closed with another secret."""
    private = opened_with.open(key)
    key.private = safe.close(private, organisation_id=key.organisation_id, key_id=key.id)


def put_back(
    organisation_id: uuid.UUID,
    key_id: uuid.UUID,
    private: EllipticCurvePrivateKey,
    *,
    made_at: datetime,
    safe: Safe,
    at: datetime,
) -> OrganisationKey:
    """This key is there and opens with the secret of this place. One that was retired on purpose stays retired.

    Refused when another key has this id.
    """
    take_turn(organisation_id)
    public = to_text(raw(private.public_key()))
    found = keys.key(organisation_id, key_id)
    if found is None:
        return _add(organisation_id, key_id, private, "key put back", made_at=made_at, safe=safe, by=None, at=at)
    if found.public != public:
        raise Refusal(Why.NOT_NOW, say("There is another key of the same number here."))
    if found.retired_at is None and not safe.opens(found):
        found.private = safe.close(private, organisation_id=organisation_id, key_id=key_id)
    return found


def closed_elsewhere(found: Sequence[OrganisationKey], safe: Safe) -> list[OrganisationKey]:
    """Those of these keys that this secret does not open, though they are not retired."""
    return [key for key in found if key.retired_at is None and not safe.opens(key)]


def _make(organisation_id: uuid.UUID, what: str, *, safe: Safe, by: uuid.UUID | None, at: datetime) -> OrganisationKey:
    private = generate_private_key(SECP256R1())
    return _add(organisation_id, new_id(), private, what, made_at=at, safe=safe, by=by, at=at)


def _add(
    organisation_id: uuid.UUID,
    key_id: uuid.UUID,
    private: EllipticCurvePrivateKey,
    what: str,
    *,
    made_at: datetime,
    safe: Safe,
    by: uuid.UUID | None,
    at: datetime,
) -> OrganisationKey:
    made = add(
        OrganisationKey(
            organisation_id=organisation_id,
            id=key_id,
            public=to_text(raw(private.public_key())),
            private=safe.close(private, organisation_id=organisation_id, key_id=key_id),
            made_at=made_at,
        )
    )
    history.record(
        organisation_id, what=what, kind="organisation", thing_id=organisation_id, by=by, at=at,
        after={"key": key_id},
    )  # fmt: skip
    return made
