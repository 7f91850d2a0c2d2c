"""A service closes while work is open there: what was begun is finished, nothing new begins, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from spotcheck.checks.operations.drafts import open_draft
from spotcheck.core import history
from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.core.permissions import Role
from spotcheck.organisation.operations import give_role
from spotcheck.organisation.service_ends import close_service, reopen_service
from tests.cast import Cast
from tests.client import Client
from tests.make_drafts import a_start, a_whole_draft
from tests.pages import words
from tests.refused import refused

Browser = Callable[..., Client]


def closes(cast: Cast, clock: FixedClock) -> None:
    close_service(cast.hazel_court, by=cast.admin.standing(), at=clock.now())
    db.session.commit()


def test_a_check_that_is_open_there_can_still_be_finished(cast: Cast, clock: FixedClock, client_for: Browser) -> None:
    draft = a_whole_draft(cast, cast.grace, at=clock.now())
    closes(cast, clock)
    grace = client_for(cast.grace)
    page = grace.get(f"/drafts/{draft.id}")
    assert "This service closed on 2 November 2026. You can still finish this check." in words(page)
    tap = grace.post(f"/drafts/{draft.id}/answers", {"outcome-1": "support"}, part=True)
    assert tap.status_code == 200
    received = grace.post("/checks", {"draft": str(draft.id), "with_words": "true"}, follow=True)
    assert "Received" in words(received)


def test_its_manager_still_reviews_what_was_seen_there(cast: Cast, clock: FixedClock, client_for: Browser) -> None:
    draft_id = a_whole_draft(cast, cast.grace, at=clock.now()).id
    closes(cast, clock)
    client_for(cast.grace).post("/checks", {"draft": str(draft_id), "with_words": "true"})
    assert client_for(cast.samuel).get(f"/checks/{draft_id}").status_code == 200


def test_no_check_starts_and_no_role_is_given_there(cast: Cast, clock: FixedClock, client_for: Browser) -> None:
    closes(cast, clock)
    told = {"by": cast.grace.standing(), "at": clock.now()}
    assert "This service is closed" in refused(open_draft, a_start(cast), **told)
    told = {"by": cast.admin.standing(), "at": clock.now()}
    assert "This service is closed" in refused(give_role, cast.leila.person, Role.SUPERVISOR, cast.hazel_court, **told)


def test_it_closes_and_opens_on_its_page_and_the_history_says_so(
    cast: Cast, clock: FixedClock, client_for: Browser
) -> None:
    alex = client_for(cast.admin)
    assert "Close this service" in words(alex.get(f"/services/{cast.hazel}"))
    answer = alex.post(f"/services/{cast.hazel}/ending", follow=True)
    assert "Closed on 2 November 2026." in words(answer)
    assert "Closed Care home Hazel Court" in words(alex.get("/services"))
    alex.post(f"/services/{cast.hazel}/opening")
    told = [line.what for line in history.lines(cast.organisation_id, "service", cast.hazel)]
    assert told[:2] == ["opened again", "closed"]
    assert "Closed" not in words(alex.get("/services"))


@pytest.mark.parametrize("verb", [close_service, reopen_service])
def test_twice_is_once(verb: Callable[..., None], cast: Cast, clock: FixedClock) -> None:
    closes(cast, clock)
    for _ in range(2):
        verb(cast.hazel_court, by=cast.admin.standing(), at=clock.now())
    told = [line.what for line in history.lines(cast.organisation_id, "service", cast.hazel)]
    assert (told.count("closed"), told.count("opened again")) == (1, int(verb is reopen_service))


def test_who_works_there_is_still_in_the_list_of_people(cast: Cast, clock: FixedClock, client_for: Browser) -> None:
    closes(cast, clock)
    assert "Grace" in words(client_for(cast.admin).get("/people"))
