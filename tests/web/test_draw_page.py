"""GET /draws/<id>: which numbers were drawn, in which order, and how anybody can replay it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest

from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.sampling import rules
from spotcheck.sampling.models import Draw
from spotcheck.sampling.operations import draw_records
from spotcheck.tracker import queries
from spotcheck.tracker.models import Action
from spotcheck.tracker.rules.words import State
from tests import make
from tests.cast import Cast
from tests.client import Client
from tests.matrix.reading import elements

ClientFor = Callable[..., Client]


@pytest.fixture
def action(cast: Cast, clock: FixedClock) -> Action:
    found = make.an_action(cast, State.DONE, at=clock.now())
    db.session.commit()
    clock.move(hours=1)
    return found


@pytest.fixture
def draw(action: Action, cast: Cast, clock: FixedClock) -> Draw:
    """10 of 40 MAR pages, drawn by Grace for an action; Amina counted."""
    found = make.a_draw(queries.plan_of(action)[0], cast.grace, at=clock.now(), counted_by=cast.amina)
    db.session.commit()
    return found


def rows(page: str) -> list[tuple[str, ...]]:
    return [
        tuple("".join(cell.itertext()) for cell in row if cell.tag in {"td", "th"})
        for body in elements(page)
        if body.tag == "tbody"
        for row in body
    ]


def test_it_shows_every_number_in_drawn_order_with_its_name(draw: Draw, cast: Cast, client_for: ClientFor) -> None:
    page = client_for(cast.grace).get(f"/draws/{draw.id}").text
    order, names = rules.order(draw.seed, 40), rules.references(draw.seed, 40)
    expected = [(str(place + 1), str(order[place]), names[place]) for place in range(40)]
    assert rows(page) == expected
    assert "<h1>10 of 40 records, drawn at random</h1>" in page


def test_it_says_what_it_shows_and_what_it_does_not(draw: Draw, cast: Cast, client_for: ClientFor) -> None:
    page = client_for(cast.samuel).get(f"/draws/{draw.id}").text
    assert "This shows which numbers were drawn, not that number 17 was the record opened." in page
    assert draw.seed in page and f"/draws/{draw.id}/replay" in page
    assert "Amina" in page and "Grace" in page


@pytest.mark.parametrize("who", ["grace", "priya", "samuel", "ruth", "nadia"])
def test_it_is_there_for_the_service_and_its_readers(draw: Draw, cast: Cast, client_for: ClientFor, who: str) -> None:
    page = client_for(getattr(cast, who)).get(f"/draws/{draw.id}")
    assert page.status_code == 200
    assert f'href="/actions/{queries.requirement(draw.organisation_id, draw.requirement_id).action_id}"' in page.text


@pytest.mark.parametrize("who", ["tomasz", "leila", "joseph", "admin", "outsider"])
def test_for_others_it_is_not_there(draw: Draw, cast: Cast, client_for: ClientFor, who: str) -> None:
    client = client_for(getattr(cast, who))
    there, nowhere = client.get(f"/draws/{draw.id}"), client.get(f"/draws/{uuid.uuid4()}")
    assert there.status_code == nowhere.status_code == 404
    assert there.data == nowhere.data


def test_a_verifier_of_its_action_sees_it_and_of_another_does_not(
    draw: Draw, action: Action, cast: Cast, clock: FixedClock, client_for: ClientFor
) -> None:
    other = make.an_action(cast, at=clock.now())
    vera = make.a_verifier(action, by=cast.samuel, at=clock.now())
    dora = make.a_verifier(other, by=cast.samuel, at=clock.now(), name="Dora")
    db.session.commit()
    clock.move(minutes=1)
    assert client_for(vera).get(f"/draws/{draw.id}").status_code == 200
    assert client_for(dora).get(f"/draws/{draw.id}").status_code == 404


def test_a_reader_sees_no_name(draw: Draw, cast: Cast, client_for: ClientFor) -> None:
    page = client_for(cast.nadia).get(f"/draws/{draw.id}").text
    assert "Grace" not in page and "Amina" not in page
    assert "Somebody who works here" in page


def test_what_was_left_out_is_told_with_its_reason(cast: Cast, clock: FixedClock, client_for: ClientFor) -> None:
    found = make.checklist_by_key(cast.organisation_id, "mar-prn-sample")
    assert found is not None
    made = draw_records(
        service_id=cast.hazel, checklist_id=found.id, population=6, left_out=2, left_out_reason="Two are in hospital.",
        counted_by_id=cast.amina.id, size=10, by=cast.grace.standing(), at=clock.now() - timedelta(hours=1),
    )  # fmt: skip
    db.session.commit()
    page = client_for(cast.grace).get(f"/draws/{made.id}").text
    assert "Two are in hospital." in page
    assert "<h1>All 6 records, in random order</h1>" in page
    assert "/actions/" not in page.split("<main", 1)[1]


def test_as_a_part_it_is_the_order(draw: Draw, cast: Cast, client_for: ClientFor) -> None:
    part = client_for(cast.grace).get(f"/draws/{draw.id}", part=True).text
    assert part.lstrip().startswith('<section id="order"')
    assert len(rows(part)) == 40
