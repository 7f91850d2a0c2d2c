"""Ways round R3 and R6 by short questions: told in words, and nothing closes that should not."""

from __future__ import annotations

from typing import Any

import pytest

from spotcheck.core.database import db
from spotcheck.core.ids import new_id
from spotcheck.learning.models import Prompt
from spotcheck.learning.operations.answering import Given
from spotcheck.learning.operations.links import answer_by_link, open_link
from spotcheck.learning.queries.links import row_of
from spotcheck.learning.rules.answering import Door
from spotcheck.tracker.models import Action, Evidence, Requirement
from spotcheck.tracker.rules.conditions import Conditions, Differ
from spotcheck.tracker.rules.words import Look, State
from tests import make
from tests.cast import Member
from tests.make_prompts import a_link, a_prompt, an_answer
from tests.make_questions import put, wanted
from tests.pages import words
from tests.web.test_answering_by_link import opens, sends
from tests.web.test_going_round_by_page import Round, home

__all__ = ["home"]


def form_for(home: Round, requirement: Requirement, *workers: Member, **more: Any) -> dict[str, Any]:
    items = wanted(home.cast)
    return {
        "id": str(new_id()), "service": str(home.cast.hazel), "version": str(items[0].version_id),
        "requirement": str(requirement.id), "due_on": "2026-11-09", "worker": [str(one.id) for one in workers],
        "item": [str(one.id) for one in items], **more,
    }  # fmt: skip


def reading(prompt: Prompt, *, missed: bool = False) -> dict[str, Any]:
    row = row_of(prompt)
    points = [] if missed else [one["key"] for one in row.item.points]
    return {"answer": str(row.answers[-1].row.id), "point": points}


def asked_by_page(home: Round, requirement: Requirement) -> list[Prompt]:
    """Grace asks, Tomasz answers both."""
    assert (
        home.client_for(home.cast.grace).post("/prompts", form_for(home, requirement, home.cast.tomasz)).status_code
        == 303
    )
    prompts = db.session.query(Prompt).filter_by(requirement_id=requirement.id).order_by(Prompt.id).all()
    worker = home.client_for(home.cast.tomasz)
    for prompt in prompts:
        home.clock.move(minutes=5)
        sent = {"id": str(new_id()), "words": "I write all four, then I go back."}
        assert worker.post(f"/prompts/{prompt.id}/answers", sent).status_code == 303
    return prompts


@pytest.fixture
def waits(home: Round) -> tuple[Action, Requirement]:
    return home.done(make.AN_INTERVIEW, lead=home.cast.priya)


def test_the_straight_way_closes_and_each_page_says_where_it_stands(
    home: Round, waits: tuple[Action, Requirement]
) -> None:
    action, requirement = waits
    cast = home.cast
    page = home.client_for(cast.grace).get(f"/actions/{action.id}")
    assert f"/prompts/new?requirement={requirement.id}" in page.text
    page = home.client_for(cast.grace).get(f"/prompts/new?requirement={requirement.id}")
    assert "It counts when somebody has read it" in words(page)
    assert "They lead this action" in words(page)
    prompts = asked_by_page(home, requirement)
    page = words(home.client_for(cast.samuel).get(f"/actions/{action.id}"))
    assert "asked by Grace" in page
    assert "waits to be read" in page
    assert "Tomasz" not in page
    samuel = home.client_for(cast.samuel)
    for prompt in prompts:
        assert "For action" in words(samuel.get(f"/prompts/{prompt.id}"))
        assert samuel.post(f"/prompts/{prompt.id}/reviews", reading(prompt)).status_code == 303
    page = words(samuel.get(f"/actions/{action.id}"))
    assert "Nothing is missing" in page
    assert "read on" in page
    assert "all four" not in page
    answer = samuel.post(f"/actions/{action.id}/closure", {"version": action.version, "words": "They know it."})
    assert (answer.status_code, action.state) == (303, State.CLOSED)


def test_answered_by_link_and_then_moved_to_the_action(home: Round, waits: tuple[Action, Requirement]) -> None:
    action, requirement = waits
    cast = home.cast
    prompt = a_prompt(cast, cast.tomasz, by=cast.grace, at=home.clock.now(), items=wanted(cast))
    held = open_link(a_link(prompt, by=cast.grace, at=home.clock.now()), at=home.clock.now())
    answer_by_link(held, Given(id=new_id(), words="All of it.", door=Door.LINK), at=home.clock.now())
    db.session.commit()
    samuel = home.client_for(cast.samuel)
    moved = {**reading(prompt), "requirement": str(requirement.id), "look": str(prompt.id)}
    assert samuel.post(f"/prompts/{prompt.id}/reviews", moved).status_code == 422
    assert samuel.post(f"/prompts/{prompt.id}/reviews", reading(prompt)).status_code == 303
    form = form_for(home, requirement, cast.tomasz, id=str(prompt.look_id or new_id()))
    assert "They had this question in the last 90 days" in home.refused(cast.grace, "/prompts", form)
    assert db.session.query(Evidence).count() == 0
    assert "Still to come: 1 interview" in home.not_closed(cast.samuel, action)


def test_one_for_the_action_by_link_says_so_before_and_never_counts(
    home: Round, waits: tuple[Action, Requirement]
) -> None:
    action, requirement = waits
    cast = home.cast
    prompts = put(requirement, cast, cast.tomasz, by=cast.grace, at=home.clock.now())
    db.session.commit()
    grace = home.client_for(cast.grace)
    assert "cannot count towards closing" in words(grace.get(f"/prompts/{prompts[0].id}"))
    made = grace.post(f"/prompts/{prompts[0].id}/links", {"lasts": "its day"})
    assert "It cannot count towards closing the action." in words(made)
    code = made.text.split('class="code"><b>')[1].split("</b>")[0]
    anybody = home.client_for(None)
    assert opens(anybody, code).status_code == 303
    assert "cannot count towards closing an action" in words(anybody.get("/answer/question"))
    assert sends(anybody, "Everything that must be said.").status_code == 303
    an_answer(prompts[1], at=home.clock.move(minutes=5))
    db.session.commit()
    for prompt in prompts:
        assert home.client_for(cast.samuel).post(f"/prompts/{prompt.id}/reviews", reading(prompt)).status_code == 303
    assert db.session.query(Evidence).count() == 0
    page = words(home.client_for(cast.samuel).get(f"/actions/{action.id}"))
    assert "does not count. It was answered by link" in page
    assert "Still to come: 1 interview" in home.not_closed(cast.samuel, action)


def test_asked_by_the_lead(home: Round) -> None:
    action, requirement = home.done(make.AN_INTERVIEW, lead=home.cast.samuel, by=home.cast.ruth)
    samuel = home.client_for(home.cast.samuel)
    assert "Ask a short question" not in words(samuel.get(f"/actions/{action.id}"))
    page = samuel.get(f"/prompts/new?requirement={requirement.id}")
    assert page.status_code == 409
    assert "You lead this action" in words(page)
    said = home.refused(home.cast.samuel, "/prompts", form_for(home, requirement, home.cast.tomasz))
    assert "You lead this action, so somebody else captures" in said
    assert db.session.query(Prompt).count() == 0


def test_read_by_the_asker(home: Round, waits: tuple[Action, Requirement]) -> None:
    _, requirement = waits
    prompts = put(requirement, home.cast, home.cast.tomasz, by=home.cast.samuel, at=home.clock.now())
    for prompt in prompts:
        an_answer(prompt, at=home.clock.move(minutes=5))
    db.session.commit()
    samuel = home.client_for(home.cast.samuel)
    assert "You asked this for an action" in words(samuel.get(f"/prompts/{prompts[0].id}/reviews"))
    said = home.refused(home.cast.samuel, f"/prompts/{prompts[0].id}/reviews", reading(prompts[0]), status=403)
    assert "You asked this for an action, so somebody else reads the answer." in said
    assert samuel.get("/prompts/to-read").status_code == 200
    assert "waits to be read" not in words(samuel.get("/today"))
    assert home.client_for(home.cast.ruth).get("/prompts/to-read").status_code == 303


def test_asked_and_answered_before_done(home: Round) -> None:
    action = make.an_action(
        home.cast, State.AGREED, at=home.clock.now(), plan=(make.AN_INTERVIEW,), lead=home.cast.priya
    )
    [requirement] = make.queries.plan_of(action)
    db.session.commit()
    said = home.refused(home.cast.grace, "/prompts", form_for(home, requirement, home.cast.tomasz))
    assert "has not been reported done" in said
    page = home.client_for(home.cast.grace).get(f"/prompts/new?requirement={requirement.id}")
    assert "Ask it to learn only" in words(page)


def test_the_same_worker_twice_where_the_plan_asks_for_different_ones(home: Round) -> None:
    plan = make.Asks(Look.INTERVIEW, 2, asks=Conditions(frozenset({Differ.WORKERS})))
    action, requirement = home.done(plan, lead=home.cast.priya)
    make.evidence_for(
        requirement, home.cast.grace, at=home.clock.now(), of=home.cast.tomasz, reviewed_by=home.cast.samuel
    )
    db.session.commit()
    home.clock.move(days=1)
    page = words(home.client_for(home.cast.grace).get(f"/prompts/new?requirement={requirement.id}"))
    assert "Seen for this already. A look of somebody else would count." in page
    for prompt in asked_by_page(home, requirement):
        assert home.client_for(home.cast.samuel).post(f"/prompts/{prompt.id}/reviews", reading(prompt)).status_code in {
            303
        }
    assert "It repeats a worker who was seen already" in words(
        home.client_for(home.cast.samuel).get(f"/actions/{action.id}")
    )
    assert "Still to come" in home.not_closed(home.cast.samuel, action)


def test_two_tabs_read_one_answer(home: Round, waits: tuple[Action, Requirement]) -> None:
    action, requirement = waits
    prompts = asked_by_page(home, requirement)
    missed, well = reading(prompts[0], missed=True), reading(prompts[0])
    assert home.client_for(home.cast.samuel).post(f"/prompts/{prompts[0].id}/reviews", missed).status_code == 303
    assert action.state == State.AGREED
    said = home.refused(home.cast.ruth, f"/prompts/{prompts[0].id}/reviews", well)
    assert "Samuel read this answer already" in said


def test_half_of_the_questions(home: Round, waits: tuple[Action, Requirement]) -> None:
    _, requirement = waits
    form = form_for(home, requirement, home.cast.tomasz)
    half = {**form, "item": form["item"][:1]}
    assert "Choose both questions" in home.refused(home.cast.grace, "/prompts", half, status=422)


def test_a_part_of_a_plan_of_somewhere_else(home: Round, waits: tuple[Action, Requirement]) -> None:
    _, requirement = waits
    elsewhere = home.client_for(home.cast.outsider)
    assert elsewhere.get(f"/prompts/new?requirement={requirement.id}").status_code == 404
    assert elsewhere.post("/prompts", form_for(home, requirement, home.cast.tomasz)).status_code == 404
    sample = home.done(make.A_SAMPLE)[1]
    assert home.client_for(home.cast.grace).get(f"/prompts/new?requirement={sample.id}").status_code == 404
    form = form_for(home, sample, home.cast.tomasz)
    home.refused(home.cast.grace, "/prompts", form, status=404)


def test_what_was_answered_is_taken_back_so_that_nobody_reads_it(
    home: Round, waits: tuple[Action, Requirement]
) -> None:
    _, requirement = waits
    prompts = asked_by_page(home, requirement)
    said = home.refused(home.cast.grace, f"/prompts/{prompts[0].id}/removal", {"reason": "It looks bad."})
    assert "it is read, and not taken back" in said


def test_an_interview_that_is_due_can_be_asked_in_short_by_who_asks_there_and_not_by_who_comes_from_outside(
    home: Round, waits: tuple[Action, Requirement]
) -> None:
    action, requirement = waits
    vera = make.a_verifier(action, by=home.cast.samuel, at=home.clock.now())
    db.session.commit()
    there = f"/prompts/new?requirement={requirement.id}"
    for page in (f"/checks/new?requirement={requirement.id}", f"/actions/{action.id}"):
        assert there in home.client_for(home.cast.grace).get(page).text
        assert there not in home.client_for(vera).get(page).text
    assert home.client_for(vera).get(there).status_code in {403, 404}
