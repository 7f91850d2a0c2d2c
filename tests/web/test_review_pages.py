"""The pages of a finished check: each person sees what is theirs, and can do what is theirs to do."""

import pytest
import sqlalchemy as sa

from spotcheck.checks.models import Correction, Hold, Reply, Review
from spotcheck.checks.operations.correction import correct
from spotcheck.checks.operations.reply import reply
from spotcheck.checks.operations.review import review
from spotcheck.checks.rules.content import Words
from spotcheck.checks.rules.judgement import Judged, Judgement
from spotcheck.core.database import db
from spotcheck.tracker.models import Action, Evidence, Finding
from spotcheck.tracker.rules.words import FindingKind
from tests import make_checks as make

STRENGTH = "Knelt down, and waited for a yes."
COACHING = "We opened the chart together."


@pytest.fixture
def check(cast, clock):
    made = make.observation(
        cast,
        cast.grace,
        cast.tomasz,
        at=clock.now(),
        outcomes={"mar-first": "follow_up"},
        notes={"mar-first": "After the first pot."},
        words=Words(strength=STRENGTH, coaching=COACHING),
    )
    db.session.commit()
    return made


def judged(check, by, at, **changed):
    said = {"corrections_seen": 0, "risk": "medium", "commentary": "The trolley stands in the way.", **changed}
    made = review(check, Judgement(**said), by=by.standing(), at=at)
    db.session.commit()
    return made


def standard_id(cast, check, key):
    return make.item(cast, check, key).standard_id


def test_the_check_is_told_with_its_strength_first(cast, client_for, check):
    page = client_for(cast.samuel).get(f"/checks/{check.id}").text
    assert page.index(STRENGTH) < page.index("Reads the MAR chart before taking out any medicine.")
    for words in ("Grace watched Tomasz work.", "Needs a follow-up", "After the first pot.", COACHING, "Early shift"):
        assert words in page


@pytest.mark.parametrize("who", ["amina", "priya", "admin", "joseph", "leila", "outsider"])
def test_r12_for_anybody_else_it_does_not_exist(cast, client_for, check, who):
    client = client_for(getattr(cast, who))
    assert client.get(f"/checks/{check.id}").status_code == 404
    for what in ("reviews", "corrections", "replies", "holding-back", "holding-back/ending"):
        assert client.post(f"/checks/{check.id}/{what}", {}).status_code == 404


def test_r12_a_reader_sees_no_name(cast, client_for, clock, check):
    judged(check, cast.samuel, clock.now())
    page = client_for(cast.nadia).get(f"/checks/{check.id}").text
    main = page[page.index("<main") :]
    assert "Practice was watched." in main
    assert not [name for name in ("Grace", "Tomasz", "Samuel") if name in main]


def test_r13_the_worker_sees_what_was_noted_and_not_how_it_was_judged(cast, client_for, clock, check):
    judged(check, cast.samuel, clock.now())
    page = client_for(cast.tomasz).get(f"/checks/{check.id}").text
    assert "Grace watched you work." in page
    assert COACHING in page
    assert "The trolley stands in the way." not in page
    assert "Medium" not in page
    assert "reviewed this check" not in page


def test_its_author_sees_how_it_was_judged(cast, client_for, clock, check):
    judged(check, cast.samuel, clock.now())
    page = client_for(cast.grace).get(f"/checks/{check.id}").text
    assert "You watched Tomasz work." in page
    assert "The trolley stands in the way." in page


def test_r13_passed_on_it_is_gone_for_the_worker_and_the_author_learns_nothing_of_it(cast, client_for, clock, check):
    passing = {"not_for_coaching": True, "passed_to": "safeguarding", "passed_on": clock.now().date()}
    judged(check, cast.samuel, clock.now(), **passing)
    assert "Not for coaching" in client_for(cast.ruth).get(f"/checks/{check.id}").text
    assert client_for(cast.tomasz).get(f"/checks/{check.id}").status_code == 404
    assert client_for(cast.nadia).get(f"/checks/{check.id}").status_code == 404
    authors = client_for(cast.grace).get(f"/checks/{check.id}").text
    assert not [words for words in ("coaching</", "Safeguarding", "The trolley stands") if words in authors]


def test_reviews_lists_what_waits_and_opens_it(cast, client_for, check):
    client = client_for(cast.samuel)
    page = client.get("/reviews").text
    assert "One check waits for your review" in page
    assert f"/checks/{check.id}" in page
    assert f'href="/checks/{check.id}/reviews"' in client.get(f"/checks/{check.id}").text


@pytest.mark.parametrize("who", ["grace", "tomasz", "nadia", "admin"])
def test_reviews_are_refused_to_whoever_reviews_nowhere(cast, client_for, who):
    assert client_for(getattr(cast, who)).get("/reviews").status_code == 403


def test_a_review_records_strengths_gaps_and_an_action(cast, client_for, check):
    client = client_for(cast.samuel)
    person, chart = (standard_id(cast, check, key) for key in ("right-person", "mar-first"))
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
    chart = standard_id(cast, check, "mar-first")
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
    chart = standard_id(cast, check, "mar-first")
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
    judged(check, cast.samuel, clock.now())
    sent = {"corrections_seen": "0", "risk": "low", "commentary": "My long thoughts."}
    answer = client_for(cast.ruth).post(f"/checks/{check.id}/reviews", sent)
    assert answer.status_code == 409
    assert "Samuel reviewed this check on 2 November 2026 at 09:00." in answer.text
    assert "My long thoughts." in answer.text


@pytest.fixture
def evidence(cast, clock):
    wanted = make.waiting_action(cast, lead=cast.priya, at=clock.now())
    made = make.observation(cast, cast.grace, cast.tomasz, at=clock.now(), requirement_id=wanted.id)
    db.session.commit()
    return made


def test_evidence_is_named_in_the_queue_and_on_its_page(cast, client_for, evidence):
    client = client_for(cast.samuel)
    assert "Evidence for: The chart comes first" in client.get("/reviews").text
    assert "/actions/" in client.get(f"/checks/{evidence.id}").text


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
    judged(check, cast.samuel, clock.now())
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
    assert STRENGTH not in worker.get("/mine").text
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


def asked(statements):
    """The queries among them: what opens and closes the test's own transaction is left out."""
    return [sent for sent in statements if sent.startswith("SELECT")]


PAGES = ["/checks/{}", "/checks/{}/reviews", "/checks/{}/corrections", "/checks/{}/holding-back", "/reviews", "/mine"]


@pytest.fixture
def busy(cast, clock, check):
    """A check that was reviewed, answered and corrected, among others."""
    gap = Judged(standard_id=standard_id(cast, check, "mar-first"), kind=FindingKind.GAP, text="The chart came second.")
    judged(check, cast.ruth, clock.now(), findings=(gap,))
    reply(check, kind="thanks", text="", by=cast.tomasz.standing(), at=clock.now())
    for number in range(5):
        make.observation(cast, cast.grace, (cast.tomasz, cast.samuel)[number % 2], at=clock.now())
    item = make.item(cast, check, "mar-first")
    correct(check, item_id=item.id, to="support", reason="I was told.", by=cast.grace.standing(), at=clock.now())
    db.session.commit()
    return check


@pytest.mark.parametrize("path", PAGES)
def test_a_page_takes_few_queries(cast, client_for, busy, statements, path):
    client, check = client_for(cast.samuel), busy
    address = path.format(check.id)
    statements.clear()
    assert client.get(address).status_code == 200
    assert len(asked(statements)) <= 12, "\n".join(statements)


def test_a_sample_takes_few_queries_however_many_records(cast, client_for, clock, statements):
    check = make.sample(cast, cast.grace, at=clock.now(), size=24, missed={"prn-effect": range(1, 12)})
    db.session.commit()
    client, address = client_for(cast.samuel), f"/checks/{check.id}"
    statements.clear()
    assert "13 of 24" in client.get(address).text
    assert len(asked(statements)) <= 12, "\n".join(statements)
