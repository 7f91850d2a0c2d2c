"""R6: what short questions to one worker show together for an action, and what one asking needs."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from spotcheck.checklists.rules import Heard, Interview
from spotcheck.checks.rules.outcomes import AnswerFacts, Said, counts_for, heard_outcome
from spotcheck.learning.rules.answering import Door
from spotcheck.learning.rules.looks import (
    Item,
    Question,
    Shows,
    asking_refused,
    came_in_time,
    chosen_wanting,
    look,
    needed,
    taking_back_refused,
)
from spotcheck.learning.rules.reviewing import ForAction, reviewing_refused
from spotcheck.learning.rules.state import Judged
from spotcheck.tracker.rules.conditions import NOTHING, Conditions, Differ

WELL = Question(door=Door.SIGNED_IN, missed=False)
MISSED = Question(door=Door.SIGNED_IN, missed=True)
UNREAD = Question(door=Door.SIGNED_IN)
OPEN = Question()
HANDED = Question(door=Door.HANDED_OVER, missed=False)
BY_LINK = Question(door=Door.LINK, missed=False)
BY_LINK_MISSED = Question(door=Door.LINK, missed=True)
BY_LEAD = Question(door=Door.HANDED_OVER, by_lead=True, missed=False)
CHOSEN = Question(door=Door.SIGNED_IN, chosen=True, missed=False)
TAKEN_BACK = Question(taken_back=True)
READ_THEN_TAKEN_BACK = Question(door=Door.SIGNED_IN, missed=False, taken_back=True)
BESIDE = Question(about=False, door=Door.LINK, missed=True)


@pytest.mark.parametrize(
    ("asked", "left_out", "shows"),
    [
        ([WELL], 0, Shows.MET),
        ([HANDED], 0, Shows.MET),
        ([WELL, HANDED], 0, Shows.MET),
        ([WELL, UNREAD], 0, Shows.UNREAD),
        ([UNREAD, UNREAD], 0, Shows.UNREAD),
        ([WELL, OPEN], 0, Shows.WAITS),
        ([UNREAD, OPEN], 0, Shows.WAITS),
        ([OPEN], 0, Shows.WAITS),
        ([MISSED], 0, Shows.MISSED),
        ([WELL, MISSED], 0, Shows.MISSED),
        ([MISSED, OPEN], 0, Shows.MISSED),
        ([MISSED, UNREAD], 0, Shows.MISSED),
        ([MISSED, BY_LINK], 0, Shows.MISSED),
        ([MISSED, TAKEN_BACK], 0, Shows.MISSED),
        ([MISSED], 1, Shows.MISSED),
        ([BY_LINK], 0, Shows.NOTHING),
        ([BY_LINK_MISSED], 0, Shows.NOTHING),
        ([WELL, BY_LINK], 0, Shows.NOTHING),
        ([OPEN, BY_LINK], 0, Shows.NOTHING),
        ([WELL, BY_LEAD], 0, Shows.NOTHING),
        ([WELL, CHOSEN], 0, Shows.NOTHING),
        ([WELL, TAKEN_BACK], 0, Shows.NOTHING),
        ([READ_THEN_TAKEN_BACK], 0, Shows.MET),
        ([WELL], 1, Shows.NOTHING),
        ([OPEN], 1, Shows.NOTHING),
        ([BESIDE], 0, Shows.NOTHING),
        ([], 0, Shows.NOTHING),
        ([WELL, BESIDE], 0, Shows.MET),
    ],
)
def test_what_they_show_together(asked: list[Question], left_out: int, shows: Shows) -> None:
    found = look(asked, left_out=left_out)
    assert (found.shows, found.why is not None) == (shows, shows is Shows.NOTHING)


@pytest.mark.parametrize(("points", "alerts"), [((), ()), (("a",), ()), (("a", "b"), ()), (("a", "b"), ("unsafe",))])
def test_one_answer_is_met_or_missed_as_an_interview_of_one_question_is(
    points: tuple[str, ...], alerts: tuple[str, ...]
) -> None:
    standard = uuid.uuid4()
    said = Said(points=dict.fromkeys(points, Heard.UNPROMPTED), alerts=frozenset(alerts))
    outcome: Interview = heard_outcome(["a", "b"], said)
    interview = counts_for(standard, [AnswerFacts(item=uuid.uuid4(), standard=standard, must=True, outcome=outcome)])
    judged = Judged(must_say=["a", "b"], points=points, alerts=alerts, on=datetime.now(UTC).date())
    shows = look([Question(door=Door.SIGNED_IN, missed=judged.missed)]).shows
    assert (interview.usable, interview.misses) == (1, int(shows is Shows.MISSED))


ONE, TWO = uuid.UUID(int=1), uuid.UUID(int=2)
THIS, OTHER = uuid.UUID(int=11), uuid.UUID(int=12)


@pytest.mark.parametrize(
    ("items", "wanted"),
    [
        ([Item(ONE, THIS, must=True), Item(TWO, OTHER, must=True)], (ONE,)),
        ([Item(ONE, THIS, must=True), Item(TWO, THIS, must=True)], (ONE, TWO)),
        ([Item(ONE, THIS, must=True), Item(TWO, THIS, must=False)], (ONE,)),
        ([Item(ONE, THIS, must=False), Item(TWO, THIS, must=False)], (ONE, TWO)),
        ([Item(ONE, OTHER, must=True)], ()),
    ],
)
def test_what_an_asking_cannot_do_without(items: list[Item], wanted: tuple[uuid.UUID, ...]) -> None:
    assert needed(items, THIS) == wanted


@pytest.mark.parametrize(
    ("n", "asks", "readers", "says"),
    [
        (1, NOTHING, 1, ""),
        (2, Conditions(frozenset({Differ.WORKERS, Differ.DAYS}), 2), 1, ""),
        (0, NOTHING, 1, "does not ask about"),
        (3, NOTHING, 1, "ask face to face"),
        (1, Conditions(frozenset({Differ.SHIFTS})), 1, "different shifts"),
        (1, NOTHING, 0, "Nobody else here could read"),
    ],
)
def test_what_could_not_count_is_said_before_anybody_is_asked(
    n: int, asks: Conditions, readers: int, says: str
) -> None:
    refused = " ".join(map(str, asking_refused(n, asks, readers=readers)))
    assert (says in refused) if says else not refused


def test_no_question_that_is_needed_is_left_out() -> None:
    assert chosen_wanting([ONE], [ONE, TWO]) is None
    assert "Choose the question" in str(chosen_wanting([ONE], [TWO]))
    assert "Choose both" in str(chosen_wanting([ONE, TWO], [TWO]))


DONE = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("asked", "done", "waits", "in_time"),
    [
        (DONE + timedelta(hours=1), DONE, True, True),
        (DONE, DONE, True, False),
        (DONE - timedelta(hours=1), DONE, True, False),
        (DONE + timedelta(hours=1), DONE, False, False),
        (DONE, None, False, False),
    ],
)
def test_it_is_asked_after_done_and_answered_while_the_action_waits(
    asked: datetime, done: datetime | None, waits: bool, in_time: bool
) -> None:
    assert (came_in_time(asked_at=asked, done_at=done, waits=waits) is None) is in_time


def test_what_was_answered_for_an_action_is_not_taken_back_before_it_is_read() -> None:
    assert taking_back_refused(for_action=True, unread=True)
    assert not taking_back_refused(for_action=True, unread=False)
    assert not taking_back_refused(for_action=False, unread=True)


ASKER, LEAD, WORKER, SOMEBODY = (uuid.UUID(int=n) for n in range(1, 5))


@pytest.mark.parametrize(
    ("who", "reviews", "may"),
    [
        (ASKER, True, False),
        (LEAD, True, False),
        (WORKER, True, False),
        (SOMEBODY, False, False),
        (SOMEBODY, True, True),
    ],
)
def test_an_answer_for_an_action_is_read_as_a_check_is_reviewed(who: uuid.UUID, reviews: bool, may: bool) -> None:
    refused = reviewing_refused(who, worker_id=WORKER, wrote_down=[], for_action=ForAction(ASKER, LEAD, reviews))
    assert (not refused) is may
