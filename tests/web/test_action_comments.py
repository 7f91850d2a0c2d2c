"""Comments on an action: who writes and reads them, that nothing changes them, and who takes them back."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest

from spotcheck.core import history
from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.tracker.models import Action
from spotcheck.tracker.queries.comments import comments_in
from spotcheck.tracker.rules.comments import Comment
from spotcheck.tracker.rules.words import State
from tests import make
from tests.cast import Cast
from tests.client import Client

ClientFor = Callable[..., Client]
WORDS = "The card hangs on every trolley now."


@pytest.fixture
def action(cast: Cast, clock: FixedClock) -> Action:
    found = make.an_action(cast, at=clock.now())
    db.session.commit()
    return found


def say(client: Client, action: Action, words: str = WORDS, **other: Any) -> Any:
    form = {"id": uuid.uuid4(), "version": action.version, "words": words, **other}
    return client.post(f"/actions/{action.id}/comments", form)


def take_back(client: Client, action: Action, comment: Comment, **how: Any) -> Any:
    form = {"version": action.version, "comment": comment.id}
    return client.post(f"/actions/{action.id}/comments/taken-back", form, **how)


def comments(action: Action) -> list[Comment]:
    return comments_in(history.lines(action.organisation_id, "action", action.id))


@pytest.mark.parametrize("who", ["grace", "samuel", "ruth", "priya"])
def test_whoever_works_on_it_says_something_and_all_who_see_it_read_it(
    action: Action, cast: Cast, client_for: ClientFor, who: str
) -> None:
    assert say(client_for(getattr(cast, who)), action).status_code == 303
    [one] = comments(action)
    assert (one.by_id, one.words) == (getattr(cast, who).id, WORDS)
    assert WORDS in client_for(cast.samuel).get(f"/actions/{action.id}").text


def test_a_verifier_from_outside_says_something_too(
    action: Action, cast: Cast, clock: FixedClock, client_for: ClientFor
) -> None:
    vera = make.a_verifier(action, by=cast.samuel, at=clock.now())
    db.session.commit()
    assert say(client_for(vera), action).status_code == 303


def test_a_reader_reads_without_names_and_writes_nothing(action: Action, cast: Cast, client_for: ClientFor) -> None:
    say(client_for(cast.grace), action)
    nadia = client_for(cast.nadia)
    page = nadia.get(f"/actions/{action.id}").text
    assert WORDS in page and "Grace" not in page and "Write a comment" not in page
    assert say(nadia, action).status_code == 403
    assert len(comments(action)) == 1


@pytest.mark.parametrize("who", ["tomasz", "leila", "outsider"])
def test_for_others_the_action_is_not_there(action: Action, cast: Cast, client_for: ClientFor, who: str) -> None:
    assert say(client_for(getattr(cast, who)), action).status_code == 404
    assert comments(action) == []


def test_sent_twice_it_is_said_once_and_other_pages_stay_good(
    action: Action, cast: Cast, client_for: ClientFor
) -> None:
    grace, before, comment_id = client_for(cast.grace), action.version, uuid.uuid4()
    for _ in range(2):
        assert say(grace, action, id=comment_id).status_code == 303
    assert (len(comments(action)), action.version) == (1, before)


def test_what_may_name_somebody_is_asked_about_and_never_blocked(
    action: Action, cast: Cast, client_for: ClientFor
) -> None:
    grace, words = client_for(cast.grace), "Mrs Hill likes the card."
    asked = say(grace, action, words)
    assert asked.status_code == 422
    assert "This may hold a name." in asked.text and words in asked.text and "Send it as it is" in asked.text
    assert comments(action) == []
    assert say(grace, action, words, sure="yes").status_code == 303
    assert [one.words for one in comments(action)] == [words]


@pytest.mark.parametrize("words", ["", " ", "a" * 1001])
def test_what_cannot_be_kept_is_said_and_changes_nothing(
    action: Action, cast: Cast, client_for: ClientFor, words: str
) -> None:
    answer = say(client_for(cast.grace), action, words)
    assert answer.status_code == 422 and 'id="comment-words-wrong"' in answer.text
    assert comments(action) == []


def test_its_writer_takes_it_back_and_the_history_keeps_that_it_was_said(
    action: Action, cast: Cast, client_for: ClientFor
) -> None:
    grace, samuel = client_for(cast.grace), client_for(cast.samuel)
    say(grace, action)
    [one] = comments(action)
    assert take_back(samuel, action, one).status_code == 409, "only its writer"
    assert WORDS in samuel.get(f"/actions/{action.id}").text
    for _ in range(2):
        assert take_back(grace, action, one).status_code == 303
    page = samuel.get(f"/actions/{action.id}").text
    assert WORDS not in page and "Grace took a comment back" in page
    assert "wrote a comment." in page and page.count("took back a comment.") == 1
    assert WORDS not in samuel.get(f"/actions/{action.id}/history.csv").text


def test_what_was_said_before_the_end_stays(cast: Cast, clock: FixedClock, client_for: ClientFor) -> None:
    closed = make.an_action(cast, State.CLOSED, at=clock.now())
    db.session.commit()
    clock.move(days=1)
    grace = client_for(cast.grace)
    assert say(grace, closed).status_code == 303
    assert take_back(grace, closed, comments(closed)[0]).status_code == 409
    assert "Take it back" not in grace.get(f"/actions/{closed.id}").text
