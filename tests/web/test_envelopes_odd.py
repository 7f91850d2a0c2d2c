"""What is odd about an envelope does not lose it: it is kept, and counts once somebody has said that it is right."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from spotcheck.checklists.models import ChecklistVersion
from spotcheck.checklists.operations import publish
from spotcheck.checklists.queries import content_of as checklist_content
from spotcheck.checks.models import Check
from spotcheck.core.database import db
from spotcheck.core.history import lines
from spotcheck.delivery.models import Arrival, Phone
from spotcheck.organisation.leaving import end_work
from spotcheck.organisation.models import RoleHeld
from spotcheck.organisation.operations import end_role
from spotcheck.tracker import operations as tracker
from spotcheck.tracker.models import Evidence
from tests import make, make_checks
from tests.delivering import count, grace, sent, the_arrival
from tests.make_letters import a_check, an_unfinished
from tests.make_phones import ready
from tests.phones import is_received

__all__ = ["grace"]

HOUR = timedelta(hours=1)


def waits_for(app, pocket, payload):
    """Why it waits, when it was kept, its phone may let go, and nothing was made of it yet."""
    [answer] = sent(app, pocket.seal(payload))
    assert (answer["state"], is_received(answer, payload)) == ("stored", True)
    arrival = db.session.scalars(sa.select(Arrival).where(Arrival.envelope_id == uuid.UUID(payload["id"]))).one()
    assert (arrival.state, count(Check), count(Evidence)) == ("waits", 0, 0)
    assert arrival.content["kept"]["answers"] == payload["answers"]
    assert lines(arrival.organisation_id, "arrival", arrival.id)[0].what == "waits"
    return list(arrival.reasons), answer["says"]


@pytest.mark.parametrize("off", [timedelta(days=400), timedelta(days=-400)], ids=["ahead", "behind"])
def test_a_clock_400_days_wrong_since_sign_in(app, cast, clock, grace, off):
    at = clock.move(minutes=20)
    heard = {"server": clock.now().isoformat(), "device": (at + off).isoformat()}
    payload = {**a_check(cast, grace.pocket, at=at + off), "contact": heard}
    reasons, says = waits_for(app, grace.pocket, payload)
    assert reasons == ["clock"]
    assert says[1] == "The clock of this phone was changed between sign-in and this."
    assert the_arrival().captured_at == at


def test_a_clock_400_days_wrong_all_along_is_put_right(app, cast, clock):
    off = timedelta(days=-400)
    phone = ready(cast.grace, at=clock.now(), device_at=clock.now() + off)
    db.session.commit()
    heard = {"server": clock.now().isoformat(), "device": (clock.now() + off).isoformat()}
    at = clock.move(minutes=20)
    [answer] = sent(app, phone.pocket.seal({**a_check(cast, phone.pocket, at=at + off), "contact": heard}))
    assert answer["state"] == "stored"
    assert db.session.scalars(sa.select(Check)).one().finished_at == at


def test_captured_later_than_now(app, cast, clock, grace):
    payload = a_check(cast, grace.pocket, at=clock.now() + timedelta(days=400), contact=clock.now())
    assert waits_for(app, grace.pocket, payload)[0] == ["late"]
    assert the_arrival().captured_at == clock.now()


def test_captured_before_anybody_signed_in(app, cast, clock, grace):
    payload = a_check(cast, grace.pocket, at=clock.now() - timedelta(days=400), contact=clock.now())
    assert waits_for(app, grace.pocket, payload)[0] == ["early"]


def test_finished_before_it_was_opened(app, cast, clock, grace):
    payload = a_check(cast, grace.pocket, at=clock.now(), opened_at=(clock.now() + HOUR).isoformat())
    assert waits_for(app, grace.pocket, payload)[0] == ["backwards"]


def test_captured_after_the_shift_was_over(app, cast, clock, grace):
    payload = a_check(cast, grace.pocket, at=clock.move(hours=14))
    assert waits_for(app, grace.pocket, payload)[0] == ["shift"]


def test_captured_after_signing_out(app, cast, clock, grace):
    with app.app_context():
        app.test_client().post("/sign-outs", json={"token": grace.token})
    payload = a_check(cast, grace.pocket, at=clock.move(minutes=30))
    assert waits_for(app, grace.pocket, payload)[0] == ["signed out"]


def test_from_a_phone_that_was_lost_whatever_its_clock_says(app, cast, clock, grace):
    payload = a_check(cast, grace.pocket, at=clock.now())
    phone = db.session.get_one(Phone, (cast.organisation_id, grace.phone.id))
    phone.lost_at, phone.lost_by_id = clock.move(hours=1), cast.samuel.id
    db.session.commit()
    clock.move(hours=1)
    assert waits_for(app, grace.pocket, payload)[0] == ["phone lost"]


def test_the_same_number_twice_under_one_grant(app, cast, clock, grace):
    first = a_check(cast, grace.pocket, at=clock.now())
    second = {**a_check(cast, grace.pocket, at=clock.now()), "sequence": first["sequence"]}
    assert [one["state"] for one in sent(app, grace.pocket.seal(first))] == ["stored"]
    sent(app, grace.pocket.seal(second))
    assert [one.reasons for one in db.session.scalars(sa.select(Arrival).where(Arrival.state == "waits"))] == [
        ["sequence"]
    ]


def test_delivered_in_another_order_than_captured_is_nothing_odd(app, cast, clock, grace):
    payloads = [a_check(cast, grace.pocket, at=clock.move(minutes=15)) for _ in range(3)]
    answers = sent(app, *(grace.pocket.seal(one) for one in reversed(payloads)))
    assert [one["state"] for one in answers] == ["stored"] * 3
    assert count(Check) == 3


def test_what_follows_something_odd_is_not_odd_itself(app, cast, clock, grace):
    odd = a_check(cast, grace.pocket, at=clock.now() + timedelta(days=400), contact=clock.now())
    good = a_check(cast, grace.pocket, at=clock.move(minutes=15))
    clock.move(hours=5)
    sent(app, grace.pocket.seal(odd), grace.pocket.seal(good))
    assert [str(one.id) for one in db.session.scalars(sa.select(Check))] == [good["id"]]


def test_an_author_who_left_since_does_not_lose_it(app, cast, clock, grace):
    payload = a_check(cast, grace.pocket, at=clock.move(minutes=15))
    end_work(cast.grace.person, by=cast.samuel.standing(), at=clock.move(hours=1))
    db.session.commit()
    assert waits_for(app, grace.pocket, payload)[0] == ["left"]


def test_a_colleague_who_left_since_is_one_they_saw(app, cast, clock, grace):
    payload = a_check(cast, grace.pocket, at=clock.move(minutes=15))
    end_work(cast.tomasz.person, by=cast.samuel.standing(), at=clock.move(hours=1))
    db.session.commit()
    assert [one["state"] for one in sent(app, grace.pocket.seal(payload))] == ["stored"]
    assert count(Check) == 1


def test_roles_are_those_of_the_moment(app, cast, clock, grace):
    """Grace is no supervisor any more: what she captured before is a check, and what came after is refused."""
    before = a_check(cast, grace.pocket, at=clock.move(minutes=15))
    held = db.session.scalars(sa.select(RoleHeld).where(RoleHeld.person_id == cast.grace.id)).one()
    end_role(held, by=cast.admin.standing(), at=clock.move(minutes=15))
    db.session.commit()
    after = a_check(cast, grace.pocket, at=clock.move(minutes=15))
    answers = sent(app, grace.pocket.seal(before), grace.pocket.seal(after))
    assert [one["state"] for one in answers] == ["stored", "refused"]
    assert answers[1]["says"][0] == "You cannot capture checks at this service now."


def test_a_version_that_was_replaced_since_is_accepted(app, cast, clock, grace):
    payload = a_check(cast, grace.pocket, at=clock.move(minutes=15))
    old = db.session.get_one(ChecklistVersion, (cast.organisation_id, uuid.UUID(payload["version"])))
    newer = replace(checklist_content(old), title="Medicines round, again")
    publish(cast.organisation_id, newer, by=cast.admin.standing(), at=clock.move(hours=1))
    db.session.commit()
    assert [one["state"] for one in sent(app, grace.pocket.seal(payload))] == ["stored"]
    assert db.session.scalars(sa.select(Check)).one().version_id == old.id


@pytest.mark.parametrize("meanwhile", ["late", "withdrawn"])
def test_a_plan_is_judged_by_the_moment_of_capture_and_let_go_of_when_it_has_moved_on(
    app, cast, clock, grace, meanwhile
):
    wanted = make_checks.waiting_action(cast, lead=cast.priya, at=clock.now())
    db.session.commit()
    payload = a_check(cast, grace.pocket, at=clock.move(minutes=15), requirement=str(wanted.id))
    if meanwhile == "withdrawn":
        action = make.queries.action(cast.organisation_id, wanted.action_id)
        tracker.withdraw(action, reason="The service stopped giving PRN.", by=cast.samuel.standing(), at=clock.now())
    if meanwhile == "late":
        clock.move(weeks=6)  # the window is over when it arrives, and was not when it was captured
    db.session.commit()
    [answer] = sent(app, grace.pocket.seal(payload))
    check = db.session.scalars(sa.select(Check)).one()
    assert answer["state"] == "stored"
    if meanwhile == "withdrawn":
        assert (check.requirement_id, count(Evidence)) == (None, 0)
        assert answer["says"][-1] == "So it is kept as a check on its own."
        line = lines(cast.organisation_id, "check", check.id)[0]
        assert line.payload["after"]["plan"] == str(wanted.id)
    else:
        assert (check.requirement_id, count(Evidence)) == (wanted.id, 1)
        assert "says" not in answer


def test_who_carried_it_is_noted_when_they_signed_for_it(app, cast, clock, grace, client_for):
    priya = ready(cast.priya, at=clock.now())
    db.session.commit()
    sealed = grace.pocket.seal(a_check(cast, grace.pocket, at=clock.now()))
    clock.move(hours=5)
    sent(app, sealed, carrier=priya.pocket.carries([sealed["id"]]))
    assert the_arrival().carrier_id == cast.priya.id
    line = lines(cast.organisation_id, "check", db.session.scalars(sa.select(Check)).one().id)[0]
    assert line.payload["after"]["carried_by"] == str(cast.priya.id)
    address = f"/checks/{line.thing_id}"
    said = "Captured on a phone at 09:00, received at 14:00"
    assert f"{said}, carried by Priya." in client_for(cast.samuel).get(address).text
    reader = client_for(cast.nadia).get(address).text
    assert (f"{said}." in reader, "Priya" in reader) == (True, False)


@pytest.mark.parametrize("carrier", ["another list", "another key", "nobody", "noise"])
def test_a_carrier_who_did_not_sign_for_these_is_not_noted(app, cast, clock, grace, carrier):
    priya = ready(cast.priya, at=clock.now())
    db.session.commit()
    sealed = grace.pocket.seal(a_check(cast, grace.pocket, at=clock.now()))
    signed = {
        "another list": priya.pocket.carries(["another"]),
        "another key": {**grace.pocket.carries([sealed["id"]]), "grant": str(priya.pocket.grant_id)},
        "nobody": {**priya.pocket.carries([sealed["id"]]), "grant": sealed["id"]},
        "noise": {"grant": "?", "signature": "?"},
    }[carrier]
    assert [one["state"] for one in sent(app, sealed, carrier=signed)] == ["stored"]
    assert the_arrival().carrier_id is None


@pytest.mark.parametrize("sign_in", ["priya", "nobody.here", ""])
def test_somebody_not_signed_in_is_told_the_same_whether_the_name_is_known_or_not(app, cast, clock, grace, sign_in):
    pocket = grace.phone_pocket
    claim = {"sign_in": sign_in, "whom": "Tomasz"}
    payload = a_check(cast, pocket, at=clock.now(), worker=None, service=None, claimed=claim)
    reasons, says = waits_for(app, pocket, payload)
    assert (reasons, says) == (
        ["claimed"],
        ["It is safe here. It waits until whoever captured it signs in and says so."],
    )
    assert the_arrival().author_id == (cast.priya.id if sign_in == "priya" else None)


def test_a_draft_of_somebody_not_signed_in_waits_for_them(app, cast, clock, grace):
    pocket = grace.phone_pocket
    payload = an_unfinished(cast, pocket, at=clock.now(), claimed={"sign_in": "priya", "whom": "Tomasz"})
    assert waits_for(app, pocket, payload)[0] == ["claimed"]
