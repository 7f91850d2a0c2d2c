"""Reading answers one after the other: what was missed goes back once, an alert is told at once, a day is booked."""

from __future__ import annotations

import pytest

from spotcheck.core.database import db
from spotcheck.core.ids import new_id
from spotcheck.learning.models import Coaching, PromptReview
from spotcheck.messages.mail_models import MailAddress, Notice
from spotcheck.messages.mail_operations import give_address
from tests.make_prompts import a_prompt, an_answer, questions
from tests.pages import words


@pytest.fixture
def prompt(cast, clock):
    made = a_prompt(cast, cast.tomasz, by=cast.grace, at=clock.now())
    an_answer(made, at=clock.now())
    db.session.commit()
    return made


@pytest.fixture
def item(cast):
    return questions(cast.organisation_id)[0]


def ticked(client, prompt, item, *, points=None, **more):
    page = client.get(f"/prompts/{prompt.id}/reviews")
    assert page.status_code == 200
    chosen = [one["key"] for one in item.points][:points]
    answer = page.text.split('name="answer" value="')[1].split('"')[0]
    return client.post(f"/prompts/{prompt.id}/reviews", {"answer": answer, "point": chosen, **more})


def test_the_oldest_answer_comes_first_and_after_it_the_next(cast, client_for, clock, prompt, item):
    clock.move(hours=1)
    second = a_prompt(cast, cast.amina, by=cast.grace, at=clock.now())
    an_answer(second, at=clock.now())
    db.session.commit()
    grace = client_for(cast.grace)
    assert "2 answers wait to be read" in words(grace.get("/today"))
    assert grace.get("/prompts/to-read").location.endswith(f"/prompts/{prompt.id}/reviews")
    assert ticked(grace, prompt, item).location.endswith("/prompts/to-read")
    assert grace.get("/prompts/to-read").location.endswith(f"/prompts/{second.id}/reviews")
    ticked(grace, second, item)
    assert "All answers are read" in words(grace.get("/prompts/to-read"))


def test_what_was_missed_goes_back_once_put_another_way_and_both_answers_stay(cast, client_for, clock, prompt, item):
    grace, worker = client_for(cast.grace), client_for(cast.tomasz)
    ticked(grace, prompt, item, points=1)
    page = words(worker.get(f"/prompts/{prompt.id}"))
    assert item.another_way in page
    assert item.points[0]["text"] in page
    assert item.text in worker.get("/today").text
    form = {"id": str(new_id()), "words": "I go back after an hour and write how it helped."}
    assert worker.post(f"/prompts/{prompt.id}/answers", form).status_code == 303
    ticked(grace, prompt, item, points=1)
    page = words(worker.get(f"/prompts/{prompt.id}"))
    assert item.model in page
    assert "I ask, and I write down why." in page
    assert "I go back after an hour" in page
    assert worker.post(f"/prompts/{prompt.id}/answers", {"id": str(new_id()), "words": "More."}).status_code == 409


def test_an_alert_is_told_at_once_to_all_who_lead_there_with_what_to_say_first(cast, client_for, clock, app):
    item = next(one for one in questions(cast.organisation_id) if one.alerts)
    made = a_prompt(cast, cast.tomasz, by=cast.grace, at=clock.now(), items=[item])
    an_answer(made, at=clock.now())
    give_address("samuel@example.org", by=cast.samuel.standing(), at=clock.now())
    address = db.session.query(MailAddress).one()
    address.confirmed_at = clock.now()
    db.session.commit()
    answer = ticked(client_for(cast.grace), made, item, alert=[item.alerts[0]["key"]])
    assert answer.location.endswith(f"/prompts/{made.id}")
    assert [one.about for one in db.session.query(Notice)] == ["talk"]
    manager = client_for(cast.samuel)
    assert "Talk with Tomasz today" in words(manager.get("/today"))
    assert item.alerts[0]["say"] in words(manager.get(f"/prompts/{made.id}"))
    assert "Talk with Tomasz" not in words(client_for(cast.joseph).get("/today"))
    assert manager.post(f"/prompts/{made.id}/talk").status_code == 303
    assert "Talk with Tomasz" not in words(client_for(cast.grace).get("/today"))


def test_nobody_reads_their_own_answer_or_one_that_they_wrote_down(cast, client_for, clock):
    made = a_prompt(cast, cast.priya, by=cast.grace, at=clock.now())
    an_answer(made, at=clock.now(), author=cast.samuel)
    db.session.commit()
    for somebody in (cast.priya, cast.samuel):
        assert client_for(somebody).get(f"/prompts/{made.id}/reviews").status_code == 403
        assert "All answers are read" in words(client_for(somebody).get("/prompts/to-read"))
    assert client_for(cast.grace).get(f"/prompts/{made.id}/reviews").status_code == 200


def test_two_who_read_at_the_same_time_leave_one_reading(cast, client_for, prompt, item):
    grace, priya = client_for(cast.grace), client_for(cast.priya)
    answer = grace.get(f"/prompts/{prompt.id}/reviews").text.split('name="answer" value="')[1].split('"')[0]
    assert grace.post(f"/prompts/{prompt.id}/reviews", {"answer": answer}).status_code == 303
    second = priya.post(f"/prompts/{prompt.id}/reviews", {"answer": answer})
    assert second.status_code == 409
    assert "Grace read this answer already" in words(second)
    assert db.session.query(PromptReview).count() == 1


def test_a_time_is_booked_moved_with_a_reason_and_kept_and_the_worker_sees_each(cast, client_for, clock, prompt, item):
    grace, worker = client_for(cast.grace), client_for(cast.tomasz)
    ticked(grace, prompt, item, revisit_on="2026-11-05", words="You asked first: good.")
    page = words(worker.get(f"/prompts/{prompt.id}"))
    assert "Thursday 5 November, with Grace." in page
    assert "You asked first: good." in page
    moved = f"/prompts/{prompt.id}/coaching/day"
    assert grace.post(moved, {"revisit_on": "2026-11-06", "reason": ""}).status_code == 422
    assert grace.post(moved, {"revisit_on": "2026-11-06", "reason": "I am on nights."}).status_code == 303
    assert "Moved: I am on nights." in words(worker.get(f"/prompts/{prompt.id}"))
    clock.move(days=3)
    grace, worker = client_for(cast.grace), client_for(cast.tomasz)  # a new shift, signed in anew
    assert "Go through it with Tomasz" in words(grace.get("/today"))
    for _ in range(2):
        assert grace.post(f"/prompts/{prompt.id}/coaching/keeping").status_code == 303
    assert "You went through it together" in words(worker.get(f"/prompts/{prompt.id}"))
    assert db.session.query(Coaching).count() == 1


def test_a_wish_for_support_is_replied_to_once(cast, client_for, clock, prompt):
    worker, manager = client_for(cast.tomasz), client_for(cast.samuel)
    worker.post(f"/prompts/{prompt.id}/support", {"support": "The chart is new to me."})
    reply = f"/prompts/{prompt.id}/support/reply"
    assert manager.post(reply, {"reply": ""}).status_code == 422
    assert manager.post(reply, {"reply": "We do it together on Friday."}).status_code == 303
    assert manager.post(reply, {"reply": "Another word."}).status_code == 409
    assert "We do it together on Friday." in words(worker.get(f"/prompts/{prompt.id}"))
    assert "asks for support" not in words(manager.get("/today"))
