"""Short questions as an action's history tells of them: which still wait."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from spotcheck.tracker.rules.questions import ANSWERED, ASKED, ENDED, READ, asked_since

DONE = datetime(2026, 11, 2, 9, tzinfo=UTC)
GRACE, FIRST, SECOND, PART = (uuid.UUID(int=n) for n in range(1, 5))


@dataclass(frozen=True)
class Line:
    number: int
    what: str
    at: datetime
    payload: dict[str, Any] | None
    by_id: uuid.UUID | None = GRACE


def line(number: int, what: str, question: uuid.UUID, *, hours: int = 1, reason: str | None = None) -> Line:
    after = {"question": str(question), "requirement": str(PART)}
    return Line(number, what, DONE + timedelta(hours=hours), {"after": after, "reason": reason})


def test_what_was_asked_waits_until_it_brought_something() -> None:
    asked = [line(1, ASKED, FIRST), line(2, ASKED, SECOND)]
    assert [one.question_id for one in asked_since(asked)] == [FIRST, SECOND]
    for what in (ANSWERED, READ):
        assert [one.question_id for one in asked_since([*asked, line(3, what, FIRST)])] == [SECOND]


def test_what_cannot_count_any_more_says_why_whatever_order_the_lines_come_in() -> None:
    ended = [line(2, ENDED, FIRST, reason="By link."), line(1, ASKED, FIRST)]
    [one] = asked_since(ended)
    assert (one.why_not, one.requirement_id, one.by_id) == ("By link.", PART, GRACE)


def test_what_was_asked_before_it_was_done_again_is_left_aside() -> None:
    assert asked_since([line(1, ASKED, FIRST, hours=-1)], DONE) == []
    assert asked_since([line(1, ASKED, FIRST, hours=1)], DONE) != []


def test_lines_whose_words_are_gone_and_lines_about_something_else_are_no_questions() -> None:
    bare = Line(1, ASKED, DONE, None)
    other = Line(2, "evidence brought", DONE, {"after": {"check": str(FIRST)}})
    assert asked_since([bare, other]) == []
