"""What would make this easier: whoever does the work proposes it, a manager agrees it, and they hear what became."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.tracker import operations
from spotcheck.tracker.models import Action
from tests import make, make_checks
from tests.cast import Cast
from tests.client import Client

ClientFor = Callable[..., Client]
WORDS = "Keep the gloves in the hoist bag."


def idea(cast: Cast, **other: Any) -> dict[str, Any]:
    standard = make.standard_id(cast.organisation_id)
    return {"id": uuid.uuid4(), "service_id": cast.hazel, "standard_id": standard, "words": WORDS, **other}


def actions() -> list[Action]:
    return list(db.session.scalars(sa.select(Action)))


def test_a_care_worker_proposes_in_one_sentence_and_a_manager_finds_it(cast: Cast, client_for: ClientFor) -> None:
    tomasz, samuel = client_for(cast.tomasz), client_for(cast.samuel)
    assert "/ideas/new" in tomasz.get("/mine").text
    assert f'name="service_id" value="{cast.hazel}"' in tomasz.get("/ideas/new").text, "one service needs no choice"
    page = tomasz.post("/ideas", idea(cast), follow=True).text
    assert WORDS in page and "A manager reads it and decides." in page
    [made] = actions()
    assert (made.title, made.change, made.state, made.proposed_by_id) == (WORDS, WORDS, "proposed", cast.tomasz.id)
    assert WORDS in samuel.get("/actions?view=proposed").text
    assert "Tomasz proposed this action" in samuel.get(f"/actions/{made.id}").text
    assert tomasz.get(f"/actions/{made.id}").status_code == 404, "what else belongs to it is not theirs to see"


def test_it_starts_from_what_was_noted_about_them(cast: Cast, clock: FixedClock, client_for: ClientFor) -> None:
    check = make_checks.told(cast, at=clock.now())
    db.session.commit()
    assert f"/ideas/new?service={cast.hazel}" in client_for(cast.tomasz).get(f"/checks/{check.id}").text
    assert "/ideas/new" not in client_for(cast.samuel).get(f"/checks/{check.id}").text


def test_they_hear_why_it_was_not_taken_up(cast: Cast, clock: FixedClock, client_for: ClientFor) -> None:
    client_for(cast.tomasz).post("/ideas", idea(cast))
    operations.withdraw(actions()[0], reason="The bag is washed daily.", by=cast.samuel.standing(), at=clock.now())
    db.session.commit()
    assert "It was not taken up: The bag is washed daily." in client_for(cast.tomasz).get("/mine").text
    assert WORDS not in client_for(cast.amina).get("/mine").text


def test_sent_twice_it_is_one_idea(cast: Cast, client_for: ClientFor) -> None:
    tomasz, form = client_for(cast.tomasz), idea(cast)
    assert [tomasz.post("/ideas", form).status_code for _ in range(2)] == [303, 303]
    assert len(actions()) == 1


@pytest.mark.parametrize(
    ("sent", "field", "says"),
    [
        ({"words": " "}, "words", "Say in one sentence what would make this easier."),
        ({"words": "x" * 141}, "words", "Keep it to 140 characters; the rest goes below."),
        ({"standard_id": ""}, "standard_id", "Choose what it is about."),
        ({"standard_id": str(uuid.uuid4())}, "standard_id", "Choose the standard this is about."),
    ],
)
def test_what_needs_another_look_is_said_and_nothing_is_lost(
    cast: Cast, client_for: ClientFor, sent: dict[str, str], field: str, says: str
) -> None:
    form = idea(cast, more="It hangs on the same hook.", **sent)
    for part in (True, False):
        answer = client_for(cast.tomasz).post("/ideas", form, part=part)
        assert answer.status_code == 422
        assert f'id="{field}-wrong"' in answer.text and says in answer.text
        assert "It hangs on the same hook." in answer.text
    assert actions() == []


@pytest.mark.parametrize(("who", "status"), [("nadia", 403), ("admin", 403), ("leila", 404), ("outsider", 404)])
def test_others_cannot(cast: Cast, client_for: ClientFor, who: str, status: int) -> None:
    assert client_for(getattr(cast, who)).post("/ideas", idea(cast)).status_code == status
    assert actions() == []
