"""Where somebody is with a topic, and who signs: tables of plain facts."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest

from spotcheck.checklists.rules import Interview, Kind, Observation
from spotcheck.checks.rules.outcomes import AnswerFacts
from spotcheck.learning.rules.competence import (
    Look,
    Needed,
    Signed,
    State,
    look_met,
    months_later,
    order,
    progress,
    was_stopped,
    where,
)
from spotcheck.learning.rules.competence_signing import (
    READY_MADE,
    Came,
    Since,
    asks_for_second_look,
    needed_wanting,
    signing_refused,
    who_can_sign,
    who_signs_refused,
)
from spotcheck.learning.rules.competence_words import (
    needed_in_words,
    next_in_words,
    next_kind,
    so_far,
    told,
    waits_in_words,
)

TODAY = date(2026, 11, 2)
GRACE, PRIYA, SAMUEL, TOMASZ = (uuid.UUID(int=n) for n in range(1, 5))
MEDICINES = READY_MADE["medication"]
SEEN, HEARD = Kind.OBSERVATION, Kind.INTERVIEW


def look(days: int, by: uuid.UUID = GRACE, kind: Kind = SEEN, **more: object) -> Look:
    at = datetime(2026, 11, 2, 9, tzinfo=UTC) - timedelta(days=days)
    facts = {"check": uuid.uuid5(by, f"{days} {kind}"), "met": True, **more}
    return Look(kind=kind, at=at, on=at.date(), by=by, **facts)  # type: ignore[arg-type]


ALL = [look(40), look(20, PRIYA), look(10), look(5, kind=HEARD)]


def signed(days: int, again: int, **more: bool) -> Signed:
    at = datetime(2026, 11, 2, 12, tzinfo=UTC) - timedelta(days=days)
    return Signed(at=at, again_on=TODAY + timedelta(days=again), **more)


ITEM, OTHER = uuid.uuid4(), uuid.uuid4()


def answer(item: uuid.UUID, outcome: Observation | Interview) -> AnswerFacts:
    return AnswerFacts(item=item, standard=uuid.UUID(int=9), must=True, outcome=outcome)


@pytest.mark.parametrize(
    ("kind", "first", "second", "items", "met"),
    [
        (SEEN, Observation.WELL, Observation.WELL, (), True),
        (SEEN, Observation.WELL, Observation.NOT_SEEN, (), True),
        (SEEN, Observation.WELL, Observation.SUPPORT, (), False),
        (SEEN, Observation.WELL, Observation.SUPPORT, (ITEM,), True),  # the other one is not named
        (SEEN, Observation.NOT_SEEN, Observation.WELL, (ITEM,), None),
        (SEEN, Observation.NOT_SEEN, Observation.NOT_SEEN, (), None),
        (HEARD, Interview.CLEAR, Interview.CLEAR, (), True),
        (HEARD, Interview.CLEAR, Interview.PARTLY, (), False),
        (HEARD, Interview.CLEAR, Interview.REVISIT, (ITEM,), False),  # an interview is taken whole
    ],
)
def test_a_look_is_met_by_the_definitions_of_the_scales(
    kind: Kind, first: Observation, second: Observation, items: tuple[uuid.UUID, ...], met: bool | None
) -> None:
    assert look_met(kind, [answer(ITEM, first), answer(OTHER, second)], items) is met


def test_stopping_to_keep_someone_safe_is_seen_in_any_item() -> None:
    assert was_stopped([answer(ITEM, Observation.WELL), answer(OTHER, Observation.STOPPED)])
    assert not was_stopped([answer(ITEM, Observation.FOLLOW_UP)])


@pytest.mark.parametrize(
    ("looks", "so_far_is", "complete"),
    [
        ([], (0, 0, 0), False),
        (ALL, (3, 1, 2), True),
        (ALL[:3], (3, 0, 2), False),
        ([look(40), look(20), look(10), look(5, kind=HEARD)], (3, 1, 1), False),  # one person only
        ([look(70), *ALL[1:]], (2, 1, 2), False),  # the first lies outside the eight weeks
        ([*ALL[:3], look(5, kind=HEARD, met=False)], (3, 0, 2), False),
        ([*ALL[:3], look(5, kind=HEARD, met=None)], (3, 0, 2), False),
        ([*ALL[:3], look(5, kind=HEARD, counts=False)], (3, 0, 2), False),  # nobody has reviewed it
        ([*ALL, look(30, stopped=True, met=False)], (2, 1, 2), False),  # what was before does not count
        ([look(88), look(70, PRIYA), look(60), look(50, kind=HEARD)], (3, 1, 2), True),  # waited for a signature
        ([look(120), look(110, PRIYA), look(100), look(90, kind=HEARD)], (0, 0, 0), False),  # … for too long
    ],
)
def test_how_far_the_looks_reach(looks: list[Look], so_far_is: tuple[int, int, int], complete: bool) -> None:
    found = progress(looks, MEDICINES, today=TODAY)
    assert (found.observations, found.interviews, found.assessors) == so_far_is
    assert found.complete is complete


def test_looks_that_an_earlier_sign_off_stands_on_are_not_used_again() -> None:
    assert progress(ALL, MEDICINES, today=TODAY, since=ALL[-1].at).looks == ()


@pytest.mark.parametrize(
    ("looks", "last", "state"),
    [
        ([], None, State.NOT_BEGUN),
        (ALL[:1], None, State.ON_THE_WAY),
        (ALL, None, State.READY),
        ([], signed(300, 65), State.SIGNED),
        ([], signed(340, 28), State.DUE_SOON),
        ([], signed(340, 29), State.SIGNED),
        ([], signed(365, 0), State.DUE_SOON),  # the day itself is still good
        ([], signed(366, -1), State.LAPSED),
        (ALL, signed(366, -1), State.READY),
        (ALL, signed(345, 20), State.READY),
        (ALL, signed(100, 265), State.SIGNED),  # long before its day nobody is asked to sign
        ([], signed(100, 265, questioned=True), State.SECOND_LOOK),
        (ALL, signed(366, -1, questioned=True), State.SECOND_LOOK),
    ],
)
def test_where_somebody_is(looks: list[Look], last: Signed | None, state: State) -> None:
    assert where(looks, MEDICINES, signed=last, today=TODAY).state is state


def test_a_list_is_ordered_by_what_is_due_and_not_by_how_much_was_met() -> None:
    first = where([look(50)], MEDICINES, signed=None, today=TODAY)  # due in six days
    second = where(ALL[:3], MEDICINES, signed=None, today=TODAY)  # met more, and has more time
    lapsed = where([], MEDICINES, signed=signed(366, -1), today=TODAY)
    assert sorted([second, first, lapsed], key=order) == [lapsed, first, second]


WORDS = [
    ([], "0 of 3 observations and 0 of 1 interview.", "Next: 3 more observations and 1 more interview.", SEEN),
    (
        ALL[:2],
        "2 of 3 observations and 0 of 1 interview, by 2 people.",
        "Next: 1 more observation and 1 more interview, by 18 November 2026.",
        SEEN,
    ),
    (
        ALL[:3],
        "3 of 3 observations and 0 of 1 interview, by 2 people.",
        "Next: 1 more interview, by 18 November 2026.",
        HEARD,
    ),
    (
        [look(40), look(20), look(10), look(5, kind=HEARD)],
        "3 of 3 observations and 1 of 1 interview, by one person.",
        "Next: one more look, by somebody else, by 18 November 2026.",
        SEEN,
    ),
    (ALL, "3 of 3 observations and 1 of 1 interview, by 2 people.", "None", None),
]


@pytest.mark.parametrize(("looks", "said", "next_one", "kind"), WORDS)
def test_where_somebody_is_is_said_in_words_with_what_is_next(
    looks: list[Look], said: str, next_one: str, kind: Kind | None
) -> None:
    found = progress(looks, MEDICINES, today=TODAY)
    assert str(so_far(found, MEDICINES)) == said
    assert str(next_in_words(found, MEDICINES)) == next_one
    assert next_kind(found, MEDICINES) is kind


def test_every_state_has_a_line() -> None:
    lasts = [None, signed(300, 65), signed(340, 28), signed(366, -1), signed(1, 9, questioned=True)]
    for last in lasts:
        for looks in ([], ALL[:1], ALL):
            place = where(looks, MEDICINES, signed=last, today=TODAY)
            assert str(told(place, MEDICINES, again_on=last.again_on if last else None)).endswith(".")


def test_what_is_needed_is_one_sentence() -> None:
    assert str(needed_in_words(MEDICINES)) == (
        "3 observations and 1 interview, by 2 people, within 8 weeks. Looked at again after 12 months."
    )


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 11, 2), 12, date(2027, 11, 2)),
    ],
)
def test_so_many_months_on(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


@pytest.mark.parametrize(
    ("signer", "captured", "can"),
    [
        (SAMUEL, {GRACE, PRIYA}, True),
        (SAMUEL, {GRACE, SAMUEL}, True),  # some of it, not all: a home with one manager and one deputy can sign
        (SAMUEL, {SAMUEL}, False),
        (TOMASZ, {GRACE, PRIYA}, False),  # it is about them
    ],
)
def test_r3_nobody_signs_for_themselves_or_on_their_own_looks_alone(
    signer: uuid.UUID, captured: set[uuid.UUID], can: bool
) -> None:
    assert (who_signs_refused(signer, TOMASZ, captured) == ()) is can


def test_what_is_missing_is_said_instead_of_signing() -> None:
    found = progress(ALL[:3], MEDICINES, today=TODAY)
    said = signing_refused(found, MEDICINES, signer=SAMUEL, worker=TOMASZ)
    assert [str(one) for one in said] == [
        "Not everything is there yet.",
        "Next: 1 more interview, by 18 November 2026.",
    ]
    assert str(who_can_sign(["Samuel", "Ruth"])) == "Samuel or Ruth can sign."
    assert "second person" in str(who_can_sign([]))


def test_what_came_since_asks_for_a_second_look_until_somebody_looked() -> None:
    at = ALL[0].at
    came = [Since(Came.STOPPED, at), Since(Came.CORRECTED, at), Since(Came.CORRECTED, at)]
    assert asks_for_second_look(came, looked_at=None) == (Came.CORRECTED, Came.STOPPED)
    assert asks_for_second_look(came, looked_at=at) == ()
    assert asks_for_second_look(came, looked_at=at - timedelta(hours=1)) == (Came.CORRECTED, Came.STOPPED)


GOOD = {"observations": 3, "interviews": 1, "assessors": 2, "weeks": 8, "months": 12}


@pytest.mark.parametrize(
    ("changed", "replaces", "reason", "wrong"),
    [
        ({}, False, "", set()),
        ({}, True, "", {"reason"}),
        ({}, True, "One interview was too little.", set()),
        ({"observations": 0, "interviews": 0}, False, "", {"observations"}),
        ({"observations": 1, "interviews": 0}, False, "", {"assessors"}),
        ({"weeks": 1, "months": None}, False, "", {"weeks", "months"}),
        ({"observations": -1}, False, "", {"observations"}),
    ],
)
def test_what_may_be_asked_for(changed: dict[str, int], replaces: bool, reason: str, wrong: set[str]) -> None:
    assert set(needed_wanting(GOOD | changed, replaces=replaces, reason=reason)) == wrong


def test_a_look_that_no_checklist_asks_for_cannot_be_needed() -> None:
    assert set(needed_wanting(GOOD, replaces=False, reason="", kinds={HEARD})) == {"observations"}
    assert set(needed_wanting(GOOD, replaces=False, reason="", kinds={SEEN})) == {"interviews"}


@pytest.mark.parametrize("topic", READY_MADE)
def test_what_is_ready_made_may_be_asked_for(topic: str) -> None:
    one = READY_MADE[topic]
    given = {name: getattr(one, name) for name in Needed.__slots__}
    assert needed_wanting(given, replaces=False, reason="") == {}


@pytest.mark.parametrize(
    ("counts", "says"),
    [
        ({State.LAPSED: 1}, "Competence in Medication: 1 lapsed at Hazel Court"),
        (
            {State.SECOND_LOOK: 2, State.DUE_SOON: 1},
            "Competence in Medication: 2 need a second look, 1 due soon at Hazel Court",
        ),
    ],
)
def test_what_waits_is_told_in_numbers(counts: dict[State, int], says: str) -> None:
    assert str(waits_in_words("Medication", "Hazel Court", counts)) == says
