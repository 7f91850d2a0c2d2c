"""A form that is refused lets go of the database before its page is made: nobody waits for it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, before_render_template

from spotcheck.core.database import db
from spotcheck.core.history import take_turn
from spotcheck.tracker.models import Action
from spotcheck.tracker.rules.words import State
from tests import make
from tests.cast import Cast
from tests.client import Client
from tests.conftest import MORNING
from tests.racing import House, standing
from tests.support.rows import Rows

SOON = 3  # seconds


@pytest.fixture
def house(tmp_path: Path, _everybody: tuple[Cast, Rows]) -> Iterator[House]:
    with standing(tmp_path, _everybody) as house:
        yield house


@pytest.fixture
def samuel(house: House) -> Client:
    client = Client(house.app)
    with house.app.app_context():
        client.sign_in(house.cast.samuel)
        client.get("/today")
    return client


def somebody_takes_their_turn(house: House) -> bool:
    """Whether somebody else can write now, while this request is still at work."""
    done = threading.Event()

    def change() -> None:
        with house.app.app_context():
            take_turn(house.cast.organisation_id)
            db.session.commit()
            done.set()

    threading.Thread(target=change, daemon=True).start()
    return done.wait(SOON)


def while_it_is_made(
    house: House, samuel: Client, address: str, sent: dict[str, str], *, part: bool
) -> tuple[int, bool]:
    """The answer's status, and whether somebody else could write when its page began to be made."""
    could: list[bool] = []

    def note(_app: Flask, **_: Any) -> None:
        if not could:
            could.append(somebody_takes_their_turn(house))

    with house.app.app_context(), before_render_template.connected_to(note, house.app):
        answer = samuel.post(address, sent, part=part)
    return answer.status_code, could == [True]


@pytest.mark.parametrize("part", [False, True], ids=["page", "part"])
def test_somebody_else_can_write_while_a_refused_form_is_shown_again(house: House, samuel: Client, part: bool) -> None:
    with house.app.app_context():
        action = make.an_action(house.cast, State.AGREED, at=MORNING)
        db.session.commit()
        address, version = f"/actions/{action.id}/withdrawal", str(action.version)
    sent = {"version": version, "reason": ""}
    assert while_it_is_made(house, samuel, address, sent, part=part) == (422, True)
    with house.app.app_context():
        assert db.session.get_one(Action, (house.cast.organisation_id, action.id)).state == "agreed"


def test_somebody_else_can_write_while_the_page_of_a_refusal_is_shown(house: House, samuel: Client) -> None:
    nowhere = f"/actions/{make.new_id()}/withdrawal"
    assert while_it_is_made(house, samuel, nowhere, {"version": "1", "reason": "x"}, part=False) == (404, True)
