"""Asking a short question, answering it in a minute, and learning from it: without JavaScript."""

from __future__ import annotations

import pytest

from spotcheck.core.database import db
from spotcheck.core.ids import new_id
from spotcheck.learning.models import Prompt, PromptAnswer
from tests import make
from tests.make_prompts import a_prompt, an_answer, questions
from tests.pages import words


@pytest.fixture
def prompt(cast, clock):
    made = a_prompt(cast, cast.tomasz, by=cast.grace, at=clock.now())
    db.session.commit()
    return made


def ask(client, cast, *workers, **changed):
    items = questions(cast.organisation_id)
    form = {
        "id": str(new_id()), "service": str(cast.hazel), "version": str(items[0].version_id), "due_on": "2026-11-09",
        "worker": [str(one.id) for one in workers], "item": [str(items[0].id)],
    }  # fmt: skip
    return client.post("/prompts", {**form, **changed})


def test_a_supervisor_asks_and_the_worker_finds_it_on_today_answers_and_sees_a_good_answer(cast, client_for):
    asked = ask(client_for(cast.grace), cast, cast.tomasz, cast.amina)
    assert asked.status_code == 303
    worker = client_for(cast.tomasz)
    today = worker.get("/today").text
    item = questions(cast.organisation_id)[0]
    assert "A short question for you" in words(worker.get("/today"))
    made = db.session.query(Prompt).filter_by(worker_id=cast.tomasz.id).one()
    assert f"/prompts/{made.id}" in today
    page = worker.get(f"/prompts/{made.id}")
    assert item.text in words(page)
    assert item.model not in words(page)
    form = {"id": str(new_id()), "words": "I look at the plan, then I write the time and the reason."}
    assert worker.post(f"/prompts/{made.id}/answers", form).status_code == 303
    learnt = words(worker.get(f"/prompts/{made.id}"))
    assert item.model in learnt
    assert item.why in learnt
    assert "then I write the time" in learnt
    assert "A short question for you" not in words(worker.get("/today"))


def test_the_same_answer_sent_twice_is_once(cast, client_for, prompt):
    worker, form = client_for(cast.tomasz), {"id": str(new_id()), "words": "I ask."}
    for _ in range(2):
        assert worker.post(f"/prompts/{prompt.id}/answers", form).status_code == 303
    assert db.session.query(PromptAnswer).count() == 1


def test_a_second_answer_before_anybody_read_the_first_is_not_taken_and_its_words_stay_on_the_page(
    cast, client_for, clock, prompt
):
    an_answer(prompt, at=clock.now())
    db.session.commit()
    sent = client_for(cast.tomasz).post(f"/prompts/{prompt.id}/answers", {"id": str(new_id()), "words": "And I wait."})
    assert sent.status_code == 409
    assert "And I wait." in words(sent)
    assert db.session.query(PromptAnswer).count() == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "A few words are enough"),
        ("x" * 10_000, "10000 characters"),
        ("Mr Jones asked for it.", "This may hold a name"),
        ("His number is 943 476 5919.", "NHS number"),
        ("Born 03/05/1941.", "date of birth"),
    ],
    ids=["empty", "long", "a name", "an NHS number", "a birthday"],
)
def test_what_needs_another_look_is_said_and_nothing_is_lost(cast, client_for, prompt, text, says):
    worker = client_for(cast.tomasz)
    sent = worker.post(f"/prompts/{prompt.id}/answers", {"id": str(new_id()), "words": text})
    assert sent.status_code == 422
    assert says in words(sent)
    assert text in sent.text
    assert db.session.query(PromptAnswer).count() == 0


def test_it_goes_as_it_is_when_the_worker_says_so(cast, client_for, prompt):
    form = {"id": str(new_id()), "words": "Mr Jones is what we call the hoist.", "sure": "yes"}
    assert client_for(cast.tomasz).post(f"/prompts/{prompt.id}/answers", form).status_code == 303


def test_support_is_asked_for_and_seen_by_the_manager_on_today(cast, client_for, prompt):
    worker = client_for(cast.tomasz)
    assert worker.post(f"/prompts/{prompt.id}/support", {"support": "The form is new to me."}).status_code == 303
    assert "You asked for support" in words(worker.get(f"/prompts/{prompt.id}"))
    assert "Tomasz asks for support" in words(client_for(cast.samuel).get("/today"))
    assert "asks for support" not in words(client_for(cast.joseph).get("/today"))


def test_who_may_not_be_asked_now_is_said_by_name_and_nobody_is_asked(cast, client_for, prompt):
    sent = ask(client_for(cast.grace), cast, cast.tomasz, cast.amina)
    assert sent.status_code == 409
    assert "Tomasz: They had this question in the last 90 days" in words(sent)
    assert db.session.query(Prompt).count() == 1


def test_nobody_is_asked_by_somebody_of_another_service_or_another_organisation(cast, client_for):
    for somebody in (cast.joseph, cast.leila, cast.outsider):
        assert ask(client_for(somebody), cast, cast.tomasz).status_code == 404
    assert ask(client_for(cast.amina), cast, cast.tomasz).status_code == 403
    assert db.session.query(Prompt).count() == 0


def test_a_question_taken_back_is_with_nobody_and_may_be_asked_again(cast, client_for, prompt):
    grace = client_for(cast.grace)
    assert grace.post(f"/prompts/{prompt.id}/removal", {"reason": ""}).status_code == 422
    assert grace.post(f"/prompts/{prompt.id}/removal", {"reason": "She is on leave."}).status_code == 303
    worker = client_for(cast.tomasz)
    assert "A short question for you" not in words(worker.get("/today"))
    assert "This question was taken back" in words(worker.get(f"/prompts/{prompt.id}"))
    assert ask(grace, cast, cast.tomasz).status_code == 303


def test_a_finding_a_person_and_a_service_lead_to_asking(cast, client_for, clock):
    finding = make.a_finding(cast, at=clock.now())
    db.session.commit()
    manager = client_for(cast.samuel)
    about = manager.get(f"/prompts/new?finding={finding.id}")
    assert "Some entries give no reason." in words(about)
    assert (
        f"/prompts/new?service={cast.hazel}&amp;worker={cast.tomasz.id}"
        in manager.get(f"/people/{cast.tomasz.id}").text
    )
    assert f"/prompts/new?service={cast.hazel}" in manager.get(f"/services/{cast.hazel}").text
    assert ask(manager, cast, cast.tomasz, finding=str(finding.id)).status_code == 303
    made = db.session.query(Prompt).one()
    assert (made.because, made.finding_id) == ("finding", finding.id)
    assert client_for(cast.joseph).get(f"/prompts/new?finding={finding.id}").status_code == 404
