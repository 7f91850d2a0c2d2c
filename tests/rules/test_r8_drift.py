"""R8: what is looked at again after closing, when, and how often good and poor practice would be found holding."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from spotcheck.tracker.rules.drift import ClosedOn, drift_looks, holds
from spotcheck.tracker.rules.words import Look

CLOSED_ON = date(2026, 11, 9)
REASONS, CHART, WHY = (uuid.UUID(int=number) for number in (1, 2, 3))


def part(look: Look, standard: uuid.UUID, checklist: int = 7) -> ClosedOn:
    return ClosedOn(look, standard, uuid.UUID(int=checklist), 95, 70)


READ, READ_OTHERWISE = part(Look.SAMPLE, REASONS), part(Look.SAMPLE, REASONS, 8)
WATCHED, ASKED, VOICE = part(Look.OBSERVATION, REASONS), part(Look.INTERVIEW, REASONS), part(Look.VOICE, REASONS)

OF_WHAT = {
    "records only": ([READ], [READ]),
    "records, practice and understanding of one standard": ([WATCHED, ASKED, READ], [READ]),
    "practice and understanding": ([ASKED, WATCHED], [WATCHED]),
    "understanding only": ([ASKED], [ASKED]),
    "two samples of one standard: the first that was planned": ([READ, READ_OTHERWISE], [READ]),
    "two standards, each by its strongest look": (
        [READ, part(Look.OBSERVATION, CHART), part(Look.INTERVIEW, CHART)],
        [READ, part(Look.OBSERVATION, CHART)],
    ),
    "samples of two standards: both": ([READ, part(Look.SAMPLE, WHY)], [READ, part(Look.SAMPLE, WHY)]),
    "what people and families said only supports": ([READ, VOICE, part(Look.VOICE, WHY)], [READ]),
    "nothing": ([], []),
}


@pytest.mark.parametrize(("plan", "again"), OF_WHAT.values(), ids=OF_WHAT)
def test_each_standard_is_looked_at_again_by_its_strongest_look(plan: list[ClosedOn], again: list[ClosedOn]) -> None:
    for weeks in (12, 26, 52):
        assert [one.of for one in drift_looks(plan, CLOSED_ON) if one.weeks == weeks] == again


def test_the_days_are_counted_from_the_day_of_closing() -> None:
    days = [(one.weeks, one.opens_on, one.due_on, one.overtaken_on) for one in drift_looks([READ], CLOSED_ON)]
    assert days == [
        (12, date(2027, 2, 1), date(2027, 2, 15), date(2027, 5, 10)),
        (26, date(2027, 5, 10), date(2027, 5, 24), date(2027, 11, 8)),
        (52, date(2027, 11, 8), date(2027, 11, 22), None),
    ]


@pytest.mark.parametrize(("share", "in_a_hundred"), [(0.95, 93), (0.70, 23), (1.0, 100), (0.0, 0)])
def test_good_practice_holds_93_times_in_100_and_poor_practice_23_times(share: float, in_a_hundred: int) -> None:
    assert round(100 * holds(share)) == in_a_hundred


def test_the_two_chances_to_three_decimals() -> None:
    assert (round(holds(0.95), 3), round(holds(0.70), 3)) == (0.931, 0.229)
