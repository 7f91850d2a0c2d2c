"""Two browsers at the same moment, each with a session of its own: one closes, the other is told in words."""

from __future__ import annotations

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from spotcheck.core.database import db
from spotcheck.core.history import broken_at, lines
from spotcheck.sampling.queries import draws_of
from spotcheck.tracker import queries
from spotcheck.tracker.models import Action
from spotcheck.tracker.rules.words import State
from tests import make
from tests.cast import Member
from tests.client import Client
from tests.make import AN_OBSERVATION
from tests.pages import hidden, words
from tests.racing import AT_MOST, House


def at_once(house: House, *sent: tuple[Member, str, dict[str, Any]]) -> list[tuple[int, str]]:
    """Everybody is signed in and presses at the same moment: the status and the words of each answer."""
    clients = [Client(house.app) for _ in sent]
    with house.app.app_context():
        for client, (who, _, _) in zip(clients, sent, strict=True):
            client.sign_in(who)
            client.get("/today")  # the token of a page
    start = threading.Barrier(len(sent))

    def press(client: Client, path: str, form: dict[str, Any]) -> tuple[int, str]:
        with house.app.app_context():
            start.wait(AT_MOST)
            answer = client.post(path, form)
            return answer.status_code, words(answer)

    with ThreadPoolExecutor(len(sent)) as people:
        pressed = [people.submit(press, one, path, form) for one, (_, path, form) in zip(clients, sent, strict=True)]
        return [waiting.result(AT_MOST) for waiting in pressed]


@pytest.fixture
def ready(house: House) -> tuple[uuid.UUID, int]:
    """An action for which everything was seen, and the version that both have on their page."""
    clock = house.app.extensions["clock"]
    with house.app.app_context():
        action, part = make.a_done_action(house.cast, AN_OBSERVATION, at=clock.now())
        make.looks(house.cast, part, at=clock.move(hours=2))
        db.session.commit()
        return action.id, action.version


def told(house: House, action_id: uuid.UUID) -> tuple[Action, list[str]]:
    assert broken_at(house.cast.organisation_id) is None
    found = queries.action(house.cast.organisation_id, action_id)
    assert found is not None
    return found, [line.what for line in lines(house.cast.organisation_id, "action", action_id)]


def test_two_press_close_and_one_does(house: House, ready: tuple[uuid.UUID, int]) -> None:
    action_id, version = ready
    door, form = f"/actions/{action_id}/closure", {"version": version, "words": "Seen."}
    answers = at_once(house, (house.cast.samuel, door, form), (house.cast.ruth, door, form))
    assert sorted(status for status, _ in answers) == [303, 409]
    [said] = [said for status, said in answers if status == 409]
    assert "This action is closed already." in said
    with house.app.app_context():
        action, history = told(house, action_id)
        assert (action.state, history.count("closed")) == (State.CLOSED, 1)


def test_one_presses_close_and_one_sends_it_back(house: House, ready: tuple[uuid.UUID, int]) -> None:
    action_id, version = ready
    doors = f"/actions/{action_id}/closure", f"/actions/{action_id}/return"
    closing, returning = {"version": version, "words": "Seen."}, {"version": version, "reason": "Not on nights."}
    answers = at_once(house, (house.cast.samuel, doors[0], closing), (house.cast.ruth, doors[1], returning))
    assert sorted(status for status, _ in answers) == [303, 409]
    with house.app.app_context():
        action, history = told(house, action_id)
        ends = [what for what in history if what in {"closed", "sent back"}]
        assert ends == [{State.CLOSED: "closed", State.AGREED: "sent back"}[State(action.state)]]


def test_two_press_draw_and_there_is_one_draw(house: House) -> None:
    clock = house.app.extensions["clock"]
    with house.app.app_context():
        _, part = make.a_done_action(house.cast, at=clock.now())
        db.session.commit()
        clock.move(hours=2)
        wanted = part.id
    with house.app.app_context():
        asking = Client(house.app)
        asking.sign_in(house.cast.grace)
        page = asking.get(f"/checks/new?requirement={wanted}")
    form = {**hidden(page), "population": "40", "counted_by_id": str(house.cast.tomasz.id)}
    answers = at_once(house, (house.cast.grace, "/draws", form), (house.cast.samuel, "/draws", form))
    assert sorted(status for status, _ in answers) == [303, 409]
    assert any("a second draw would let us choose the result" in said for _, said in answers)
    with house.app.app_context():
        assert len(draws_of(house.cast.organisation_id, [wanted])) == 1
