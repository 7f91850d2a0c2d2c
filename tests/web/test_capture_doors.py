"""Who starts what, where and about whom; and what is said when something is still needed."""

from __future__ import annotations

import re
import uuid

import pytest

from spotcheck.core.database import db
from spotcheck.core.ids import new_id
from spotcheck.organisation.queries import person
from tests import make, make_checks
from tests.make_drafts import INTERVIEW, OBSERVATION, SAMPLE, a_draft, a_whole_draft, address
from tests.pages import hidden, words

QUERIES = 15  # a page's own, and the three that find out who is asking


def test_r3_the_lead_is_told_who_else_looks(cast, client_for, clock):
    _, requirement = make.a_done_action(cast, make.AN_OBSERVATION, at=clock.now())
    db.session.commit()
    page = client_for(cast.priya).get(f"/checks/new?requirement={requirement.id}")
    assert page.status_code == 409
    assert "You lead this action" in words(page)


def test_r3_a_verifier_from_outside_captures_for_their_action_and_nowhere_else(cast, client_for, clock):
    action, requirement = make.a_done_action(cast, make.AN_OBSERVATION, at=clock.now())
    verifier = make.a_verifier(action, by=cast.samuel, at=clock.now())
    db.session.commit()
    client = client_for(verifier)
    page = client.get(f"/checks/new?requirement={requirement.id}")
    page = client.post("/drafts", {**hidden(page), "worker": str(cast.tomasz.id)}, follow=True)
    assert "with Tomasz" in words(page)
    assert client.get(address(cast, kind="observation", service=cast.hazel)).status_code in {403, 404}


def test_pressing_start_twice_starts_one(cast, client_for):
    grace = client_for(cast.grace)
    start = {**hidden(grace.get(address(cast, kind="interview", key=INTERVIEW))), "worker": str(cast.tomasz.id)}
    first, again = (grace.post("/drafts", start).headers["Location"] for _ in range(2))
    assert first == again


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"population": ""}, "population"),
        ({"population": "many"}, "population"),
        ({"population": "0"}, "population"),
        ({"size": "900"}, "size"),
        ({"counted_by_id": ""}, "counted_by_id"),
        ({"left_out": "3"}, "left_out_reason"),
    ],
)
def test_a_draw_says_what_is_needed_and_keeps_what_was_typed(cast, client_for, sent, field):
    grace = client_for(cast.grace)
    page = grace.get(address(cast, kind="sample", key=SAMPLE))
    form = {**hidden(page), "population": "40", "size": "10", "counted_by_id": str(cast.tomasz.id)}
    again = grace.post("/draws", {**form, "left_out_reason": "", **sent})
    assert again.status_code == 422
    assert f'href="#{field}"' in again.text
    assert sent.get("population", "40") in again.text


@pytest.mark.parametrize(
    ("sent", "says"),
    [({"worker": ""}, "Choose the colleague"), ({"worker": "leila"}, "does not work at this service")],
)
def test_starting_says_what_is_needed(cast, client_for, sent, says):
    if sent["worker"]:
        sent = {"worker": str(cast.leila.id)}
    grace = client_for(cast.grace)
    page = grace.get(address(cast, kind="interview", key=INTERVIEW))
    again = grace.post("/drafts", {**hidden(page), "shift": "night", **sent})
    assert (again.status_code, says in words(again)) == (422, True)
    assert re.search(r'value="night" checked', again.text)


@pytest.mark.parametrize("who", ["samuel", "ruth", "tomasz", "outsider", "admin"])
def test_r12_a_draft_and_its_receipt_are_nobody_elses(cast, client_for, clock, who):
    draft, done = (
        a_draft(cast, cast.grace, at=clock.now()),
        make_checks.observation(cast, cast.grace, cast.tomasz, at=clock.now()),
    )
    db.session.commit()
    client = client_for(getattr(cast, who))
    there = [client.get(f"/drafts/{draft.id}"), client.get(f"/checks/{done.id}/receipt")]
    nowhere = [client.get(f"/drafts/{new_id()}"), client.get(f"/checks/{new_id()}/receipt")]
    assert {page.status_code for page in there + nowhere} == {404}
    assert client.post("/checks", {"draft": str(draft.id)}).status_code == 404
    assert client.post(f"/drafts/{draft.id}/deletion").status_code == 404


@pytest.mark.parametrize(
    ("who", "service", "status"),
    [
        ("grace", "hazel", 200),
        ("grace", "mill", 404),
        ("tomasz", "hazel", 403),
        ("nadia", "hazel", 403),
        ("ruth", "mill", 200),
        ("outsider", "hazel", 404),
        ("ruth", "other_service", 404),
    ],
)
def test_r12_checks_are_captured_where_one_may(cast, client_for, who, service, status):
    client = client_for(getattr(cast, who))
    page = client.get(address(cast, kind="observation", service=getattr(cast, service)))
    assert page.status_code == status


def test_somebody_of_several_services_says_where_they_are(cast, client_for):
    page = client_for(cast.ruth).get("/checks/new?kind=observation")
    assert "Where are you?" in words(page)
    assert "Hazel Court" in words(page)
    assert "Mill Lane" in words(page)


def test_a_plan_or_draw_that_is_not_there_is_not_found(cast, client_for):
    grace = client_for(cast.grace)
    assert grace.get(f"/checks/new?requirement={new_id()}").status_code == 404
    assert grace.get(address(cast, kind="sample", key=SAMPLE, draw=new_id())).status_code == 404
    assert grace.get("/checks/new?kind=guess").status_code == 422


def test_a_question_asked_lately_is_not_offered_again(cast, client_for, clock):
    make_checks.interview(cast, cast.grace, cast.tomasz, at=clock.now())
    draft = a_draft(cast, cast.priya, INTERVIEW, at=clock.move(days=1))
    db.session.commit()
    priya = client_for(cast.priya)
    assert "again from 31 January 2027" in words(priya.get(f"/drafts/{draft.id}"))
    page = priya.get(address(cast, kind="interview", key=INTERVIEW))
    assert "Tomasz Was asked all of this in the last 90 days." in words(page)
    assert f'value="{cast.tomasz.id}"' not in page.text


@pytest.mark.parametrize("key", [OBSERVATION, INTERVIEW, SAMPLE])
def test_a_page_of_capturing_costs_few_queries(cast, client_for, clock, statements, key):
    draft = a_whole_draft(cast, cast.grace, key, at=clock.now())
    db.session.commit()
    grace = client_for(cast.grace)
    for one in (f"/drafts/{draft.id}", f"/drafts/{draft.id}?page=words", address(cast, kind=draft.kind, key=key)):
        statements.clear()
        assert grace.get(one).status_code == 200
        assert len(statements) <= QUERIES, one


def test_nobody_is_named_to_start_with(cast, client_for):
    page = client_for(cast.grace).get(address(cast, kind="observation", key=OBSERVATION))
    assert person(cast.organisation_id, cast.grace.id).name not in words(page)
    assert uuid.UUID(hidden(page)["id"]).version == 7
