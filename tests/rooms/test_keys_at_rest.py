"""A private key lies in the database so that only the application's secret opens it, and only in its own row."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.core.ids import new_id
from spotcheck.delivery.at_rest import Safe, StaysClosed, private_key, scalar_of
from spotcheck.delivery.models import OrganisationKey
from spotcheck.delivery.rules.envelope import from_text, to_text
from tests.cast import Cast
from tests.make_phones import SAFE, ready
from tests.phones import new_key


@pytest.fixture
def key(cast: Cast, clock: FixedClock) -> OrganisationKey:
    return ready(cast.grace, at=clock.now()).given.key


def test_the_secret_of_this_place_opens_it(key: OrganisationKey) -> None:
    private = SAFE.open(key)
    assert private_key(scalar_of(private)).public_key() == private.public_key()


def test_nothing_of_the_private_key_is_in_the_row(key: OrganisationKey) -> None:
    assert scalar_of(SAFE.open(key)) not in from_text(key.private)


def closed(key: OrganisationKey, safe: Safe = SAFE, **other: object) -> bool:
    row = OrganisationKey(
        **{"organisation_id": key.organisation_id, "id": key.id, "public": key.public, "private": key.private, **other}
    )
    with pytest.raises(StaysClosed):
        safe.open(row)
    return not safe.opens(row)


def test_it_stays_closed_for_another_secret_another_row_and_another_public_half(
    key: OrganisationKey, cast: Cast
) -> None:
    assert closed(key, Safe("another secret"))
    assert closed(key, id=new_id())
    assert closed(key, organisation_id=cast.other_organisation_id)
    assert closed(key, public=to_text(b"\x04" + b"\x01" * 64))


@pytest.mark.parametrize("spoilt", ["", "AA", "not base64 ÿ", to_text(b"\x00" * 60), to_text(b"\x00" * 12)])
def test_a_spoilt_row_stays_closed(spoilt: str, key: OrganisationKey) -> None:
    assert closed(key, private=spoilt)


def test_each_bit_matters(key: OrganisationKey) -> None:
    kept = bytearray(from_text(key.private))
    kept[-1] ^= 1
    assert closed(key, private=to_text(bytes(kept)))


def test_the_secret_is_in_no_representation() -> None:
    assert "only for tests" not in repr(SAFE)


@pytest.mark.parametrize("scalar", [b"", b"\x00" * 32, b"\xff" * 32, b"\x01" * 31])
def test_a_number_that_is_no_key_is_none(scalar: bytes) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        private_key(scalar)


def test_keys_closed_twice_look_different(key: OrganisationKey, cast: Cast) -> None:
    private, where = new_key(), {"organisation_id": cast.organisation_id, "key_id": new_id()}
    assert SAFE.close(private, **where) != SAFE.close(private, **where)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(OrganisationKey)) == 1
