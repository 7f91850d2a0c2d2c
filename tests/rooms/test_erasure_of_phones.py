"""What is kept of phones goes by its own days, and a sign-in stays as long as a phone may bring what came of it."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from spotcheck.core.database import add, db
from spotcheck.core.ids import new_id
from spotcheck.delivery.models import Arrival, Grant, Phone, Quarantined
from spotcheck.governance import erasing
from spotcheck.governance.about_person_queries import about_person
from spotcheck.governance.due_queries import Due, due
from spotcheck.governance.legal_hold_rules import On
from spotcheck.governance.legal_holds import place_hold
from spotcheck.organisation.leaving import end_work
from spotcheck.organisation.models import SignInSession
from tests.cast import Cast, Member
from tests.conftest import MORNING
from tests.make_phones import Ready, ready

A_YEAR = timedelta(days=365)
QUARTER = MORNING + timedelta(days=100)  # sessions go after 90 days
IN_TWO_YEARS = MORNING + 2 * A_YEAR + timedelta(days=3)


def arrived(made: Ready, at: datetime = MORNING, **more: Any) -> Arrival:
    row = {
        "organisation_id": made.phone.organisation_id, "id": new_id(), "envelope_id": new_id(), "payload_digest": "d",
        "grant_id": made.given.grant.id, "kind": "check", "state": "taken", "reasons": [], "sequence": 1,
        "received_at": at, "author_id": made.given.grant.person_id,
    }  # fmt: skip
    return add(Arrival(**row | more))


def set_apart(made: Ready, at: datetime = MORNING) -> Quarantined:
    return add(
        Quarantined(
            organisation_id=made.phone.organisation_id,
            id=new_id(),
            grant_id=made.given.grant.id,
            digest="d",
            envelope={},
            size=2,
            why="seal",
            received_at=at,
        )
    )


def would_go(cast: Cast, at: datetime) -> Due:
    return due(cast.organisation_id, {}, at=at)


def erased(cast: Cast, at: datetime) -> Due:
    found = would_go(cast, at)
    return erasing.erase_due(found.fingerprint, by=cast.admin.standing(MORNING), at=at)


def counts(*models: type[Any]) -> list[int]:
    return [db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0 for model in models]


def test_a_session_stays_as_long_as_its_grant_and_the_list_says_why(cast: Cast) -> None:
    made = ready(cast.grace, at=MORNING)
    found = would_go(cast, QUARTER)
    assert made.session.session_id not in found.ids("session")
    assert any("A phone may still bring" in why for _kind, why in found.beyond)


def test_after_two_years_everything_about_the_sign_in_goes_and_the_phone_stays_nobody_s(cast: Cast) -> None:
    made = ready(cast.grace, at=MORNING)
    arrived(made)
    set_apart(made)
    erased(cast, IN_TWO_YEARS)
    assert counts(Arrival, Quarantined, SignInSession, Phone) == [0, 0, 0, 1]
    assert db.session.scalars(sa.select(Grant.id)).all() == [made.given.phone_grant.id]


def test_what_came_late_keeps_the_grant_it_came_under(cast: Cast) -> None:
    made = ready(cast.grace, at=MORNING)
    arrived(made, at=MORNING + A_YEAR)
    erased(cast, IN_TWO_YEARS)
    assert counts(Arrival, Grant, SignInSession) == [1, 2, 1]
    erased(cast, IN_TWO_YEARS + A_YEAR)
    assert counts(Arrival, Grant, SignInSession) == [0, 1, 0]


def test_what_could_not_be_opened_goes_sooner(cast: Cast) -> None:
    set_apart(ready(cast.grace, at=MORNING))
    erased(cast, QUARTER)
    assert counts(Quarantined, Grant) == [0, 2]


def test_a_legal_hold_on_somebody_keeps_their_sign_ins_on_phones(cast: Cast) -> None:
    arrived(ready(cast.grace, at=MORNING))
    by = cast.samuel.standing()
    place_hold(On.PERSON, cast.grace.id, reason="A claim.", by=by, at=MORNING)
    erased(cast, IN_TWO_YEARS)
    assert counts(Arrival, Grant, SignInSession) == [1, 2, 1]


def test_under_the_phone_s_own_grant_things_go_by_the_day_they_came(cast: Cast) -> None:
    made = ready(cast.grace, at=MORNING)
    arrived(made, grant_id=made.given.phone_grant.id, author_id=None)
    erased(cast, IN_TWO_YEARS)
    assert counts(Arrival) == [0]


@pytest.mark.parametrize("whose", ["captured by them", "about them"])
@pytest.mark.parametrize("what", ["kept", "answer"])
def test_whoever_asks_to_be_erased_is_in_nothing_that_waits(what: str, whose: str, cast: Cast) -> None:
    gone, other = cast.grace, cast.priya
    mine, others = ready(gone, at=MORNING), ready(other, at=MORNING)
    by_them = {"made": mine, "content": {what: {"worker": str(cast.amina.id)}}}
    about_them = {"made": others, "content": {what: {"worker": str(gone.id), "words": {}}}}
    how: dict[str, Any] = by_them if whose == "captured by them" else about_them
    arrived(how["made"], content=how["content"], state="waits")
    kept = arrived(others, content={what: {"worker": str(cast.amina.id)}}, state="waits")
    erase(gone, cast)
    assert db.session.scalars(sa.select(Arrival.id)).all() == [kept.id]
    assert gone.id not in set(db.session.scalars(sa.select(Grant.person_id)))


def erase(gone: Member, cast: Cast) -> uuid.UUID:
    end_work(gone.person, by=cast.samuel.standing(), at=MORNING)
    found = about_person(gone.person)
    assert "One thing that came from a phone and waits for somebody." in [str(one) for one in found.goes]
    shown = found.due.fingerprint
    erasing.erase_person(gone.person, shown, reason="Asked.", by=cast.admin.standing(MORNING), at=MORNING)
    return gone.id
