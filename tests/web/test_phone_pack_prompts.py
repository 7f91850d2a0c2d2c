"""The short questions that a phone takes along: those its owner may hand it over for, and what their pages show."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from spotcheck.checklists.queries import checklist_by_key
from spotcheck.checklists.wording_operations import write_wording
from spotcheck.checklists.wording_rules import Said
from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.desk.pack_prompts import prompts_for
from spotcheck.learning.operations.asking import take_back
from spotcheck.learning.operations.reviewing import Judgement, review
from spotcheck.learning.queries.handing import MOST_TAKEN, to_hand_over
from spotcheck.organisation.models import Person
from tests.make_prompts import PRN, a_prompt, an_answer, questions
from tests.web.test_phone_pack import packed


@pytest.fixture
def prompt(cast, clock):
    return a_prompt(cast, cast.tomasz, by=cast.samuel, at=clock.now(), items=[questions(cast.organisation_id)[1]])


def ids(found):
    return [one["id"] for one in found["prompts"]]


def test_a_question_goes_along_with_all_that_its_pages_show_and_a_first_name(cast, client_for, prompt):
    (found,) = packed(client_for, cast.grace)["prompts"]
    item = questions(cast.organisation_id)[1]
    assert found == {
        "id": str(prompt.id),
        "worker": str(cast.tomasz.id),
        "first_name": "Tomasz",
        "title": "PRN medicines: three questions",
        "question": item.text,
        "another_way": None,
        "model": item.model,
        "why": item.why,
        "by": prompt.due_on.isoformat(),
        "lines": [{"key": one["key"], "text": one["text"]} for one in item.choices],
        "beside": None,
    }
    assert len(item.choices) > 1
    assert len(json.dumps(found)) < 1_500


def test_it_goes_along_in_the_worker_s_language_where_it_has_that(cast, clock, client_for):
    item = questions(cast.organisation_id)[1]
    said = Said(text="Co robisz?", model="Pytam.", why="Bo to ważne.", another_way="Wyobraź sobie.", lines={})
    held = checklist_by_key(cast.organisation_id, PRN)
    write_wording(held, item, "pl", said, by=cast.samuel.standing(), at=clock.now())
    for worker, language in ((cast.tomasz, "pl"), (cast.amina, "ro")):
        a_prompt(cast, worker, by=cast.samuel, at=clock.now(), items=[item])
        db.session.get_one(Person, (cast.organisation_id, worker.id)).language = language
    db.session.commit()
    beside = {one["first_name"]: one["beside"] for one in packed(client_for, cast.grace)["prompts"]}
    assert beside == {
        "Amina": None,
        "Tomasz": {
            "tag": "pl",
            "name": "Polski",
            "direction": "ltr",
            "question": "Co robisz?",
            "another_way": None,  # until it is asked once more
            "model": "Pytam.",
            "why": "Bo to ważne.",
            "lines": {},
            "changed": False,
        },
    }


@pytest.mark.parametrize(
    ("who", "takes"),
    [
        ("grace", True),
        ("samuel", True),
        ("ruth", True),
        ("tomasz", False),  # it is for him
        ("amina", False),  # a colleague reads no answers
        ("outsider", False),
    ],
)
def test_only_whoever_may_hand_the_phone_over_takes_it_along(cast, client_for, prompt, who, takes):
    assert ids(packed(client_for, getattr(cast, who))) == ([str(prompt.id)] if takes else [])


def test_nobody_takes_their_own_question_along(cast, client_for, clock):
    a_prompt(cast, cast.grace, by=cast.samuel, at=clock.now())
    assert packed(client_for, cast.grace)["prompts"] == []
    assert len(packed(client_for, cast.samuel)["prompts"]) == 1


@pytest.mark.parametrize("meanwhile", ["answered", "taken back", "past its day", "read"])
def test_what_waits_for_no_answer_stays_here(cast, client_for, clock, prompt, meanwhile):
    if meanwhile == "taken back":
        take_back(prompt, reason="They are on leave.", by=cast.samuel.standing(), at=clock.now())
    if meanwhile in {"answered", "read"}:
        made = an_answer(prompt, at=clock.now())
    if meanwhile == "read":
        every = [point["key"] for point in questions(cast.organisation_id)[1].points]
        judged(cast, prompt, made, every, clock)
    if meanwhile == "past its day":
        clock.move(days=8)
    assert packed(client_for, cast.grace)["prompts"] == []


def test_one_that_is_asked_once_more_says_it_another_way_until_its_day(cast, client_for, clock, prompt):
    judged(cast, prompt, an_answer(prompt, at=clock.now()), [], clock)
    (found,) = packed(client_for, cast.grace)["prompts"]
    assert found["another_way"] == questions(cast.organisation_id)[1].another_way
    assert found["by"] == (local_date(clock.now()) + timedelta(days=7)).isoformat()
    clock.move(days=8)
    assert packed(client_for, cast.grace)["prompts"] == []
    clock.move(days=-8)
    an_answer(prompt, "Again.", at=clock.now())
    assert packed(client_for, cast.grace)["prompts"] == []


def test_the_soonest_day_comes_first_and_there_are_never_more_than_fifty(cast, clock, monkeypatch):
    today = local_date(clock.now())
    late, soon = (
        a_prompt(cast, worker, by=cast.samuel, at=clock.now(), due_on=today + timedelta(days=days))
        for worker, days in ((cast.tomasz, 9), (cast.amina, 2))
    )
    db.session.flush()
    assert [one.id for one in prompts_for(cast.grace.standing(), at=clock.now())] == [soon.id, late.id]
    monkeypatch.setattr("spotcheck.learning.queries.handing.MOST_TAKEN", 1)
    assert [one.row.prompt.id for one in to_hand_over(cast.grace.standing(), at=clock.now())] == [soon.id]
    assert MOST_TAKEN == 50


def judged(cast, prompt, answer, points, clock):
    review(
        prompt,
        Judgement(answer_id=answer.id, points=frozenset(points)),
        by=cast.samuel.standing(),
        at=clock.now(),
    )
