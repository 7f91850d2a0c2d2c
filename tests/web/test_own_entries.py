"""R3: a sampler says which drawn records hold their own entries; and a sample with many set aside is flagged."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from spotcheck.checks.models import Review
from spotcheck.checks.queries.contents import content_of
from spotcheck.core.database import db
from spotcheck.core.history import lines
from tests import make
from tests.make_drafts import SAMPLE, address
from tests.pages import hidden, names, words
from tests.web.test_capture import the_check


def read_a_sample(grace, page, *, own, size):
    """From the page of the draw to the receipt; the records of `own` are ticked before the first is read."""
    page = grace.post("/drafts", {**hidden(page), "own": [str(place) for place in own]}, follow=True)
    there = page.request.path
    for place in [n for n in range(1, size + len(own) + 1) if n not in own]:
        page = grace.get(f"{there}?record={place}")
        outcomes = dict.fromkeys(names(page, r"outcome-\d+"), "in_place")
        page = grace.post(f"{there}/answers", {**outcomes, "record": str(place), "then": "next"}, follow=True)
    return grace.post("/checks", hidden(page), follow=True)


def test_ticked_records_are_not_read_and_the_next_numbers_come_instead(cast, client_for):
    grace = client_for(cast.grace)
    page = grace.get(address(cast, kind="sample", key=SAMPLE))
    asked = {**hidden(page), "population": "40", "size": "3", "counted_by_id": str(cast.tomasz.id)}
    page = grace.post("/draws", asked, follow=True)
    assert "holds my own entries" in words(page)
    page = read_a_sample(grace, page, own=(1, 3), size=3)
    assert "Received" in words(page)
    assert [met.set_aside for met in content_of(the_check()).records] == ["own", None, "own", None, None]


@pytest.mark.parametrize("own", ["x", "0", "9999999"])
def test_a_place_that_is_none_is_refused_in_words(cast, client_for, own):
    grace = client_for(cast.grace)
    page = grace.get(address(cast, kind="sample", key=SAMPLE))
    asked = {**hidden(page), "population": "40", "size": "3", "counted_by_id": str(cast.tomasz.id)}
    page = grace.post("/draws", asked, follow=True)
    assert grace.post("/drafts", {**hidden(page), "own": own}).status_code == 422


def test_more_than_one_in_five_is_flagged_and_the_reviewer_says_why_it_counts(cast, client_for, clock):
    action, requirement = make.a_done_action(cast, at=clock.now())
    clock.move(hours=1)
    db.session.commit()
    grace, samuel = client_for(cast.grace), client_for(cast.samuel)
    page = grace.get(f"/checks/new?requirement={requirement.id}")
    asked = {**hidden(page), "population": "40", "counted_by_id": str(cast.tomasz.id)}
    page = grace.post("/draws", asked, follow=True)
    read_a_sample(grace, page, own=(2, 5, 7), size=10)
    check = the_check()
    flag = "3 of 13 records that came up were set aside while reading: more than 1 in 5."
    for path in (
        f"/checks/{check.id}/reviews",
        f"/checks/{check.id}",
        f"/draws/{check.draw_id}",
        f"/actions/{action.id}",
    ):
        assert flag in words(samuel.get(path)), path
    assert "More than 1 in 5 set aside" in words(samuel.get("/draws"))
    page = samuel.get(f"/checks/{check.id}/reviews")
    sent = {**hidden(page), "risk": "low", "commentary": "Practice holds.", "stands": "yes"}
    again = samuel.post(f"/checks/{check.id}/reviews", sent)
    assert again.status_code == 422 and "Say why the sample counts all the same." in words(again)
    samuel.post(f"/checks/{check.id}/reviews", {**sent, "stands_reason": "She works here most days."})
    review = db.session.scalars(sa.select(Review)).one()
    assert (review.stands, review.stands_reason) == (True, "She works here most days.")
    (line,) = [one for one in lines(cast.organisation_id, "check", check.id) if one.what == "reviewed"]
    assert flag in line.payload["after"]["set aside"]
