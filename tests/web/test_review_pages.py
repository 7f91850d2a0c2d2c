"""The page of a finished check, and the queue of reviews: each person sees what is theirs, and no more."""

import pytest

from spotcheck.checks.operations.correction import correct
from spotcheck.checks.operations.reply import reply
from spotcheck.checks.rules.judgement import Judged
from spotcheck.core.database import db
from spotcheck.tracker.rules.words import FindingKind
from tests import make_checks as make


@pytest.fixture
def check(cast, clock):
    return make.told(cast, at=clock.now())


def test_the_check_is_told_with_its_strength_first(cast, client_for, check):
    page = client_for(cast.samuel).get(f"/checks/{check.id}").text
    assert page.index(make.STRENGTH) < page.index("Reads the MAR chart before taking out any medicine.")
    for words in (
        "Grace watched Tomasz work.",
        "Needs a follow-up",
        "After the first pot.",
        make.COACHING,
        "Early shift",
    ):
        assert words in page


@pytest.mark.parametrize("who", ["amina", "priya", "admin", "joseph", "leila", "outsider"])
def test_r12_for_anybody_else_it_does_not_exist(cast, client_for, check, who):
    client = client_for(getattr(cast, who))
    assert client.get(f"/checks/{check.id}").status_code == 404
    for what in ("reviews", "corrections", "replies", "holding-back", "holding-back/ending"):
        assert client.post(f"/checks/{check.id}/{what}", {}).status_code == 404


def test_r12_a_reader_sees_no_name(cast, client_for, clock, check):
    make.reviewed(check, cast.samuel, at=clock.now())
    page = client_for(cast.nadia).get(f"/checks/{check.id}").text
    main = page[page.index("<main") :]
    assert "Practice was watched." in main
    assert not [name for name in ("Grace", "Tomasz", "Samuel") if name in main]


def test_r13_the_worker_sees_what_was_noted_and_not_how_it_was_judged(cast, client_for, clock, check):
    make.reviewed(check, cast.samuel, at=clock.now())
    page = client_for(cast.tomasz).get(f"/checks/{check.id}").text
    assert "Grace watched you work." in page
    assert make.COACHING in page
    assert "The trolley stands in the way." not in page
    assert "Medium" not in page
    assert "reviewed this check" not in page


def test_its_author_sees_how_it_was_judged(cast, client_for, clock, check):
    make.reviewed(check, cast.samuel, at=clock.now())
    page = client_for(cast.grace).get(f"/checks/{check.id}").text
    assert "You watched Tomasz work." in page
    assert "The trolley stands in the way." in page


def test_r13_passed_on_it_is_gone_for_the_worker_and_the_author_learns_nothing_of_it(cast, client_for, clock, check):
    passing = {"not_for_coaching": True, "passed_to": "safeguarding", "passed_on": clock.now().date()}
    make.reviewed(check, cast.samuel, at=clock.now(), **passing)
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


@pytest.fixture
def evidence(cast, clock):
    return make.evidence(cast, at=clock.now())


def test_evidence_is_named_in_the_queue_and_on_its_page(cast, client_for, evidence):
    client = client_for(cast.samuel)
    assert "Evidence for: The chart comes first" in client.get("/reviews").text
    assert "/actions/" in client.get(f"/checks/{evidence.id}").text


@pytest.fixture
def busy(cast, clock, check):
    """A check that was reviewed, answered and corrected, among others."""
    gap = Judged(
        standard_id=make.standard_id(cast, check, "mar-first"), kind=FindingKind.GAP, text="The chart came second."
    )
    make.reviewed(check, cast.ruth, at=clock.now(), findings=(gap,))
    reply(check, kind="thanks", text="", by=cast.tomasz.standing(), at=clock.now())
    for number in range(5):
        make.observation(cast, cast.grace, (cast.tomasz, cast.samuel)[number % 2], at=clock.now())
    item = make.item(cast, check, "mar-first")
    correct(check, item_id=item.id, to="support", reason="I was told.", by=cast.grace.standing(), at=clock.now())
    db.session.commit()
    return check


def test_history_is_readable_on_the_page(cast, client_for, busy):
    page = client_for(cast.samuel).get(f"/checks/{busy.id}").text
    told = ["corrected an answer", "replied", "reviewed this check", "captured this check"]
    places = [page.index(f"</b> {words}") for words in told]
    assert places == sorted(places)


def asked(statements):
    """The queries among them: what opens and closes the test's own transaction is left out."""
    return [sent for sent in statements if sent.startswith("SELECT")]


PAGES = ["/checks/{}", "/checks/{}/reviews", "/checks/{}/corrections", "/checks/{}/holding-back", "/reviews", "/mine"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_takes_few_queries(cast, client_for, busy, statements, path):
    client, check = client_for(cast.samuel), busy
    address = path.format(check.id)
    statements.clear()
    assert client.get(address).status_code == 200
    assert len(asked(statements)) <= 13, "\n".join(statements)


def test_a_sample_takes_few_queries_however_many_records(cast, client_for, clock, statements):
    check = make.sample(cast, cast.grace, at=clock.now(), size=24, missed={"prn-effect": range(1, 12)})
    db.session.commit()
    client, address = client_for(cast.samuel), f"/checks/{check.id}"
    statements.clear()
    assert "13 of 24" in client.get(address).text
    assert len(asked(statements)) <= 12, "\n".join(statements)
