"""How long things are kept, legal holds and erasing, as pages."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest

from spotcheck.checks.models import Check
from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.core.permissions import Role
from spotcheck.core.refusals import Refusal
from spotcheck.governance.keeping_rules import TERMS, field
from spotcheck.governance.periods import chosen_of
from spotcheck.organisation.leaving import come_back, end_work
from spotcheck.tracker.operations import close
from spotcheck.tracker.rules.words import Look
from tests import make, make_checks
from tests.cast import Cast
from tests.client import Client
from tests.pages import hidden, words

Browser = Callable[..., Client]
USUAL = {field(kind): str(term.usual) for kind, term in TERMS.items() if term.is_chosen}


def closed_action(cast: Cast, clock: FixedClock) -> tuple[uuid.UUID, uuid.UUID]:
    """An action closed on one watched round of Tomasz, and that check."""
    action, requirement = make.a_done_action(cast, make.Asks(Look.OBSERVATION, 1), at=clock.now())
    at = clock.move(hours=1)
    check = make_checks.observation(cast, cast.grace, cast.tomasz, at=at, requirement_id=requirement.id)
    make_checks.reviewed(check, cast.ruth, at=at, stands=True)
    close(action, words="Seen on a late shift.", by=cast.samuel.standing(), at=at)
    db.session.commit()
    return action.id, check.id


def test_what_would_go_is_listed_and_goes_once_somebody_confirmed_it(
    cast: Cast, clock: FixedClock, client_for: Browser
) -> None:
    action_id, check_id = closed_action(cast, clock)
    clock.move(days=5 * 366)
    admin = client_for(cast.admin)
    page = admin.get("/keeping/erasure")
    assert "1 · Checks: answers, notes, records read, corrections, reviews Finished more than 5 years ago." in words(
        page
    )
    shown = hidden(page)["shown"]
    unticked = admin.post("/keeping/erasure", {"shown": shown})
    assert unticked.status_code == 422
    assert "Tick the box" in words(unticked)
    assert db.session.get(Check, (cast.organisation_id, check_id)) is not None
    done = admin.post("/keeping/erasure", {"shown": shown, "sure": "yes"}, follow=True)
    assert "Erased." in done.text
    assert "Alex erased what was no longer kept" in words(done)
    assert db.session.get(Check, (cast.organisation_id, check_id)) is None
    assert "Nothing is due to go today" in words(admin.get("/keeping/erasure"))

    manager = client_for(cast.samuel)
    story = manager.get(f"/actions/{action_id}")
    assert story.status_code == 200
    assert "observation 1 worker 1 shift 1" in words(story)
    assert str(check_id) not in story.text
    assert manager.get(f"/checks/{check_id}").status_code == 404


def test_a_list_that_changed_in_between_is_shown_again_and_nothing_goes(
    cast: Cast, clock: FixedClock, client_for: Browser
) -> None:
    closed_action(cast, clock)
    clock.move(days=5 * 366)
    again = client_for(cast.admin).post("/keeping/erasure", {"shown": "of yesterday", "sure": "yes"})
    assert again.status_code == 409
    assert "The list has changed since you looked." in words(again)


def test_a_length_is_chosen_within_bounds_and_what_was_typed_is_kept(cast: Cast, client_for: Browser) -> None:
    admin = client_for(cast.admin)
    wrong = admin.post("/keeping", {**USUAL, "for_checks": "40", "for_actions": "soon"})
    assert wrong.status_code == 422
    assert "Choose from 2 to 8." not in words(wrong)  # a word is no number: that is said first
    assert "Write a whole number." in words(wrong)
    wrong = admin.post("/keeping", {**USUAL, "for_checks": "40"})
    assert "Choose from 2 to 8." in words(wrong)
    assert 'value="40"' in wrong.text
    assert chosen_of(cast.organisation_id) == {}
    said = admin.post("/keeping", {**USUAL, "for_checks": "3"}, follow=True)
    assert "Nothing was erased." in said.text
    assert "records read, corrections, reviews · 3 years" in words(said)
    assert "5 years → 3 years" in words(said)


@pytest.mark.parametrize("n", ["-1", "0", "9999999999999999999999", "1e3", "5.5"])
def test_a_strange_length_is_refused_in_words(cast: Cast, client_for: Browser, n: str) -> None:
    assert client_for(cast.admin).post("/keeping", {**USUAL, "for_checks": n}).status_code == 422


def test_a_hold_is_placed_seen_and_lifted_with_reasons(cast: Cast, clock: FixedClock, client_for: Browser) -> None:
    action_id, _check_id = closed_action(cast, clock)
    ruth, at = client_for(cast.ruth), f"/legal-holds/actions/{action_id}"
    assert at in ruth.get(f"/actions/{action_id}").text
    assert "Write why, and who asked for it." in words(ruth.post(at, {"reason": " "}))
    placed = ruth.post(at, {"reason": "A solicitor's letter of 3 March."}, follow=True)
    assert "A legal hold is in place" in words(placed)
    assert "A solicitor's letter of 3 March." in words(placed)
    assert "The reason stands beside every PRN entry" in words(ruth.get("/keeping"))
    admin = words(client_for(cast.admin).get("/keeping"))
    assert "Something you may not open" in admin
    lifting = placed.text.split('/lifting"')[0].rsplit('"', 1)[1] + "/lifting"
    lifted = ruth.post(lifting, {"reason": "It is settled."}, follow=True)
    assert "Place a legal hold" in words(lifted)


def test_somebody_who_left_is_erased_on_request_and_what_stays_is_said(
    cast: Cast, clock: FixedClock, client_for: Browser
) -> None:
    closed_action(cast, clock)
    end_work(cast.tomasz.person, by=cast.admin.standing(), at=clock.now())
    db.session.commit()
    admin, at = client_for(cast.admin), f"/keeping/people/{cast.tomasz.id}"
    assert at in admin.get(f"/people/{cast.tomasz.id}").text
    page = admin.get(at)
    assert "One check of their practice, with answers, notes, reviews and replies." in words(page)
    assert "Numbers under the actions they were part of They say how many, and no longer who." in words(page)
    sent = {"shown": hidden(page)["shown"], "sure": "yes", "reason": "By letter of 2 November; the DPO decided."}
    assert "Tick the box" in words(admin.post(at, {**sent, "sure": ""}))
    assert admin.post(at, sent).status_code == 303
    assert cast.tomasz.person.name == "Somebody who left"
    assert "erased already" in words(admin.get(at))
    with pytest.raises(Refusal, match="Invite them as somebody new"):
        come_back(cast.tomasz.person, Role.CARE_WORKER, cast.hazel_court, by=cast.admin.standing(), at=clock.now())


def test_nobody_who_works_here_is_erased(cast: Cast, client_for: Browser) -> None:
    admin, at = client_for(cast.admin), f"/keeping/people/{cast.tomasz.id}"
    page = admin.get(at)
    assert "It cannot be done now They work here." in words(page)
    assert "<form" not in page.text.split("<main")[1]


def test_who_kept_a_session_after_leaving_has_none_once_forgotten(
    cast: Cast, clock: FixedClock, client_for: Browser
) -> None:
    worker = client_for(cast.tomasz)
    end_work(cast.tomasz.person, by=cast.admin.standing(), at=clock.move(hours=1))
    db.session.commit()
    admin, at = client_for(cast.admin), f"/keeping/people/{cast.tomasz.id}"
    sent = {"shown": hidden(admin.get(at))["shown"], "sure": "yes", "reason": "Asked."}
    assert admin.post(at, sent).status_code == 303
    assert worker.get("/today").status_code == 303


def test_a_small_home_sees_an_empty_list_in_words(cast: Cast, clock: FixedClock, client_for: Browser) -> None:
    clock.move(seconds=timedelta(minutes=1).total_seconds())
    assert "Nothing is due to go today" in words(client_for(cast.admin).get("/keeping/erasure"))
