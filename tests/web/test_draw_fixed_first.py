"""POST /draws: numbers left out and workers' codes are fixed before the seed, and refused in words."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from spotcheck.core.database import db
from spotcheck.core.history import lines
from spotcheck.sampling.models import Draw
from spotcheck.sampling.queries import drawn_records
from tests import make
from tests.make_drafts import SAMPLE, address
from tests.pages import hidden, words

CODES = "1-20 A early\n21-30 B late\n31-40 C night"


@pytest.fixture
def form(cast, client_for):
    page = client_for(cast.grace).get(address(cast, kind="sample", key=SAMPLE))
    return {**hidden(page), "population": "40", "size": "8", "counted_by_id": str(cast.tomasz.id)}


def drawn(client, form, **more) -> Draw:
    page = client.post("/draws", {**form, **more}, follow=True)
    assert page.status_code == 200, words(page)
    return db.session.scalars(sa.select(Draw)).one()


def test_numbers_that_are_left_out_are_not_drawn_and_are_told_with_why(cast, client_for, form):
    grace = client_for(cast.grace)
    draw = drawn(grace, form, excluded="7 moved away\n12-13 under investigation")
    numbers = {one.number for one in drawn_records(draw)}
    assert numbers == {*range(1, 41)} - {7, 12, 13}
    page = words(grace.get(f"/draws/{draw.id}"))
    assert "8 of 37 records, drawn at random" in page
    assert "Number 12, 13" in page and "under investigation" in page


def test_codes_spread_the_draw_and_nobody_is_shown_whose_records_were_drawn(cast, client_for, form):
    grace = client_for(cast.grace)
    draw = drawn(grace, form, codes=CODES.replace("A", "KX"))
    first = [one.number for one in drawn_records(draw)][:6]
    assert sorted((number > 20) + (number > 30) for number in first) == [0, 0, 1, 1, 2, 2]
    for page in (grace.get(f"/draws/{draw.id}"), grace.get(f"/draws/{draw.id}/replay"), grace.get("/draws")):
        assert "KX" not in page.text
    shown = words(grace.get(f"/draws/{draw.id}"))
    assert "8 records, 3 workers, 3 shifts." in shown
    assert "too few workers for at most 2 records each, so up to 3 are by one worker" in shown


def test_all_that_was_fixed_is_in_history_and_of_the_codes_only_a_digest(cast, client_for, form):
    draw = drawn(client_for(cast.grace), form, codes=CODES, excluded="7 moved away")
    (line,) = lines(cast.organisation_id, "draw", draw.id)
    after = line.payload["after"]
    assert after["not drawn"] == {"7": "moved away"}
    assert (after["workers"], after["shifts"], after["cap"], len(after["digest of codes"])) == (3, 3, 2, 64)
    assert "numbers" not in str(after)


def test_a_draw_for_a_plan_takes_them_too(cast, client_for, clock):
    _, requirement = make.a_done_action(cast, at=clock.now())
    db.session.commit()
    grace = client_for(cast.grace)
    page = grace.get(f"/checks/new?requirement={requirement.id}")
    sent = {**hidden(page), "population": "12", "counted_by_id": str(cast.tomasz.id), "excluded": "1-4 moved away"}
    draw = drawn(grace, sent, codes="5-12 B")
    assert (draw.in_draw, draw.size, draw.requirement_id) == (8, 8, requirement.id)
    assert "4 of 12 records could not be drawn: more than 1 in 5." in words(grace.get(f"/draws/{draw.id}"))


@pytest.mark.parametrize(
    ("sent", "field", "says"),
    [
        ({"codes": "1-8 Amina"}, "codes", "“Amina” looks like a name"),
        ({"codes": "39-41 A"}, "codes", "your sheet goes from 1 to 40"),
        ({"excluded": "7"}, "excluded", "say in a few words why"),
        ({"excluded": "1-40 gone"}, "excluded", "nothing to draw from"),
    ],
)
def test_what_cannot_be_read_is_said_and_what_was_typed_stays(cast, client_for, form, sent, field, says):
    again = client_for(cast.grace).post("/draws", {**form, **sent})
    assert again.status_code == 422
    assert says in words(again)
    assert f'href="#{field}"' in again.text
    assert next(iter(sent.values())) in again.text
    assert db.session.scalar(sa.select(sa.func.count(Draw.id))) == 0


def test_both_are_told_at_once(cast, client_for, form):
    again = client_for(cast.grace).post("/draws", {**form, "codes": "x", "excluded": "x"})
    assert 'href="#codes"' in again.text and 'href="#excluded"' in again.text


def test_a_second_draw_for_a_plan_is_refused_in_words_whatever_was_fixed(cast, client_for, clock):
    _, requirement = make.a_done_action(cast, at=clock.now())
    db.session.commit()
    grace = client_for(cast.grace)
    page = grace.get(f"/checks/new?requirement={requirement.id}")
    sent = {**hidden(page), "population": "40", "counted_by_id": str(cast.tomasz.id)}
    first = drawn(grace, sent)
    again = grace.post("/draws", {**sent, "excluded": f"{drawn_records(first)[0].number} moved away"})
    assert "a second draw would let us choose the result" in words(again)
    assert db.session.scalars(sa.select(Draw)).one() == first
