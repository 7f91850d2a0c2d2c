"""Reviewing on a page: strengths first, what is missing said at once, nothing typed lost, nobody judges their own."""

import pytest
import sqlalchemy as sa

from spotcheck.checks.models import Review
from spotcheck.checks.operations.correction import correct
from spotcheck.core.database import db
from spotcheck.tracker.models import Action, Evidence, Finding
from tests import make_checks as make
from tests.make import a_verifier


@pytest.fixture
def check(cast, clock):
    return make.told(cast, at=clock.now())


def test_a_review_records_strengths_gaps_and_an_action(cast, client_for, check):
    client = client_for(cast.samuel)
    person, chart = (make.standard_id(cast, check, key) for key in ("right-person", "mar-first"))
    page = client.get(f"/checks/{check.id}/reviews").text
    assert page.index("Strengths to record") < page.index("Not yet as it should be")
    sent = {
        "corrections_seen": "0",
        "risk": "medium",
        "commentary": "The trolley stands in the way.",
        f"finding-{person}": "strength",
        f"text-{person}": "The right person, every time.",
        f"finding-{chart}": "gap",
        f"text-{chart}": "The chart came second.",
        f"start-{chart}": "yes",
        f"title-{chart}": "The chart comes first",
        f"change-{chart}": "It lies on top of the trolley.",
    }
    assert client.post(f"/checks/{check.id}/reviews", sent).status_code == 303
    found = db.session.scalars(sa.select(Finding).order_by(Finding.kind)).all()
    assert [(one.kind, one.text) for one in found] == [
        ("gap", "The chart came second."),
        ("strength", "The right person, every time."),
    ]
    assert db.session.scalars(sa.select(Action.title)).all() == ["The chart comes first"]
    page = client.get(f"/checks/{check.id}").text
    assert "Your review is kept." in page
    assert page.index("The right person, every time.") < page.index("The chart came second.")


def test_a_strength_that_was_not_ticked_and_a_gap_left_out_are_not_recorded(cast, client_for, check):
    client = client_for(cast.samuel)
    chart = make.standard_id(cast, check, "mar-first")
    sent = {
        "corrections_seen": "0",
        "risk": "low",
        "commentary": "Fine.",
        f"finding-{chart}": "none",
        f"text-{chart}": "",
    }
    assert client.post(f"/checks/{check.id}/reviews", sent).status_code == 303
    assert db.session.scalar(sa.select(Finding)) is None


def test_what_is_missing_is_said_at_once_and_nothing_typed_is_lost(cast, client_for, check):
    client = client_for(cast.samuel)
    chart = make.standard_id(cast, check, "mar-first")
    sent = {
        "corrections_seen": "0",
        "commentary": "Half a thought",
        f"finding-{chart}": "gap",
        f"text-{chart}": "My own words",
        f"start-{chart}": "yes",
        f"title-{chart}": "",
        f"change-{chart}": "",
    }
    answer = client.post(f"/checks/{check.id}/reviews", sent)
    assert answer.status_code == 422
    for words in ("Half a thought", "My own words", "Choose how much risk you see.", "Say what will change, and how."):
        assert words in answer.text
    assert db.session.scalar(sa.select(Review)) is None


def test_what_no_page_sends_is_refused(cast, client_for, check):
    client = client_for(cast.samuel)
    sent = {"corrections_seen": "0", "risk": "low", "commentary": "Good.", "score": "100"}
    assert client.post(f"/checks/{check.id}/reviews", sent).status_code == 422
    other = "00000000-0000-0000-0000-000000000000"
    sent = {
        "corrections_seen": "0",
        "risk": "low",
        "commentary": "Good.",
        f"finding-{other}": "gap",
        f"text-{other}": "x",
    }
    assert client.post(f"/checks/{check.id}/reviews", sent).status_code == 422
    assert db.session.scalar(sa.select(Review)) is None


def test_r3_whoever_captured_it_is_told_who_can_review(cast, client_for, clock):
    check = make.observation(cast, cast.samuel, cast.tomasz, at=clock.now())
    db.session.commit()
    client = client_for(cast.samuel)
    assert "Ruth can review it." in client.get(f"/checks/{check.id}").text
    for answer in (
        client.get(f"/checks/{check.id}/reviews"),
        client.post(f"/checks/{check.id}/reviews", {"corrections_seen": "0", "risk": "low", "commentary": "Good."}),
    ):
        assert answer.status_code == 403
        assert "Ruth can review it." in answer.text
    assert db.session.scalar(sa.select(Review)) is None


@pytest.mark.parametrize("who", ["grace", "tomasz", "nadia"])
def test_who_may_see_a_check_and_not_review_it_is_told_who_can(cast, client_for, check, who):
    client = client_for(getattr(cast, who))
    answer = client.post(f"/checks/{check.id}/reviews", {"corrections_seen": "0", "risk": "low", "commentary": "Good."})
    assert answer.status_code == 403
    assert "a manager" in answer.text


def test_of_two_reviewers_the_second_is_told_and_keeps_their_words(cast, client_for, clock, check):
    make.reviewed(check, cast.samuel, at=clock.now())
    sent = {"corrections_seen": "0", "risk": "low", "commentary": "My long thoughts."}
    answer = client_for(cast.ruth).post(f"/checks/{check.id}/reviews", sent)
    assert answer.status_code == 409
    assert "Samuel reviewed this check on 2 November 2026 at 09:00." in answer.text
    assert "My long thoughts." in answer.text


def test_a_review_of_what_was_corrected_meanwhile_shows_what_changed_and_keeps_the_words(
    cast, client_for, clock, check
):
    client = client_for(cast.samuel)
    client.get(f"/checks/{check.id}/reviews")
    item = make.item(cast, check, "mar-first")
    correct(check, item_id=item.id, to="well", reason="I was told.", by=cast.grace.standing(), at=clock.now())
    db.session.commit()
    sent = {"corrections_seen": "0", "risk": "low", "commentary": "My long thoughts."}
    answer = client.post(f"/checks/{check.id}/reviews", sent)
    assert answer.status_code == 409
    assert "My long thoughts." in answer.text
    assert 'name="corrections_seen" value="1"' in answer.text


def test_r13_not_for_coaching_asks_to_whom_and_when(cast, client_for, check):
    client = client_for(cast.samuel)
    sent = {"corrections_seen": "0", "risk": "high", "commentary": "Passed on.", "not_for_coaching": "yes"}
    answer = client.post(f"/checks/{check.id}/reviews", sent)
    assert answer.status_code == 422
    assert "Say who has it now: safeguarding or HR." in answer.text
    sent |= {"passed_to": "safeguarding", "passed_on": "2026-11-02"}
    assert client.post(f"/checks/{check.id}/reviews", sent).status_code == 303
    page = client.get(f"/checks/{check.id}").text
    assert "Safeguarding has it since 2 November 2026." in page
    assert "passed it on, outside Spotcheck" in page
    worker = client_for(cast.tomasz)
    assert make.STRENGTH not in worker.get("/mine").text


@pytest.fixture
def evidence(cast, clock):
    return make.evidence(cast, at=clock.now())


def test_a_review_says_whether_the_evidence_stands(cast, client_for, evidence):
    client = client_for(cast.samuel)
    assert "Does it count as evidence?" in client.get(f"/checks/{evidence.id}/reviews").text
    sent = {"corrections_seen": "0", "risk": "low", "commentary": "Good."}
    assert client.post(f"/checks/{evidence.id}/reviews", sent).status_code == 422
    assert client.post(f"/checks/{evidence.id}/reviews", {**sent, "stands": "no"}).status_code == 422
    answer = client.post(
        f"/checks/{evidence.id}/reviews", {**sent, "stands": "no", "stands_reason": "It was cut short."}
    )
    assert answer.status_code == 303
    brought = db.session.scalars(sa.select(Evidence).where(Evidence.superseded.is_(False))).one()
    assert (brought.reviewed_by_id, brought.stands) == (cast.samuel.id, False)


@pytest.fixture
def vera(evidence, cast, clock):
    """From outside, invited for the action that the evidence is for."""
    action = db.session.scalars(sa.select(Action)).one()
    verifier = a_verifier(action, by=cast.samuel, at=clock.now())
    db.session.commit()
    return verifier


def test_r3_a_verifier_from_outside_reviews_the_evidence_and_starts_no_action(cast, client_for, evidence, vera):
    client = client_for(vera)
    assert "The chart comes first" in client.get("/reviews").text
    form = client.get(f"/checks/{evidence.id}/reviews").text
    assert "Does it count as evidence?" in form
    assert "Start an action" not in form
    chart = make.standard_id(cast, evidence, "mar-first")
    sent = {
        "corrections_seen": "0",
        "risk": "low",
        "commentary": "Sound.",
        "stands": "yes",
        f"finding-{chart}": "gap",
        f"text-{chart}": "Late.",
        f"start-{chart}": "yes",
        f"title-{chart}": "Mine",
        f"change-{chart}": "Now.",
    }
    assert client.post(f"/checks/{evidence.id}/reviews", sent).status_code == 403
    assert db.session.scalars(sa.select(Action.title)).all() == ["The chart comes first"]
    del sent[f"start-{chart}"]
    assert client.post(f"/checks/{evidence.id}/reviews", sent).status_code == 303
    assert db.session.scalars(sa.select(Evidence.reviewed_by_id).where(Evidence.superseded.is_(False))).one() == vera.id


def test_r12_a_verifier_sees_no_other_check(client_for, check, vera):
    client = client_for(vera)
    assert client.get(f"/checks/{check.id}").status_code == 404
    assert client.post(f"/checks/{check.id}/reviews", {}).status_code == 404
