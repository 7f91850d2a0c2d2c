"""Comments on an action: what one may say, and who takes one back until when."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime

import pytest

from spotcheck.tracker.rules.comments import LONGEST, Comment, comment_wanting, taking_back_refused
from spotcheck.tracker.rules.words import State

TODAY = date(2026, 11, 2)
WRITER, OTHER = uuid.uuid4(), uuid.uuid4()
SAID = Comment(uuid.uuid4(), WRITER, datetime(2026, 11, 2, 9, tzinfo=UTC), "The card is up.")


@pytest.mark.parametrize(
    ("words", "sure", "wrong"),
    [
        ("The card is up.", False, []),
        ("  ", False, ["words"]),
        ("", True, ["words"]),
        ("a" * LONGEST, False, []),
        ("a" * (LONGEST + 1), False, ["words"]),
        ("Mrs Hill likes the card.", False, ["private"]),
        ("Mrs Hill likes the card.", True, []),
        ("Room 12 has no card.", False, ["private"]),
        ("943 476 5919", False, ["private"]),
    ],
)
def test_a_comment_is_kept_and_what_may_name_somebody_is_asked_about_once(
    words: str, sure: bool, wrong: list[str]
) -> None:
    assert list(comment_wanting(words, sure=sure, today=TODAY)) == wrong


@pytest.mark.parametrize(
    ("comment", "by", "state", "may"),
    [
        (SAID, WRITER, State.PROPOSED, True),
        (SAID, WRITER, State.DONE, True),
        (SAID, OTHER, State.DONE, False),
        (SAID, WRITER, State.CLOSED, False),
        (SAID, WRITER, State.WITHDRAWN, False),
        (None, WRITER, State.DONE, False),
    ],
)
def test_whoever_wrote_it_takes_it_back_until_the_action_ends(
    comment: Comment | None, by: uuid.UUID, state: State, may: bool
) -> None:
    assert (taking_back_refused(comment, by=by, state=state) == ()) is may
