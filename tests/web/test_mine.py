"""Mine: what was noted about a person, strengths first and warm; what they captured lately. No ranking, no score."""

import pytest

from spotcheck.checks.operations.reply import reply
from spotcheck.checks.rules.content import Words
from spotcheck.core.database import db
from tests import make_checks as make


@pytest.fixture
def noted(cast, clock):
    words = Words(strength="Knelt down, and waited for a yes.", coaching="We opened the chart together.")
    made = make.observation(cast, cast.grace, cast.tomasz, at=clock.now(), words=words)
    db.session.commit()
    return made


def test_a_strength_is_what_the_page_says_first(cast, client_for, noted):
    page = client_for(cast.tomasz).get("/mine").text
    assert "A colleague saw a strength of yours" in page
    assert page.index("Knelt down") < page.index("Medicines round")
    assert "We opened the chart together." in page
    assert "You can answer, if you like" in page


def test_what_was_answered_is_shown_instead(cast, client_for, clock, noted):
    reply(noted, kind="support", text="With the new charts.", by=cast.tomasz.standing(), at=clock.now())
    db.session.commit()
    page = client_for(cast.tomasz).get("/mine").text
    assert "would like support" in page
    assert "With the new charts." in page
    assert "You can answer, if you like" not in page


def test_nobody_else_reads_it_there(cast, client_for, noted):
    for somebody in (cast.amina, cast.grace, cast.samuel, cast.outsider):
        assert "Knelt down" not in client_for(somebody).get("/mine").text


def test_what_was_captured_shows_its_receipt_and_whether_it_was_reviewed(cast, client_for, noted):
    page = client_for(cast.grace).get("/mine").text
    assert "What you captured lately" in page
    assert "Received 2 November 2026 at 09:00" in page
    assert "Waits for a review" in page


def test_somebody_about_whom_nothing_is_noted_reads_what_happens_here(cast, client_for):
    page = client_for(cast.amina).get("/mine").text
    assert "Nothing is noted about your work yet" in page


@pytest.mark.parametrize("page", ["2", "0", "-1", "x", "99999999999999999999"])
def test_any_page_number_in_the_address_is_answered(cast, client_for, noted, page):
    assert client_for(cast.tomasz).get(f"/mine?page={page}").status_code == 200
