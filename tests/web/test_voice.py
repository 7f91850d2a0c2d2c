"""A person or their family is asked: three short questions, no name, evidence that supports and never closes alone."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
import sqlalchemy as sa

from spotcheck.checks.models import Check, Draft
from spotcheck.checks.queries.contents import content_of
from spotcheck.core.database import db
from spotcheck.tracker import operations, queries
from spotcheck.tracker.models import Action, Evidence, Finding
from spotcheck.tracker.rules.words import Look, State
from tests import make, make_checks
from tests.make_drafts import address
from tests.pages import hidden, names, words

MEDICINES = "medicines-voice"


def the_check() -> Check:
    return db.session.scalars(sa.select(Check)).one()


def begun(client, cast, answered_by="person", **asked):
    """The page of the three questions."""
    page = client.get(address(cast, kind="voice", key=MEDICINES, **asked))
    return client.post("/drafts", {**hidden(page), "answered_by": answered_by}, follow=True)


def test_listening_from_today_to_the_receipt_without_a_name_or_an_hour(cast, client_for):
    grace = client_for(cast.grace)
    page = grace.get("/today")
    page = grace.get(unescape(re.search(r'href="(/checks/new\?kind=voice)"', page.text)[1]))
    assert "What will you ask people about?" in words(page)
    page = grace.get(address(cast, kind="voice", key=MEDICINES))
    assert "First, ask if they would like to" in words(page)
    page = begun(grace, cast)
    there = page.request.path
    assert "Do you get your medicines when you need them?" in words(page)
    assert "Tomasz" not in words(page)
    answers = {"outcome-1": "yes", "outcome-2": "sometimes"}
    page = grace.post(f"{there}/answers", {**answers, "then": "next"}, follow=True)
    assert "Would they like to add something?" in words(page)
    page = grace.post("/checks", {**hidden(page), "better": "A cup of tea at night."})
    assert "1 question has no answer. That is fine: it is left out." in words(page)
    page = grace.post("/checks", {**hidden(page), "better": "A cup of tea at night.", "anyway": "true"}, follow=True)
    assert "Received" in words(page)
    assert "Your colleague can read it" not in words(page)
    check = the_check()
    assert (check.kind, check.answered_by) == ("voice", "person")
    assert (check.worker_id, check.shift, check.announced, check.setting) == (None, None, None, None)
    assert [one.outcome for one in content_of(check).answers] == ["yes", "sometimes"]
    page = words(grace.get(f"/checks/{check.id}"))
    assert "You asked a person or their family." in page
    assert "What could be better? A cup of tea at night." in page
    assert "2 November 2026" in page
    who_and_when = page[page.index("Who and when") : page.index("History")]
    assert not re.search(r"\d\d:\d\d", who_and_when)


def test_a_family_is_asked_about_the_person(cast, client_for):
    grace = client_for(cast.grace)
    page = begun(grace, cast, "family")
    assert "Do they get their medicines when they need them?" in words(page)
    change = {"with_context": "true", "answered_by": "person", "then": "stay"}
    page = grace.post(f"{page.request.path}/answers", change, follow=True)
    assert "Do you get your medicines when you need them?" in words(page)


def test_nobody_is_asked_before_it_is_said_who_answers(cast, client_for):
    grace = client_for(cast.grace)
    page = grace.get(address(cast, kind="voice", key=MEDICINES))
    again = grace.post("/drafts", hidden(page))
    assert again.status_code == 422
    assert "Choose who answers: the person, or their family." in words(again)
    assert db.session.scalar(sa.select(Draft)) is None


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("Mrs Hill comes late.", "This may hold a name."),
        ("My number is 999 000 0018.", "This may hold an NHS number."),
        ("Knock at room 12, please.", "This may hold a room number."),
    ],
)
def test_words_that_may_name_somebody_get_a_kind_warning(cast, client_for, typed, says):
    grace = client_for(cast.grace)
    page = begun(grace, cast)
    outcomes = dict.fromkeys(names(page, r"outcome-\d+"), "yes")
    page = grace.post(f"{page.request.path}/answers", {**outcomes, "then": "next"}, follow=True)
    page = grace.post("/checks", {**hidden(page), "works": typed})
    assert (page.status_code, says in words(page), typed in unescape(page.text)) == (422, True, True)
    assert db.session.scalar(sa.select(Check)) is None


def test_it_is_reviewed_in_short_and_a_gap_still_needs_its_words(cast, client_for, clock):
    check = make_checks.voice(cast, cast.grace, at=clock.now(), outcomes={"asked-if-it-helped": "no"})
    db.session.commit()
    samuel = client_for(cast.samuel)
    page = samuel.get(f"/checks/{check.id}/reviews")
    assert "Grace asked a person or their family." in words(page)
    gap = make_checks.standard_id(cast, check, "asked-if-it-helped")
    sent = {"corrections_seen": "0", "risk": "low", f"finding-{gap}": "gap", f"text-{gap}": "Nobody comes back."}
    assert "Say in a sentence or two what this means" in words(samuel.post(f"/checks/{check.id}/reviews", sent))
    sent |= {f"finding-{gap}": "none"}
    assert samuel.post(f"/checks/{check.id}/reviews", sent).status_code == 303
    assert db.session.scalar(sa.select(Finding)) is None


def test_an_interview_still_needs_its_commentary(cast, client_for, clock):
    check = make_checks.interview(cast, cast.grace, cast.tomasz, at=clock.now())
    db.session.commit()
    page = client_for(cast.samuel).post(f"/checks/{check.id}/reviews", {"corrections_seen": "0", "risk": "low"})
    assert "Say in a sentence or two what this means" in words(page)


def test_what_people_say_supports_an_action_and_never_closes_it_alone(cast, client_for, clock):
    start = clock.now()
    plan = [make.AN_OBSERVATION, make.Asks(Look.VOICE, 2, 0)]
    action = make.an_action(cast, State.DONE, at=start, plan=plan)
    db.session.commit()
    seen, heard = queries.plan_of(action)
    clock.set(start + timedelta(days=1))
    grace = client_for(cast.grace)
    assert "Listen: Your medicines, in your words" in words(grace.get("/today"))
    for _ in range(2):
        page = begun(grace, cast, requirement=heard.id)
        outcomes = dict.fromkeys(names(page, r"outcome-\d+"), "yes")
        page = grace.post(f"{page.request.path}/answers", {**outcomes, "then": "next"}, follow=True)
        assert grace.post("/checks", hidden(page)).status_code == 303
    for check in db.session.scalars(sa.select(Check)):
        make_checks.reviewed(check, cast.ruth, at=clock.now(), commentary="", stands=True)
    evidence = db.session.scalars(sa.select(Evidence).where(Evidence.superseded.is_(False))).all()
    assert [(one.usable, one.misses, one.observed_id, one.shift) for one in evidence] == [(1, 0, None, None)] * 2
    page = words(client_for(cast.ruth).get(f"/actions/{action.id}"))
    assert "2 people or families, all say yes" in page
    assert "Holding: 2 of 2 said yes" in page
    assert "Still to come: 1 observation" in page
    assert action.state == State.DONE
    make.looks(cast, seen, at=clock.now())
    operations.close(action, words="Seen, and people say so.", by=cast.ruth.standing(), at=clock.now())
    assert action.state == State.CLOSED


def test_two_people_who_say_no_send_the_action_back(cast, clock):
    start = clock.now()
    plan = [make.AN_OBSERVATION, make.Asks(Look.VOICE, 2, 0)]
    action = make.an_action(cast, State.DONE, at=start, plan=plan)
    heard = queries.plan_of(action)[1]
    check = make_checks.voice(
        cast, cast.grace, at=start + timedelta(days=1), outcomes={"asked-if-it-helped": "no"}, requirement_id=heard.id
    )
    make_checks.reviewed(check, cast.ruth, at=start + timedelta(days=1), commentary="", stands=True)
    assert (action.state, action.sent_back) == (State.AGREED, 1)


def test_a_plan_of_voices_only_is_not_agreed_and_nothing_real_is_taken_out_of_one(cast, client_for, clock):
    action = make.an_action(cast, State.PROPOSED, at=clock.now(), plan=[make.Asks(Look.VOICE, 3, 0)])
    db.session.commit()
    ruth = client_for(cast.ruth)
    page = ruth.get(f"/actions/{action.id}")
    sent = {"version": str(action.version), "lead_id": str(cast.priya.id), "due_on": "2026-11-20"}
    sent |= {"no_support": "true", "criteria": "People say so."}
    page = ruth.post(f"/actions/{action.id}/agreement", sent)
    assert page.status_code == 422
    assert "What is planned can support, and never closes an action alone." in words(page)
    assert db.session.get(Action, (cast.organisation_id, action.id)).state == State.PROPOSED
