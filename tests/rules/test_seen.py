"""What was seen, in words and pictures."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from spotcheck.core.words import say
from spotcheck.tracker.rules.facts import ActionFacts, DrawFacts, EvidenceFacts, RequirementFacts
from spotcheck.tracker.rules.seen import (
    FoundFacts,
    Share,
    before_and_after,
    counts_in_words,
    pictures_in_words,
    sure_of,
    to_minute,
    verdict_in_words,
)
from spotcheck.tracker.rules.weighing import Weighed, weigh
from spotcheck.tracker.rules.words import Look, State

LEAD, GRACE, RUTH, TOMASZ, AMINA = (uuid.UUID(int=number) for number in range(1, 6))
DONE_AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
ACTION = ActionFacts(uuid.UUID(int=10), State.DONE, LEAD, round=1, done_at=DONE_AT)
SAMPLE = RequirementFacts(uuid.UUID(int=20), Look.SAMPLE, 10, 1, 4, "Each entry gives a reason.")
WATCHED = RequirementFacts(uuid.UUID(int=21), Look.OBSERVATION, 3, 0, 4, "The chart is read first.")
DRAW = DrawFacts(SAMPLE.id, 1, DONE_AT + timedelta(hours=1), population=40, drawn_by=GRACE, counted_by=GRACE)
STANDARD = uuid.UUID(int=30)


def read(misses: int = 0) -> EvidenceFacts:
    return EvidenceFacts(
        SAMPLE.id, uuid.UUID(int=99), 1, DONE_AT + timedelta(days=2), GRACE, None, "early", DRAW, 10, misses, RUTH, True
    )


def watched(observed: uuid.UUID, days: int = 1) -> EvidenceFacts:
    began = DONE_AT + timedelta(days=days)
    return EvidenceFacts(WATCHED.id, uuid.uuid4(), 1, began, GRACE, observed, "early", None, 1, 0, RUTH, True)


def weighed(requirement: RequirementFacts, *evidence: EvidenceFacts) -> Weighed:
    return weigh(ACTION, requirement, evidence)


TO_REVIEW = replace(watched(TOMASZ), reviewed_by=None, stands=False)


@pytest.mark.parametrize(
    ("requirement", "evidence", "words", "kind"),
    [
        (SAMPLE, (), "Still to come: 10", "wait"),
        (SAMPLE, (read(1),), "Holding: 9 of 10 in place; the rule allowed 1 miss", ""),
        (SAMPLE, (read(3),), "Not yet holding: 3 of 10 missed, 1 allowed", "late"),
        (WATCHED, (watched(TOMASZ),), "Still to come: 2 more", "wait"),
        (WATCHED, (watched(TOMASZ), TO_REVIEW), "Still to come: 1 more, 1 to review", "wait"),
        (replace(WATCHED, size=1), (TO_REVIEW,), "1 to review", "wait"),
        (replace(WATCHED, size=1), (watched(TOMASZ), TO_REVIEW), "Holding so far, 1 to review", "wait"),
        (replace(WATCHED, size=2), (watched(TOMASZ), watched(AMINA)), "Holding: 2 of 2", ""),
    ],
)
def test_a_requirement_says_whether_it_holds(
    requirement: RequirementFacts, evidence: tuple[EvidenceFacts, ...], words: str, kind: str
) -> None:
    found = verdict_in_words(weighed(requirement, *evidence))
    assert (str(found.says), found.kind) == (words, kind)


def test_counts_say_how_many_workers_and_shifts_and_never_who() -> None:
    counts = counts_in_words(weighed(WATCHED, watched(TOMASZ), watched(AMINA), watched(TOMASZ, days=2)))
    assert [f"{number} {words}" for number, words in counts] == ["3 observations", "2 workers", "2 shifts"]


def test_a_sample_counts_records_only() -> None:
    """The shift it carries is the reader's own."""
    counts = counts_in_words(weighed(SAMPLE, read()))
    assert [f"{number} {words}" for number, words in counts] == ["10 records"]


def test_what_nobody_counted_has_no_counts() -> None:
    assert counts_in_words(weighed(WATCHED)) == ()


FOUND = FoundFacts(STANDARD, Look.SAMPLE, 24, 13, datetime(2026, 10, 5, tzinfo=UTC))


def test_before_and_after_are_records_of_the_same_standard() -> None:
    before, after = before_and_after([FOUND], [(STANDARD, weighed(SAMPLE, read(1)))])
    assert (before.held, before.of, str(before.says), before.was) == (13, 24, "before, in October", True)
    assert (after.held, after.of, str(after.says), after.was) == (9, 10, "after, in November", False)


@pytest.mark.parametrize(
    "looks",
    [
        [],
        [(uuid.UUID(int=31), weighed(SAMPLE, read()))],
        [(STANDARD, weighed(SAMPLE))],
        [(STANDARD, weighed(WATCHED, watched(TOMASZ)))],
    ],
    ids=["no plan", "another standard", "nothing read yet", "practice watched"],
)
def test_without_records_after_there_is_only_before(looks: list[tuple[uuid.UUID, Weighed]]) -> None:
    assert [share.was for share in before_and_after([FOUND], looks)] == [True]


@pytest.mark.parametrize("look", [Look.OBSERVATION, Look.INTERVIEW])
def test_what_was_watched_or_asked_is_not_drawn_as_records(look: Look) -> None:
    assert before_and_after([replace(FOUND, look=look)], [(STANDARD, weighed(SAMPLE, read()))]) == ()


def test_one_look_is_not_a_share() -> None:
    assert before_and_after([replace(FOUND, seen=1, met=0)], []) == ()


@pytest.mark.parametrize(
    ("held", "words"),
    [(1, "is not higher"), (9, "still meet"), (10, "more than chance")],
)
def test_the_pictures_say_what_they_do_not_show(held: int, words: str) -> None:
    before, _ = before_and_after([FOUND], [(STANDARD, weighed(SAMPLE, read(1)))])
    assert words in str(pictures_in_words([before, Share(held, 10, before.says, was=False)]))


def test_before_and_after_can_be_minuted() -> None:
    before, after = (Share(held, of, say("records"), was=of == 24) for held, of in ((13, 24), (9, 10)))
    assert str(to_minute(before, after)) == (
        "Before, 13 of 24 records showed it; after, 9 of 10. The true share is likely between 35 and 72 in 100 before, "
        "and between 60 and 98 in 100 after."
    )


SURE = {
    "nine of ten": (read(1), (), "With 90 per cent confidence, at least about 66 in 100 are right."),
    "ten of ten": (read(0), (), "With 90 per cent confidence, at least about 79 in 100 are right."),
    "it does not hold": (read(2), (), "None"),
    "it waits for a review": (replace(read(0), reviewed_by=None), (), "None"),
    "the same figure shows its range already": (read(1), (Share(9, 10, say("after"), was=False),), "None"),
    "all there are": (
        replace(read(0), draw=replace(DRAW, population=6), usable=6),
        (),
        "All the records there are were read, so no chance is involved.",
    ),
}


@pytest.mark.parametrize(("brought", "shares", "says"), SURE.values(), ids=SURE)
def test_what_holds_names_what_is_sure_and_a_figure_never_has_both(
    brought: EvidenceFacts, shares: tuple[Share, ...], says: str
) -> None:
    assert str(sure_of(weighed(SAMPLE, brought), shares)) == says


SAID = RequirementFacts(uuid.UUID(int=22), Look.VOICE, 5, 1, 4, "Help came in time.")


@pytest.mark.parametrize(
    ("no", "says"),
    [(0, "Holding: 5 of 5 said yes"), (1, "Holding: 4 of 5 said yes"), (2, "Not yet holding: 3 of 5 said yes")],
)
def test_what_people_said_is_counted_as_a_yes(no: int, says: str) -> None:
    told = [
        EvidenceFacts(
            SAID.id,
            uuid.UUID(int=90 + n),
            1,
            DONE_AT + timedelta(days=2),
            GRACE,
            None,
            None,
            None,
            1,
            int(n < no),
            RUTH,
            True,
        )
        for n in range(5)
    ]
    found = weigh(ACTION, SAID, told)
    assert str(verdict_in_words(found).says) == says
    assert [(n, str(words)) for n, words in counts_in_words(found)] == [(5, "people or families")]
