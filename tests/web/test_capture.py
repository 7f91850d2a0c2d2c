"""Capturing in a browser without JavaScript: from choosing to the receipt, page by page."""

from __future__ import annotations

import re
from html import unescape

import sqlalchemy as sa

from spotcheck.checks.models import Check, Draft
from spotcheck.checks.queries.contents import content_of
from spotcheck.checks.queries.facts import drawn_facts
from spotcheck.checks.queries.starting import starting
from spotcheck.core.database import db
from spotcheck.tracker.models import Evidence
from tests import make, make_checks
from tests.make_drafts import INTERVIEW, OBSERVATION, SAMPLE, address
from tests.pages import hidden, names, words


def _sampled(cast, draft):
    return {"checklist": str(make_checks.asked(cast, SAMPLE)[0].checklist_id), "draw": str(draft.draw_id)}


def the_check():
    return db.session.scalars(sa.select(Check)).one()


def test_an_observation_from_choosing_to_the_receipt(cast, client_for):
    grace = client_for(cast.grace)
    page = grace.get("/checks/new?kind=observation")
    assert "What will you watch?" in words(page)
    link = next(one for one in re.findall(r'href="(/checks/new[^"]+)"', page.text) if "checklist" in one)
    assert grace.get(unescape(link)).status_code == 200
    page = grace.get(address(cast, kind="observation", key=OBSERVATION))
    assert "Whom do you observe?" in words(page)
    assert "Grace" not in words(page)
    start = {**hidden(page), "shift": "late", "announced": "false", "worker": str(cast.tomasz.id)}
    page = grace.post("/drafts", start, follow=True)
    there = page.request.path
    assert "Late shift, not announced, with Tomasz" in words(page)
    outcomes = dict.fromkeys(names(page, r"outcome-\d+"), "well")
    assert len(outcomes) == 12
    page = grace.post(f"{there}/answers", {**outcomes, "outcome-12": "support", "then": "next"}, follow=True)
    assert "What else did you notice?" in words(page)
    said = {**hidden(page), "strength": "Asked before each tablet.", "hard": ["time", "handover"], "busy": "Noise."}
    page = grace.post("/checks", said, follow=True)
    assert "Received 09:00" in words(page)
    assert "Ruth or Samuel can review it next." in words(page)
    check = the_check()
    assert (check.worker_id, check.shift, check.announced) == (cast.tomasz.id, "late", False)
    assert check.words == {"strength": "Asked before each tablet.", "hard": ["time", "handover"], "busy": "Noise."}
    assert [one.outcome for one in content_of(check).answers].count("well") == 11


def test_an_interview_from_choosing_to_the_receipt(cast, client_for):
    grace = client_for(cast.grace)
    page = grace.get(address(cast, kind="interview", key=INTERVIEW))
    start = {**hidden(page), "worker": str(cast.amina.id)}
    page = grace.post("/drafts", start, follow=True)
    there = page.request.path
    assert "You gave a PRN tablet for pain. What do you write down?" in words(page)
    assert "Let us stop there and read the plan together" in words(page)
    heard = dict.fromkeys(names(page, r"point-\d-[a-z-]+"), "unprompted")
    form = {**{f"asked-{n}": "true" for n in (1, 2, 3)}, **heard, "reason-1": "true"}
    form |= {"point-2-effect": "not_yet", "again-2-effect": "asked", "alert-3": ["waits"]}
    page = grace.post(f"{there}/answers", {**form, "then": "next"}, follow=True)
    grace.post("/checks", hidden(page))
    answers = {one.item_id: one for one in content_of(the_check()).answers}
    _, items = make_checks.asked(cast, INTERVIEW)
    assert [answers[item.id].outcome for item in items] == ["clear", "partly", "revisit"]
    assert answers[items[1].id].said.again == {"effect": "asked"}


def test_a_sample_from_the_draw_to_the_receipt(cast, client_for):
    grace = client_for(cast.grace)
    page = grace.get(address(cast, kind="sample", key=SAMPLE))
    assert "Highest number on your sheet" in words(page)
    asked = {**hidden(page), "population": "40", "size": "2", "counted_by_id": str(cast.tomasz.id)}
    page = grace.post("/draws", asked, follow=True)
    assert "Drawn: 2 of 40 records." in page.text
    assert "Fetch these 2 records" in words(page)
    page = grace.post("/drafts", hidden(page), follow=True)
    there = page.request.path
    draft = db.session.scalars(sa.select(Draft)).one()
    found = starting(cast.grace.standing(), {"kind": "sample", **_sampled(cast, draft)}, at=draft.opened_at)
    drawn = drawn_facts(found.draw)
    assert f"{drawn.references[0]} is number {drawn.numbers[0]} on your sheet" in words(page)
    page = grace.post(f"{there}/answers", {"record": "1", "set_aside": "not_found", "then": "next"}, follow=True)
    assert f"{drawn.references[1]} is number {drawn.numbers[1]} on your sheet" in words(page)
    for n in (2, 3):
        outcomes = dict.fromkeys(names(page, r"outcome-\d+"), "in_place")
        page = grace.post(f"{there}/answers", {**outcomes, "record": str(n), "then": "next"}, follow=True)
    assert "What else did you notice?" in words(page)
    page = grace.post("/checks", hidden(page), follow=True)
    assert "Received" in words(page)
    records = content_of(the_check()).records
    assert [(met.number, met.set_aside) for met in records] == [
        (drawn.numbers[0], "not_found"),
        (drawn.numbers[1], None),
        (drawn.numbers[2], None),
    ]


def test_a_look_for_a_plan_starts_where_the_plan_says(cast, client_for, clock):
    action, requirement = make.a_done_action(cast, make.AN_OBSERVATION, at=clock.now())
    db.session.commit()
    grace = client_for(cast.grace)
    page = grace.get(f"/checks/new?requirement={requirement.id}")
    assert f"For action A-{action.number}" in words(page)
    page = grace.post("/drafts", {**hidden(page), "worker": str(cast.tomasz.id)}, follow=True)
    outcomes = dict.fromkeys(names(page, r"outcome-\d+"), "well")
    page = grace.post(f"{page.request.path}/answers", {**outcomes, "then": "next"}, follow=True)
    page = grace.post("/checks", hidden(page), follow=True)
    assert "It counts once it is reviewed." in words(page)
    assert db.session.scalars(sa.select(Evidence)).one().usable == 1


def test_a_sample_for_a_plan_draws_what_the_plan_fixed(cast, client_for, clock):
    _, requirement = make.a_done_action(cast, at=clock.now())
    db.session.commit()
    grace = client_for(cast.grace)
    page = grace.get(f"/checks/new?requirement={requirement.id}")
    assert "The plan asks for 10 records." in words(page)
    assert "Priya" not in words(page)  # who leads the action does not count the records
    form = {**hidden(page), "population": "40", "size": "1", "counted_by_id": str(cast.tomasz.id)}
    page = grace.post("/draws", form, follow=True)
    assert "Fetch these 10 records" in words(page)
