"""Two people watch one medicines round, each alone; then both see where they saw the same, and nobody else does."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from spotcheck.checks.models import Check, Draft, Pair
from spotcheck.checks.operations.pairs import join_pair, make_pair
from spotcheck.checks.operations.receiving import receive_check
from spotcheck.checks.queries.contents import content_from
from spotcheck.checks.queries.drafts import capturing
from spotcheck.core.database import db
from spotcheck.core.ids import new_id
from spotcheck.core.refusals import Why
from spotcheck.tracker.models import Evidence
from tests import make
from tests.make_drafts import OBSERVATION, a_draft, a_page, answered
from tests.pages import hidden, words
from tests.refused import refused


@pytest.fixture
def pair(cast, clock):
    """Grace watches Tomasz, and has a code for somebody else."""
    draft = a_draft(cast, cast.grace, OBSERVATION, at=clock.now())
    made = make_pair(draft.id, by=cast.grace.standing(), at=clock.now())
    db.session.commit()
    return made


def joined(cast, pair, clock, by=None):
    draft = join_pair(pair.code, look_id=new_id(), by=(by or cast.priya).standing(), at=clock.now())
    db.session.commit()
    return draft


def finish(client, draft_id, **outcomes):
    """Everything done well but these, and no words."""
    answers = {f"outcome-{n}": outcomes.get(f"n{n}", "well") for n in range(1, 13)}
    client.post(f"/drafts/{draft_id}/answers", {**answers, "then": "next"})
    return client.post("/checks", {"draft": str(draft_id), "with_words": "true"}, follow=True)


def test_two_watch_alone_and_then_see_where_they_saw_the_same(cast, client_for, clock):
    grace, priya = client_for(cast.grace), client_for(cast.priya)
    draft = a_draft(cast, cast.grace, OBSERVATION, at=clock.now())
    db.session.commit()
    page = grace.get(f"/drafts/{draft.id}")
    assert "Watch with somebody else" in words(page)
    page = grace.post(f"/drafts/{draft.id}/pair", {}, follow=True)
    there = page.request.path
    code = re.search(r'"pair-code">(\w{4})<', page.text)[1]
    assert "Watch together: I have a code" in words(priya.get("/checks/new?kind=observation"))
    page = priya.get("/pairs/new")
    page = priya.post("/pairs", {**hidden(page), "code": f" {code.lower()} "}, follow=True)
    second = db.session.scalars(sa.select(Draft).where(Draft.author_id == cast.priya.id)).one()
    assert (second.worker_id, second.requirement_id) == (cast.tomasz.id, None)
    assert "Priya is still watching" in words(grace.get(there))
    first_id, second_id = draft.id, second.id
    page = finish(grace, first_id, n4="support", n8="not_seen")
    assert "What you both saw" in words(page)
    assert "Grace has finished. Finish your own" in words(priya.get(there))
    assert priya.get(f"/checks/{first_id}").status_code == 404
    finish(priya, second_id, n4="follow_up", n5="support")
    page = words(priya.get(there))
    assert "You saw the same thing on 9 of 11 items" in page
    assert "Talk about these 2" in page
    assert "You: Needs a follow-up Grace: Done, with support" in page
    assert "Seen by only one of you" in page
    assert "Alike: 82 in 100." in page
    assert "Cohen’s kappa: " in page
    assert "You: Done, with support Priya: Needs a follow-up" in words(grace.get(there))


def test_what_they_agree_on_is_for_the_two_and_on_nobodys_page(cast, client_for, clock, pair):
    second_id = joined(cast, pair, clock).id
    finish(client_for(cast.grace), pair.first_look_id)
    finish(client_for(cast.priya), second_id, n4="support")
    for somebody in (cast.samuel, cast.ruth, cast.tomasz, cast.outsider):
        assert client_for(somebody).get(f"/pairs/{pair.id}").status_code == 404
    for page in (f"/checks/{second_id}", "/reviews"):
        told = words(client_for(cast.samuel).get(page))
        assert "kappa" not in told and "What you both saw" not in told
    assert "kappa" not in words(client_for(cast.tomasz).get("/mine"))


def test_a_manager_who_watches_too_sees_nothing_before_they_finish_and_reviews_neither(cast, client_for, clock, pair):
    second = joined(cast, pair, clock, by=cast.samuel)
    finish(client_for(cast.grace), pair.first_look_id)
    samuel = client_for(cast.samuel)
    assert samuel.get(f"/checks/{pair.first_look_id}").status_code == 404
    assert "Grace watched Tomasz work." not in words(samuel.get("/reviews"))
    assert "Ruth can review it next." in words(client_for(cast.grace).get(f"/checks/{pair.first_look_id}/receipt"))
    finish(samuel, second.id)
    assert "You watched the same work, so somebody else reviews it." in words(
        samuel.get(f"/checks/{pair.first_look_id}")
    )
    assert samuel.get(f"/checks/{pair.first_look_id}/reviews").status_code == 403
    assert client_for(cast.ruth).get(f"/checks/{pair.first_look_id}/reviews").status_code == 200


def test_of_the_two_only_the_first_is_evidence_whatever_a_device_sends(cast, client_for, clock):
    _, requirement = make.a_done_action(cast, make.AN_OBSERVATION, at=clock.now())
    clock.move(days=1)
    draft = a_draft(cast, cast.grace, OBSERVATION, at=clock.now(), requirement_id=requirement.id)
    pair = make_pair(draft.id, by=cast.grace.standing(), at=clock.now())
    second = joined(cast, pair, clock)
    answered(cast, second, cast.priya, a_page(cast, OBSERVATION, "well"), at=clock.now())
    second.requirement_id = requirement.id
    content = content_from(second, capturing(second, at=clock.now()).sheet, finished_at=clock.now())
    says = refused(receive_check, content, by=cast.priya.standing(), at=clock.now(), why=Why.INVALID)
    assert "Two of you watched the same work." in says
    second.requirement_id = None
    db.session.commit()
    first_id, second_id = draft.id, second.id
    finish(client_for(cast.grace), first_id)
    finish(client_for(cast.priya), second_id)
    assert db.session.scalars(sa.select(Evidence.source_id)).all() == [first_id]


@pytest.mark.parametrize("code", ["", "ZZZZ", "a code that is much too long to be one"])
def test_a_code_that_nobody_waits_under_is_said_at_the_field(cast, client_for, pair, code):
    page = client_for(cast.priya).post("/pairs", {"id": str(new_id()), "code": code})
    assert page.status_code == 422
    assert 'id="code-wrong"' in page.text
    assert db.session.scalar(sa.select(sa.func.count(Draft.id))) == 1


def test_a_code_of_another_service_is_not_told_apart_from_no_code(cast, client_for, pair):
    page = client_for(cast.outsider).post("/pairs", {"id": str(new_id()), "code": pair.code})
    assert page.status_code in {404, 422}
    assert db.session.get(Pair, (pair.organisation_id, pair.id)).second_id is None


def test_joining_twice_is_once_and_a_third_cannot(cast, client_for, clock, pair):
    first = joined(cast, pair, clock)
    assert joined(cast, pair, clock).id == first.id
    page = client_for(cast.samuel).post("/pairs", {"id": str(new_id()), "code": pair.code})
    assert "Somebody else has joined" in words(page)


def test_asking_for_a_code_twice_gives_the_same_one(cast, clock, pair):
    again = make_pair(pair.first_look_id, by=cast.grace.standing(), at=clock.now())
    assert again.code == pair.code


def test_one_of_two_does_not_turn_to_another_colleague(cast, client_for, clock, pair):
    change = {"with_context": "true", "worker": str(cast.amina.id), "shift": "late", "then": "stay"}
    page = client_for(cast.grace).post(f"/drafts/{pair.first_look_id}/answers", change)
    assert page.status_code == 422
    assert "Two of you watch the same colleague." in words(page)


def test_when_one_of_them_stops_the_other_goes_on(cast, client_for, clock, pair):
    second = joined(cast, pair, clock)
    client_for(cast.priya).post(f"/drafts/{second.id}/deletion", {})
    assert "Priya stopped and deleted their draft" in words(client_for(cast.grace).get(f"/pairs/{pair.id}"))
    finish(client_for(cast.grace), pair.first_look_id)
    assert db.session.scalar(sa.select(sa.func.count(Check.id))) == 1
