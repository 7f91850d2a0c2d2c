"""Between the first tap and the receipt: parts of pages, what is open, what is pressed twice, what is mistyped."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from spotcheck.checks.models import Draft, SecondContent
from spotcheck.core.database import db
from tests.make_drafts import OBSERVATION, a_draft, a_page, a_whole_draft, answered
from tests.pages import words


def test_one_tap_is_saved_and_only_the_bar_and_the_line_above_come_back(cast, client_for, clock):
    draft = a_draft(cast, cast.grace, at=clock.now())
    db.session.commit()
    grace = client_for(cast.grace)
    tap = {"outcome-1": "well", "with_context": "true", "worker": str(cast.amina.id), "shift": "night"}
    part = grace.post(f"/drafts/{draft.id}/answers", tap, part=True)
    assert part.status_code == 200
    assert re.findall(r'id="([^"]+)"', part.text) == ["bar", "about"]
    assert "1 of 12 answered" in part.text
    assert "Saved" in part.text
    assert "Night shift, with Amina" in part.text


def test_a_tap_on_the_second_page_is_saved_too(cast, client_for, clock):
    draft = a_whole_draft(cast, cast.grace, at=clock.now())
    db.session.commit()
    grace = client_for(cast.grace)
    part = grace.post(f"/drafts/{draft.id}/answers", {"with_words": "true", "coaching": "Wait a moment."}, part=True)
    assert "12 of 12 answered" in part.text
    assert db.session.get_one(Draft, (cast.organisation_id, draft.id)).words == {"coaching": "Wait a moment."}


def test_a_draft_opens_at_the_next_open_item(cast, client_for, clock):
    draft = a_draft(cast, cast.grace, at=clock.now())
    answered(cast, draft, cast.grace, a_page(cast, OBSERVATION, "well", only=[1, 2]), at=clock.now())
    db.session.commit()
    grace = client_for(cast.grace)
    page = grace.get(f"/drafts/{draft.id}")
    assert re.search(r'<fieldset class="item next-up" id="item-3"', page.text)
    saved = grace.post(f"/drafts/{draft.id}/answers", {"outcome-3": "well", "then": "stay"})
    assert saved.headers["Location"].endswith(f"/drafts/{draft.id}#item-4")


def test_what_is_open_is_a_list_of_links_and_may_stay(cast, client_for, clock):
    draft = a_draft(cast, cast.grace, at=clock.now())
    answered(cast, draft, cast.grace, a_page(cast, OBSERVATION, "well", only=range(1, 12)), at=clock.now())
    db.session.commit()
    grace = client_for(cast.grace)
    form = {"draft": str(draft.id), "with_words": "true", "strength": "Calm."}
    page = grace.post("/checks", form)
    assert page.status_code == 422
    assert "1 item is still open. It can stay as not seen this time." in words(page)
    assert f'href="/drafts/{draft.id}#item-12"' in page.text
    assert ">Calm.</textarea>" in page.text.replace("\n", "")
    assert "Received" in words(grace.post("/checks", {**form, "anyway": "true"}, follow=True))


def test_words_that_may_name_somebody_are_pointed_out_once(cast, client_for, clock):
    draft = a_whole_draft(cast, cast.grace, at=clock.now())
    db.session.commit()
    grace = client_for(cast.grace)
    form = {"draft": str(draft.id), "with_words": "true", "coaching": "Look up 999 000 0018 first."}
    page = grace.post("/checks", form)
    assert (page.status_code, 'href="#coaching"' in page.text) == (422, True)
    assert grace.post("/checks", {**form, "anyway": "true"}).status_code == 303


def test_pressing_finish_twice_gives_the_same_receipt(cast, client_for, clock):
    draft_id = a_whole_draft(cast, cast.grace, at=clock.now()).id
    db.session.commit()
    grace = client_for(cast.grace)
    form = {"draft": str(draft_id), "with_words": "true"}
    first, again = (grace.post("/checks", form).headers["Location"] for _ in range(2))
    assert first == again == f"/checks/{draft_id}/receipt"
    assert grace.get(f"/drafts/{draft_id}").headers["Location"] == first


def test_an_old_tab_is_told_that_the_check_is_safe(cast, client_for, clock):
    draft_id = a_whole_draft(cast, cast.grace, at=clock.now()).id
    db.session.commit()
    grace = client_for(cast.grace)
    grace.post("/checks", {"draft": str(draft_id), "with_words": "true"})
    tap = grace.post(f"/drafts/{draft_id}/answers", {"outcome-1": "stopped"}, part=True)
    assert (tap.status_code, "is safe" in tap.text) == (409, True)
    page = grace.post("/checks", {"draft": str(draft_id), "with_words": "true", "strength": "Something else."})
    assert (page.status_code, "It is kept beside it" in page.text) == (409, True)
    assert db.session.scalars(sa.select(SecondContent)).one().content["words"]["strength"] == "Something else."


def test_a_note_that_is_too_long_is_shown_again_as_it_was_typed(cast, client_for, clock):
    draft = a_draft(cast, cast.grace, at=clock.now())
    db.session.commit()
    grace = client_for(cast.grace)
    form = {"outcome-1": "support", "note-1": "x" * 501, "then": "next"}
    page = grace.post(f"/drafts/{draft.id}/answers", form)
    assert (page.status_code, 'href="#note-1"' in page.text, "x" * 501 in page.text) == (422, True, True)
    assert re.search(r'name="outcome-1" value="support" checked', page.text)


@pytest.mark.parametrize(
    "form",
    [
        {"outcome-1": "excellent"},
        {"outcome-99": "well"},
        {"colour": "red"},
        {"record": "3", "outcome-1": "well"},
        {"outcome-1-x": "well"},
        {"point-1-time": "asked", "asked-1": "true"},
    ],
)
def test_what_no_page_sends_changes_nothing(cast, client_for, clock, form):
    draft = a_draft(cast, cast.grace, at=clock.now())
    db.session.commit()
    answer = client_for(cast.grace).post(f"/drafts/{draft.id}/answers", form, part=True)
    assert answer.status_code == 422
    assert db.session.get_one(Draft, (cast.organisation_id, draft.id)).answers == {}


def test_a_draft_is_thrown_away_by_its_author(cast, client_for, clock):
    draft_id = a_draft(cast, cast.grace, at=clock.now()).id
    db.session.commit()
    page = client_for(cast.grace).post(f"/drafts/{draft_id}/deletion", follow=True)
    assert "The draft is deleted." in page.text
    assert db.session.get(Draft, (cast.organisation_id, draft_id)) is None
