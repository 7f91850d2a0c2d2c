"""Ways round R3, R6 and R7 that a browser could try: told in words, and nothing is different afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from spotcheck.checks.models import Check
from spotcheck.checks.operations.correction import correct
from spotcheck.core import history
from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.organisation.models import Verifier
from spotcheck.organisation.verifying import end_verifier
from spotcheck.tracker import operations
from spotcheck.tracker.models import Action, Requirement
from spotcheck.tracker.rules.words import State
from tests import make, make_checks
from tests.cast import Cast, Member
from tests.client import Client
from tests.make import A_SAMPLE, AN_OBSERVATION
from tests.pages import words
from tests.walking.rows import rows

KEPT = ("action", "requirement", "evidence", "draw", "check", "correction", "review", "history")
REASON = "The pharmacist asked for it."
FINE = {"words": "It looks fine."}


@dataclass
class Round:
    """Hazel Court as somebody finds it who would like to close an action sooner than they may."""

    cast: Cast
    clock: FixedClock
    client_for: Callable[..., Client]

    def done(self, *plan: make.Asks, **other: Any) -> tuple[Action, Requirement]:
        found = make.a_done_action(self.cast, *plan, at=self.clock.now(), **other)
        self.clock.move(hours=2)
        db.session.commit()
        return found

    def seen(self, *, misses: bool = False) -> tuple[Action, Check]:
        """A real check of Grace's, judged by Ruth to stand; the action that it is for."""
        wanted = make_checks.waiting_action(self.cast, lead=self.cast.priya, at=self.clock.now())
        outcomes = {"mar-first": "follow_up"} if misses else None
        check = make_checks.observation(
            self.cast, self.cast.grace, self.cast.tomasz, at=self.clock.now(), requirement_id=wanted.id,
            outcomes=outcomes,
        )  # fmt: skip
        make_checks.reviewed(check, self.cast.ruth, at=self.clock.move(hours=1), stands=True)
        return db.session.get_one(Action, (self.cast.organisation_id, wanted.action_id)), check

    def lines(self, action: Action) -> list[history.HistoryLine]:
        return history.lines(action.organisation_id, "action", action.id)

    def kept(self) -> dict[str, Any]:
        db.session.expire_all()
        return {table: rows(table, organisation_id=self.cast.organisation_id) for table in KEPT}

    def refused(self, who: Member, path: str, form: dict[str, Any], *, status: int = 409) -> str:
        """What the page says. Nothing in the tracker may be different."""
        client = self.client_for(who)
        before = self.kept()
        answer = client.post(path, form)
        assert answer.status_code == status, words(answer)
        assert self.kept() == before
        return words(answer)

    def about(self, who: Member, action: Action, noun: str, form: dict[str, Any], **how: Any) -> str:
        return self.refused(who, f"/actions/{action.id}/{noun}", {"version": action.version, **form}, **how)

    def not_closed(self, who: Member, action: Action, *, version: int | None = None) -> str:
        return self.about(who, action, "closure", {**FINE, "version": version or action.version})


@pytest.fixture
def home(cast: Cast, clock: FixedClock, client_for: Callable[..., Client]) -> Round:
    return Round(cast, clock, client_for)


def newest(action: Action) -> str:
    return history.lines(action.organisation_id, "action", action.id)[0].what


def test_the_straight_way_closes(home: Round) -> None:
    action, _ = home.seen()
    answer = home.client_for(home.cast.samuel).post(
        f"/actions/{action.id}/closure", {"version": action.version, **FINE}
    )
    assert (answer.status_code, action.state, newest(action)) == (303, State.CLOSED, "closed")


# Straight to the door.


def test_a_form_that_no_page_sent(home: Round) -> None:
    action, _ = home.done(A_SAMPLE, AN_OBSERVATION)
    said = home.not_closed(home.cast.samuel, action)
    assert "Still to come: 10 records drawn at random" in said
    assert "Still to come: 1 observation" in said


@pytest.mark.parametrize("more", [{"state": "closed"}, {"missing": "0"}, {"by": "somebody"}, {"at": "2026-12-24"}])
def test_a_form_that_says_what_only_the_rows_may_say(home: Round, more: dict[str, str]) -> None:
    action, _ = home.done()
    home.about(home.cast.samuel, action, "closure", {**FINE, **more}, status=422)


def test_a_verifier_whose_invitation_has_ended(home: Round) -> None:
    action, _ = home.seen()
    vera = make.a_verifier(action, by=home.cast.samuel, at=home.clock.now())
    db.session.commit()
    client = home.client_for(vera)
    assert client.get(f"/actions/{action.id}").status_code == 200
    [invitation] = db.session.query(Verifier).filter_by(action_id=action.id)
    end_verifier(invitation, by=home.cast.samuel.standing(), at=home.clock.now())
    db.session.commit()
    before = home.kept()
    answer = client.post(f"/actions/{action.id}/closure", {"version": action.version, **FINE})
    assert (answer.status_code, home.kept() == before) == (401, True)
    assert "sign in" in words(answer).casefold()


# An old tab: the page was opened when everything was well.


def test_the_plan_grew_since(home: Round) -> None:
    action, _ = home.seen()
    opened = action.version
    operations.send_back(action, reason=REASON, by=home.cast.ruth.standing(), at=home.clock.now())
    make.a_requirement(action, A_SAMPLE, by=home.cast.ruth, at=home.clock.now())
    db.session.commit()
    assert "It has not been reported done yet." in home.not_closed(home.cast.samuel, action, version=opened)
    make.done(action, at=home.clock.move(hours=1))
    db.session.commit()
    said = home.not_closed(home.cast.samuel, action, version=opened)
    assert "Still to come: 10 records drawn at random" in said


def test_the_evidence_was_corrected_since(home: Round) -> None:
    action, check = home.seen()
    opened = action.version
    told = {"item_id": make_checks.item(home.cast, check, "mar-first").id, "to": "follow_up", "reason": REASON}
    correct(check, **told, by=home.cast.grace.standing(), at=home.clock.move(hours=1))
    db.session.commit()
    assert newest(action) == "evidence corrected"
    assert "waits for a review" in home.not_closed(home.cast.samuel, action, version=opened)
    assert "waits for a review" in home.not_closed(home.cast.samuel, action)
    make_checks.reviewed(check, home.cast.ruth, at=home.clock.move(hours=1), stands=True, corrections_seen=1)
    assert (action.state, newest(action)) == (State.AGREED, "sent back")
    assert "It has not been reported done yet." in home.not_closed(home.cast.samuel, action, version=opened)


def test_something_good_came_since(home: Round) -> None:
    action, _ = home.seen()
    opened = action.version
    operations.close(action, words="Seen.", by=home.cast.ruth.standing(), at=home.clock.now())
    db.session.commit()
    assert "This action is closed already." in home.not_closed(home.cast.samuel, action, version=opened)


def test_one_more_look_came_since_and_is_good(home: Round) -> None:
    action, check = home.seen()
    opened = action.version
    requirement = db.session.get_one(Requirement, (home.cast.organisation_id, check.requirement_id))
    make.evidence_for(requirement, home.cast.grace, at=home.clock.now(), of=home.cast.amina, reviewed_by=home.cast.ruth)
    db.session.commit()
    said = home.not_closed(home.cast.samuel, action, version=opened)
    assert "This action changed while you were looking at it, so nothing was done." in said


# Another rule once something was seen (R7).

DOORS_OF_A_PLAN = {
    "an easier part in its place": ("requirements/{id}/replacement", {"size": 1, "allowed": 0, "weeks": 4}),
    "one part less": ("requirements/{id}/removal", {}),
}


@pytest.mark.parametrize(("noun", "form"), DOORS_OF_A_PLAN.values(), ids=DOORS_OF_A_PLAN)
def test_the_plan_stands_once_records_were_drawn(home: Round, noun: str, form: dict[str, Any]) -> None:
    action, sample = home.done(A_SAMPLE, AN_OBSERVATION)
    make.a_draw(sample, home.cast.grace, at=home.clock.now())
    db.session.commit()
    said = home.about(home.cast.samuel, action, noun.format(id=sample.id), {**form, "reason": REASON})
    assert "Looking has begun, so the plan stands." in said


def test_the_plan_stands_while_a_miss_waits_for_its_review(home: Round) -> None:
    action, part = home.done(make.Asks(make.Look.OBSERVATION, 2, 1))
    make.evidence_for(part, home.cast.grace, at=home.clock.now(), of=home.cast.tomasz, misses=1)
    db.session.commit()
    easier = {"size": 1, "allowed": 0, "weeks": 4, "reason": REASON}
    said = home.about(home.cast.samuel, action, f"requirements/{part.id}/replacement", easier)
    assert "Looking has begun, so the plan stands." in said


@pytest.mark.parametrize(
    ("who", "until", "says"),
    [
        ("priya", "2026-12-24", "This can be done by:"),
        ("samuel", "2026-11-10", "Choose a day after the last day"),
        ("samuel", "2036-11-10", "Choose a day in the next 26 weeks."),
    ],
)
def test_more_time_after_a_miss_that_is_allowed(home: Round, who: str, until: str, says: str) -> None:
    action, part = home.done(make.Asks(make.Look.OBSERVATION, 3, 1))
    make.evidence_for(
        part, home.cast.grace, at=home.clock.now(), of=home.cast.tomasz, misses=1, reviewed_by=home.cast.ruth
    )
    db.session.commit()
    form, status = {"until_on": until, "reason": REASON}, 403 if who == "priya" else 422
    said = home.about(getattr(home.cast, who), action, f"requirements/{part.id}/window", form, status=status)
    assert says in said
