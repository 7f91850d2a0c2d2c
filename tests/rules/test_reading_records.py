"""R3, R6: records are read in drawn order, and the next number takes the place of one that cannot be used."""

from __future__ import annotations

import uuid

import pytest

from spotcheck.checklists.rules import Sample
from spotcheck.checks.rules.content import SetAside
from spotcheck.checks.rules.facts import Asked, Drawn
from spotcheck.checks.rules.records import State, places, usable, whole

A, B = (Asked(id=uuid.UUID(int=n), position=n, standard=uuid.UUID(int=50 + n), must=False) for n in (1, 2))
YES = {A.id: Sample.IN_PLACE, B.id: Sample.IN_PLACE}
MISS = {A.id: Sample.IN_PLACE, B.id: Sample.PARTLY}
NOTHING = {A.id: Sample.IN_PLACE, B.id: Sample.DOES_NOT_APPLY}
HALF = {A.id: Sample.IN_PLACE}


def drawn(size=3, population=6):
    return Drawn(
        id=uuid.UUID(int=9),
        service_id=uuid.UUID(int=8),
        checklist_id=uuid.UUID(int=7),
        requirement_id=None,
        size=size,
        numbers=tuple(range(population, 0, -1)),
        references=tuple(f"R-{n}" for n in range(population)),
    )


def states(answers, set_aside=None, *, draw=None, counting=(B,)):
    return [place.state for place in places(draw or drawn(), (A, B), counting, answers, set_aside or {})]


R, S, OPEN, H, X = State.READ, State.SPARE, State.OPEN, State.BEGUN, State.SET_ASIDE
NOT_FOUND = SetAside.NOT_FOUND


@pytest.mark.parametrize(
    ("answers", "set_aside", "expected"),
    [
        ({}, {}, [OPEN, OPEN, OPEN]),
        ({1: YES}, {}, [R, OPEN, OPEN]),
        ({1: MISS}, {}, [R, OPEN, OPEN]),
        ({1: HALF}, {}, [H, OPEN, OPEN]),
        ({1: YES, 2: YES, 3: YES}, {}, [R, R, R]),
        ({1: NOTHING}, {}, [S, OPEN, OPEN, OPEN]),
        ({1: YES}, {2: NOT_FOUND}, [R, X, OPEN, OPEN]),
        ({1: YES, 3: NOTHING}, {2: NOT_FOUND}, [R, X, S, OPEN, OPEN]),
        ({1: YES, 2: YES, 3: YES, 4: MISS}, {}, [R, R, R]),
        ({1: YES, 2: YES, 3: YES, 4: MISS}, {2: NOT_FOUND}, [R, X, R, R]),
        ({}, dict.fromkeys(range(1, 7), NOT_FOUND), [X] * 6),
        ({6: YES}, dict.fromkeys(range(1, 6), NOT_FOUND), [X, X, X, X, X, R]),
    ],
)
def test_the_next_number_takes_the_place_of_a_record_that_cannot_be_used(answers, set_aside, expected):
    assert states(answers, set_aside) == expected


def test_without_a_plan_any_item_that_applies_makes_a_record_count():
    assert states({1: NOTHING}, counting=(A, B)) == [R, OPEN, OPEN]


def test_a_record_has_the_number_and_the_name_of_its_place_in_the_draw():
    found = places(drawn(), (A, B), (B,), {}, {2: NOT_FOUND})
    assert [(place.position, place.number, place.reference) for place in found] == [
        (1, 6, "R-0"),
        (2, 5, "R-1"),
        (3, 4, "R-2"),
        (4, 3, "R-3"),
    ]


@pytest.mark.parametrize(
    ("answers", "set_aside", "population", "complete"),
    [
        ({1: YES, 2: MISS, 3: YES}, {}, 6, True),
        ({1: YES, 2: MISS}, {}, 6, False),
        ({1: YES, 2: MISS, 3: HALF}, {}, 6, False),
        ({1: YES, 2: MISS}, {3: NOT_FOUND}, 6, False),
        ({1: YES, 2: MISS}, {3: NOT_FOUND}, 3, True),
        ({1: YES, 2: MISS, 4: YES}, {3: NOT_FOUND}, 6, True),
        ({1: YES, 2: NOTHING}, {3: NOT_FOUND}, 3, True),
    ],
)
def test_a_draw_is_read_when_the_number_is_reached_or_the_sheet_has_no_more(answers, set_aside, population, complete):
    draw = drawn(population=population)
    found = places(draw, (A, B), (B,), answers, set_aside)
    assert whole(draw, found) is complete


def test_only_records_that_can_count_are_counted():
    found = places(drawn(), (A, B), (B,), {1: YES, 2: NOTHING, 3: HALF}, {4: NOT_FOUND})
    assert usable(found) == 1
