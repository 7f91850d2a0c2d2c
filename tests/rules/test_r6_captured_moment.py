"""R6: when it was captured is the phone's time, corrected at the last contact, between the grant and its receipt."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotcheck.delivery.rules.captured import Given, Neighbour, Odd, Said, captured_moment, sequence_odd

SIGNED_IN = datetime(2026, 11, 2, 6, 0, tzinfo=UTC)
FINISHED = SIGNED_IN + timedelta(minutes=10)
RECEIVED = SIGNED_IN + timedelta(hours=8)
GRANT = Given(at=SIGNED_IN, device_at=SIGNED_IN)
SAID = Said(
    device_at=FINISHED,
    contact_server=SIGNED_IN,
    contact_device=SIGNED_IN,
    opened_at=FINISHED - timedelta(minutes=8),
)
DAYS = timedelta(days=400)
MINUTE = timedelta(minutes=1)


def wrong_by(off: timedelta) -> tuple[Said, Given]:
    """The same on a phone whose clock was wrong all along."""
    said = replace(
        SAID, device_at=FINISHED + off, contact_device=SIGNED_IN + off, opened_at=FINISHED + off - timedelta(minutes=8)
    )
    return said, replace(GRANT, device_at=SIGNED_IN + off)


def test_a_right_clock_is_believed() -> None:
    found = captured_moment(SAID, GRANT, received_at=RECEIVED)
    assert (found.at, found.opened_at, found.odd) == (FINISHED, FINISHED - timedelta(minutes=8), ())


@pytest.mark.parametrize("off", [DAYS, -DAYS, timedelta(hours=1), timedelta(minutes=-3)], ids=str)
def test_a_clock_that_was_wrong_all_along_is_put_right(off: timedelta) -> None:
    found = captured_moment(*wrong_by(off), received_at=RECEIVED)
    assert (found.at, found.odd) == (FINISHED, ())


@pytest.mark.parametrize(
    ("change", "at", "odd"),
    [
        ({"device_at": FINISHED + DAYS}, RECEIVED, {Odd.LATE}),
        ({"device_at": FINISHED - DAYS, "opened_at": None}, SIGNED_IN, {Odd.EARLY}),
        ({"device_at": SIGNED_IN - 9 * MINUTE, "opened_at": None}, SIGNED_IN, set()),
        ({"device_at": SIGNED_IN - 11 * MINUTE, "opened_at": None}, SIGNED_IN, {Odd.EARLY}),
        ({"device_at": RECEIVED + 9 * MINUTE}, RECEIVED, set()),
        ({"device_at": RECEIVED + 11 * MINUTE}, RECEIVED, {Odd.LATE}),
        ({"contact_device": SIGNED_IN + 9 * MINUTE}, FINISHED - 9 * MINUTE, set()),
        ({"contact_device": SIGNED_IN + 11 * MINUTE}, SIGNED_IN, {Odd.CLOCK}),
        ({"contact_device": SIGNED_IN + DAYS, "device_at": FINISHED + DAYS}, FINISHED, {Odd.CLOCK}),
        ({"contact_server": SIGNED_IN - 11 * MINUTE}, FINISHED, {Odd.CLOCK}),
        ({"contact_server": RECEIVED + 11 * MINUTE}, FINISHED, {Odd.CLOCK}),
        ({"opened_at": FINISHED + MINUTE}, FINISHED, {Odd.BACKWARDS}),
    ],
)
def test_what_the_phone_says(change: dict[str, datetime], at: datetime, odd: set[Odd]) -> None:
    found = captured_moment(replace(SAID, **change), GRANT, received_at=RECEIVED)
    assert (found.at, set(found.odd)) == (at, odd)


def test_a_year_on_the_way_is_nothing_odd() -> None:
    found = captured_moment(SAID, GRANT, received_at=RECEIVED + timedelta(days=365))
    assert (found.at, found.odd) == (FINISHED, ())


MOMENTS = st.timedeltas(timedelta(days=-9000), timedelta(days=60000)).map(lambda by: SIGNED_IN + by)


@given(MOMENTS, MOMENTS, MOMENTS, MOMENTS)
def test_whatever_the_phone_says_it_lies_between_grant_and_receipt(
    device_at: datetime, server: datetime, device: datetime, opened: datetime
) -> None:
    said = Said(device_at=device_at, contact_server=server, contact_device=device, opened_at=opened)
    found = captured_moment(said, GRANT, received_at=RECEIVED)
    assert SIGNED_IN <= found.at <= RECEIVED
    assert found.opened_at is not None and found.opened_at <= found.at


@pytest.mark.parametrize(
    ("sequence", "others", "odd"),
    [
        (3, [], False),
        (3, [(2, -MINUTE), (4, MINUTE)], False),
        (3, [(3, timedelta())], True),
        (3, [(2, 9 * MINUTE)], False),
        (3, [(2, 11 * MINUTE)], True),
        (3, [(4, -11 * MINUTE)], True),
        (3, [(2, None)], False),
        (3, [(3, None)], True),
    ],
)
def test_the_numbers_of_one_grant_count_up_with_time(
    sequence: int, others: list[tuple[int, timedelta | None]], odd: bool
) -> None:
    assert (
        sequence_odd(sequence, FINISHED, [Neighbour(n, FINISHED + by if by is not None else None) for n, by in others])
        is odd
    )
