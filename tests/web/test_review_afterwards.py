"""What is said beside a finished check: corrections, replies, and that it is held back for a time."""

import pytest
import sqlalchemy as sa

from spotcheck.checks.models import Correction, Hold, Reply
from spotcheck.checks.operations.correction import correct
from spotcheck.core.database import db
from tests import make_checks as make


@pytest.fixture
def check(cast, clock):
    return make.told(cast, at=clock.now())


def test_a_correction_is_chosen_step_by_step(cast, client_for, check):
    client = client_for(cast.grace)
    item = make.item(cast, check, "mar-first")
    assert f"item={item.id}" in client.get(f"/checks/{check.id}/corrections").text
    form = client.get(f"/checks/{check.id}/corrections?item={item.id}").text
    assert "What should it say?" in form
    sent = {"item": item.id, "position": "0", "outcome": "support", "reason": "I was told how it was."}
    assert client.post(f"/checks/{check.id}/corrections", sent).status_code == 303
    page = client.get(f"/checks/{check.id}").text
    for words in ("Corrected", "Needs a follow-up", "Done, with support", "I was told how it was."):
        assert words in page


def test_a_correction_that_lacks_something_keeps_what_was_typed(cast, client_for, check):
    client = client_for(cast.grace)
    item = make.item(cast, check, "mar-first")
    sent = {"item": item.id, "position": "0", "outcome": "follow_up", "reason": "A long reason"}
    answer = client.post(f"/checks/{check.id}/corrections", sent)
    assert answer.status_code == 422
    assert "nothing changes" in answer.text
    assert "A long reason" in answer.text
    assert db.session.scalar(sa.select(Correction)) is None


def test_a_record_of_a_sample_is_corrected_by_its_reference(cast, client_for, clock):
    check = make.sample(cast, cast.grace, at=clock.now(), size=3, missed={"prn-effect": [2]})
    db.session.commit()
    client, item = client_for(cast.samuel), make.item(cast, check, "prn-effect")
    assert "R-" in client.get(f"/checks/{check.id}/corrections").text
    assert f"item={item.id}" in client.get(f"/checks/{check.id}/corrections?position=2").text
    assert "2 of 3" in client.get(f"/checks/{check.id}").text
    sent = {"item": item.id, "position": "2", "outcome": "in_place", "reason": "It is on the back."}
    assert client.post(f"/checks/{check.id}/corrections", sent).status_code == 303
    assert "In place in 3 of 3" in client.get(f"/checks/{check.id}").text


def test_an_interview_answer_is_corrected_point_by_point(cast, client_for, clock):
    check = make.interview(cast, cast.grace, cast.tomasz, at=clock.now())
    db.session.commit()
    client, item = client_for(cast.grace), make.item(cast, check, "before-giving")
    assert "said unprompted" in client.get(f"/checks/{check.id}").text
    assert 'name="point-plan"' in client.get(f"/checks/{check.id}/corrections?item={item.id}").text
    sent = {
        "item": item.id, "position": "0", "asked": "yes", "point-plan": "unprompted", "point-limits": "not_yet",
        "point-other-help": "asked", "reason": "I heard it again in my head.",
    }  # fmt: skip
    assert client.post(f"/checks/{check.id}/corrections", sent).status_code == 303
    assert "Partly, talked it through" in client.get(f"/checks/{check.id}").text


def test_after_a_correction_the_check_waits_for_a_review_again(cast, client_for, clock, check):
    make.reviewed(check, cast.samuel, at=clock.now())
    item = make.item(cast, check, "mar-first")
    correct(check, item_id=item.id, to="support", reason="I was told.", by=cast.grace.standing(), at=clock.now())
    db.session.commit()
    client = client_for(cast.samuel)
    assert "Corrected since its review" in client.get("/reviews").text
    assert "It was corrected after the last review." in client.get(f"/checks/{check.id}").text


def test_r13_the_worker_says_thanks_with_one_tap(cast, client_for, check):
    client = client_for(cast.tomasz)
    assert "Say thank you" in client.get(f"/checks/{check.id}").text
    assert client.post(f"/checks/{check.id}/replies", {"kind": "thanks"}).status_code == 303
    assert db.session.scalars(sa.select(Reply.kind)).all() == ["thanks"]
    assert "says thank you" in client_for(cast.samuel).get(f"/checks/{check.id}").text


def test_r13_the_worker_sees_it_differently_and_nothing_typed_is_lost(cast, client_for, check):
    client = client_for(cast.tomasz)
    answer = client.post(f"/checks/{check.id}/replies", {"kind": "disagree", "text": ""})
    assert answer.status_code == 422
    assert "Say how you see it, in your own words." in answer.text
    assert 'value="disagree" checked' in answer.text
    answer = client.post(f"/checks/{check.id}/replies", {"text": "The trolley was turned."})
    assert answer.status_code == 422
    assert "The trolley was turned." in answer.text
    sent = {"kind": "disagree", "text": "The trolley was turned."}
    assert client.post(f"/checks/{check.id}/replies", sent).status_code == 303
    assert db.session.scalars(sa.select(Reply.text)).all() == ["The trolley was turned."]


@pytest.mark.parametrize("who", ["grace", "samuel", "nadia"])
def test_whoever_is_not_the_person_observed_does_not_reply(cast, client_for, check, who):
    assert client_for(getattr(cast, who)).post(f"/checks/{check.id}/replies", {"kind": "thanks"}).status_code == 403


def test_a_check_is_held_back_and_shown_again(cast, client_for, check):
    manager, worker = client_for(cast.samuel), client_for(cast.tomasz)
    sent = {"until": "2026-11-09", "reason": "A colleague is spoken to first."}
    assert manager.post(f"/checks/{check.id}/holding-back", sent).status_code == 303
    assert worker.get(f"/checks/{check.id}").status_code == 404
    assert worker.post(f"/checks/{check.id}/replies", {"kind": "thanks"}).status_code == 404
    assert make.STRENGTH not in worker.get("/mine").text
    assert "9 November 2026" in manager.get(f"/checks/{check.id}").text
    assert manager.post(f"/checks/{check.id}/holding-back/ending").status_code == 303
    assert worker.get(f"/checks/{check.id}").status_code == 200


def test_holding_back_too_long_or_without_a_reason_keeps_what_was_typed(cast, client_for, check):
    client = client_for(cast.samuel)
    assert "2026-11-30" in client.get(f"/checks/{check.id}/holding-back").text
    answer = client.post(f"/checks/{check.id}/holding-back", {"until": "2026-12-25", "reason": "My long reason"})
    assert answer.status_code == 422
    assert "28 days at most" in answer.text
    assert "My long reason" in answer.text
    assert db.session.scalar(sa.select(Hold)) is None


@pytest.mark.parametrize("who", ["grace", "tomasz", "nadia"])
def test_only_somebody_who_decides_holds_it_back(cast, client_for, check, who):
    assert client_for(getattr(cast, who)).get(f"/checks/{check.id}/holding-back").status_code == 403
