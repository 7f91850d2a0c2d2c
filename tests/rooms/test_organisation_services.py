"""Services are opened, and it is said whom to ring there."""

from __future__ import annotations

import pytest

from spotcheck.core import history
from spotcheck.core.clock import FixedClock
from spotcheck.core.refusals import Why
from spotcheck.organisation.operations import change_on_call, open_service
from spotcheck.organisation.queries import services
from tests.cast import Cast
from tests.refused import refused


def test_a_new_service_is_there_with_its_line_in_history(cast: Cast, clock: FixedClock) -> None:
    opened = open_service("Elm House", "extra care", by=cast.admin.standing(), at=clock.now())
    assert [service.name for service in services(cast.organisation_id)] == ["Elm House", "Hazel Court", "Mill Lane"]
    assert [line.what for line in history.lines(cast.organisation_id, "service", opened.id)] == ["opened"]


@pytest.mark.parametrize("name", ["Hazel Court", "hazel court"])
def test_two_services_of_one_name_would_be_taken_for_each_other(name: str, cast: Cast, clock: FixedClock) -> None:
    told = refused(open_service, name, "care home", by=cast.admin.standing(), at=clock.now(), why=Why.INVALID)
    assert "service of this name" in told


def test_another_organisation_may_use_the_same_name(cast: Cast, clock: FixedClock) -> None:
    assert open_service("Hazel Court", "care home", by=cast.outsider.standing(), at=clock.now()).name == "Hazel Court"


def test_what_cannot_be_used_is_said_field_by_field(cast: Cast, clock: FixedClock) -> None:
    told = refused(
        open_service, "Elm House", "hotel",
        on_call_number="ask Alex", by=cast.admin.standing(), at=clock.now(), why=Why.INVALID,
    )  # fmt: skip
    assert "what kind" in told
    assert "telephone number" in told


def test_whom_to_ring_changes_from_what_to_what(cast: Cast, clock: FixedClock) -> None:
    change_on_call(cast.hazel_court, name="Night desk", number="01632 960017", by=cast.admin.standing(), at=clock.now())
    newest = history.lines(cast.organisation_id, "service", cast.hazel)[0]
    assert newest.payload == {
        "before": {"on_call_name": "On-call manager", "on_call_number": "01632 960016"},
        "after": {"on_call_name": "Night desk", "on_call_number": "01632 960017"},
    }


def test_the_same_again_changes_nothing(cast: Cast, clock: FixedClock) -> None:
    before = len(history.lines(cast.organisation_id, "service", cast.hazel))
    change_on_call(
        cast.hazel_court, name="On-call manager", number="01632 960016", by=cast.admin.standing(), at=clock.now()
    )
    assert len(history.lines(cast.organisation_id, "service", cast.hazel)) == before


def test_a_number_nobody_can_ring_is_refused(cast: Cast, clock: FixedClock) -> None:
    refused(
        change_on_call, cast.hazel_court,
        name=None, number="ask Alex", by=cast.admin.standing(), at=clock.now(), why=Why.INVALID,
    )  # fmt: skip
