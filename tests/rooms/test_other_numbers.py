"""Whom to ring when it is about one's own manager, on a real database."""

from __future__ import annotations

import pytest

from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.core.refusals import Why
from spotcheck.organisation.models import OtherNumber, Service
from spotcheck.organisation.other_numbers import add_other_number, end_other_number, history_of, other_numbers
from tests.cast import Cast
from tests.refused import refused

COUNCIL, RUTH = ("The council", "01632 960300"), ("The quality lead", "01632 960027")


def added(cast: Cast, clock: FixedClock, who: tuple[str, str], *, everywhere: bool = False) -> OtherNumber:
    by, at = cast.admin.standing(), clock.move(minutes=1)
    return add_other_number(cast.hazel_court, name=who[0], number=who[1], everywhere=everywhere, by=by, at=at)


def kept_at(organisation_id: object, service_id: object) -> list[str]:
    return [one.name for one in other_numbers(db.session.get_one(Service, (organisation_id, service_id)))]


def test_a_service_has_its_own_first_and_then_those_of_every_service(cast: Cast, clock: FixedClock) -> None:
    added(cast, clock, COUNCIL, everywhere=True)
    added(cast, clock, RUTH)
    assert kept_at(cast.organisation_id, cast.hazel) == ["The quality lead", "The council"]
    assert kept_at(cast.organisation_id, cast.mill) == ["The council"]
    assert kept_at(cast.other_organisation_id, cast.other_service) == []


def test_the_same_again_is_the_same_one(cast: Cast, clock: FixedClock) -> None:
    assert added(cast, clock, COUNCIL) is added(cast, clock, COUNCIL)
    assert kept_at(cast.organisation_id, cast.hazel) == ["The council"]


def test_what_was_taken_away_is_shown_no_longer_and_stays_in_history(cast: Cast, clock: FixedClock) -> None:
    number = added(cast, clock, COUNCIL, everywhere=True)
    for _ in range(2):
        end_other_number(number, by=cast.admin.standing(), at=clock.move(minutes=1))
    assert kept_at(cast.organisation_id, cast.hazel) == []
    told = {"other_name": "The council", "other_number": "01632 960300"}
    assert [(line.what, line.payload) for line in history_of(cast.hazel_court)[:2]] == [
        ("other number taken away", {"before": told}),
        ("other number added", {"after": told}),
    ]


@pytest.mark.parametrize(("name", "number"), [(None, "01632 960300"), ("The council", "ask Alex")])
def test_what_nobody_could_ring_is_refused(name: str | None, number: str, cast: Cast, clock: FixedClock) -> None:
    refused(
        add_other_number, cast.hazel_court,
        name=name, number=number, by=cast.admin.standing(), at=clock.now(), why=Why.INVALID,
    )  # fmt: skip


def test_nobody_adds_to_another_organisation(cast: Cast, clock: FixedClock) -> None:
    with pytest.raises(LookupError):
        add_other_number(cast.hazel_court, name="x", number="01632 960300", by=cast.outsider.standing(), at=clock.now())
