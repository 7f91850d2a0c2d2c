"""Erasing: what the rules no longer keep goes whole, numbers and the chain stay, and a legal hold comes before all."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from spotcheck.checks.models import Check, CheckAnswer, Draft, Reply, Review
from spotcheck.checks.operations.reply import reply
from spotcheck.core import history
from spotcheck.core.database import Base, db
from spotcheck.core.history import HistoryLine
from spotcheck.core.refusals import Refusal, Why
from spotcheck.governance import erasing, legal_holds
from spotcheck.governance.about_person_queries import about_person
from spotcheck.governance.due_queries import Due, due
from spotcheck.governance.keeping_rules import Kind
from spotcheck.governance.legal_hold_rules import On
from spotcheck.messages.models import Alert
from spotcheck.messages.operations import raise_alert, take_alert
from spotcheck.organisation.models import Account, Person, SignInSession
from spotcheck.organisation.sign_in import start_session
from spotcheck.sampling.models import Draw
from spotcheck.tracker import queries as tracker
from spotcheck.tracker.models import Action, Evidence, Finding, Requirement
from spotcheck.tracker.operations import close
from spotcheck.tracker.rules.words import Look, State
from tests import make, make_checks, make_drafts
from tests.cast import Cast, Member
from tests.conftest import MORNING
from tests.support.rows import every_row

YEAR = timedelta(days=366)
IN_SEVEN_YEARS = MORNING + 7 * YEAR


def would_go(cast: Cast, at: datetime) -> Due:
    return due(cast.organisation_id, {}, at=at)


def erased(cast: Cast, at: datetime) -> Due:
    """What was on the list, confirmed by the administrator."""
    return erasing.erase_due(would_go(cast, at).fingerprint, by=cast.admin.standing(MORNING), at=at)


def a_check(cast: Cast, at: datetime = MORNING) -> uuid.UUID:
    """A round of Tomasz, reviewed, with his reply; its id."""
    made = make_checks.observation(cast, cast.grace, cast.tomasz, at=at, notes={"mar-first": "After the first pot."})
    make_checks.reviewed(made, cast.samuel, at=at)
    reply(made, kind="thanks", text="It helped.", by=cast.tomasz.standing(), at=at)
    return made.id


def closed_on_watched_rounds(cast: Cast, at: datetime = MORNING) -> Action:
    """An action closed on two watched rounds, one of Tomasz and one of Amina."""
    action, requirement = make.a_done_action(cast, make.Asks(Look.OBSERVATION, 2), at=at)
    for worker in (cast.tomasz, cast.amina):
        made = make_checks.observation(
            cast, cast.grace, worker, at=at + timedelta(hours=1), requirement_id=requirement.id
        )
        make_checks.reviewed(made, cast.ruth, at=at + timedelta(hours=1), stands=True)
    close(action, words="Seen on two shifts.", by=cast.samuel.standing(), at=at + timedelta(hours=2))
    return action


def left(person: Member, at: datetime = MORNING) -> None:
    person.person.ended_at = at
    db.session.flush()


def counts(*models: type[Base]) -> list[int]:
    return [db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0 for model in models]


def payloads(cast: Cast, kind: str, thing_id: uuid.UUID) -> list[Any]:
    return [line.payload for line in history.lines(cast.organisation_id, kind, thing_id)]


def test_looking_at_the_list_changes_nothing(cast: Cast) -> None:
    a_check(cast)
    before = every_row()
    assert would_go(cast, IN_SEVEN_YEARS).total > 0
    assert every_row() == before


def test_nothing_goes_before_its_day(cast: Cast) -> None:
    a_check(cast)
    closed_on_watched_rounds(cast)
    found = would_go(cast, MORNING + timedelta(days=365))
    assert found.rows.keys() <= {"session"}


def test_a_check_goes_whole_with_answers_reviews_and_replies(cast: Cast) -> None:
    made = a_check(cast)
    erased(cast, MORNING + 5.1 * YEAR)
    assert counts(Check, CheckAnswer, Review, Reply) == [0, 0, 0, 0]
    told = payloads(cast, "check", made)
    assert len(told) >= 3
    assert set(map(bool, told)) == {False}


def test_the_chain_verifies_afterwards_and_still_shows_a_change(cast: Cast) -> None:
    a_check(cast)
    closed_on_watched_rounds(cast)
    erased(cast, IN_SEVEN_YEARS)
    assert history.broken_at(cast.organisation_id) is None
    silent = db.session.scalars(sa.select(HistoryLine).where(HistoryLine.payload.is_(None))).all()
    assert silent
    assert {line.salt for line in silent} == {None}
    assert all(line.payload_digest for line in silent)
    db.session.execute(
        sa.update(HistoryLine).where(HistoryLine.id == silent[0].id).values(payload={"reason": "Made up."}, salt="0")
    )
    assert history.broken_at(cast.organisation_id) == silent[0].number


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history SET what = 'nothing'", "DELETE FROM history", "UPDATE answer SET outcome = 'well'",
        "UPDATE review SET risk = 'low'", "UPDATE draw SET seed = 'mine'", "UPDATE \"check\" SET shift = 'late'",
    ],
)  # fmt: skip
def test_the_guards_still_refuse_everything_else_after_an_erasure(cast: Cast, statement: str) -> None:
    a_check(cast)
    erased(cast, IN_SEVEN_YEARS)
    kept = make_checks.sample(cast, cast.grace, at=MORNING)
    make_checks.reviewed(kept, cast.samuel, at=MORNING)
    with pytest.raises(sa.exc.DBAPIError, match="never changes"), db.session.begin_nested():
        db.session.execute(sa.text(statement))


def test_a_closing_stays_explained_in_numbers_without_people(cast: Cast) -> None:
    action = closed_on_watched_rounds(cast)
    before = tracker.closing_of(action, at=MORNING).weighed[0]
    erased(cast, MORNING + 5.1 * YEAR)
    assert counts(Check) == [0]
    after = tracker.closing_of(action, at=MORNING).weighed[0]
    assert (after.usable, after.misses, after.workers, after.verdict) == (2, 0, 2, before.verdict)
    rows = db.session.scalars(sa.select(Evidence)).all()
    assert {row.observed_id for row in rows} == {None}
    assert {row.worker_number for row in rows} == {1, 2}


def test_the_same_worker_keeps_the_same_number_within_an_action(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, make.Asks(Look.OBSERVATION, 3), at=MORNING)
    for number, worker in enumerate((cast.tomasz, cast.amina, cast.tomasz)):
        at = MORNING + timedelta(hours=number + 1)
        made = make_checks.observation(cast, cast.grace, worker, at=at, requirement_id=requirement.id)
        make_checks.reviewed(made, cast.ruth, at=at, stands=True)
    close(action, words="Seen.", by=cast.samuel.standing(), at=MORNING + timedelta(hours=4))
    left(cast.tomasz)
    erased(cast, MORNING + 3.1 * YEAR)  # only what is about Tomasz
    assert counts(Check) == [1]
    weighed = tracker.closing_of(action, at=MORNING).weighed[0]
    assert (weighed.usable, weighed.workers) == (3, 2)


def test_a_finding_no_longer_leads_to_a_check_that_went(cast: Cast) -> None:
    made = make_checks.sample(cast, cast.grace, at=MORNING, missed={"reason": [1, 2]})
    make_checks.reviewed(made, cast.samuel, at=MORNING)
    finding = make.a_finding(cast, at=MORNING)
    finding.source_id = made.id
    db.session.flush()
    erased(cast, MORNING + 5.1 * YEAR)
    assert db.session.scalars(sa.select(Finding.source_id)).all() == [None]


def test_an_action_goes_whole_years_after_it_was_closed(cast: Cast) -> None:
    closed_on_watched_rounds(cast)
    withdrawn = make.an_action(cast, State.WITHDRAWN, at=MORNING).id
    make.a_finding(cast, at=MORNING)
    make.an_action(cast, State.CLOSED, at=MORNING)
    erased(cast, IN_SEVEN_YEARS)
    assert counts(Action, Requirement, Evidence, Finding, Draw, Check) == [0] * 6
    assert set(payloads(cast, "action", withdrawn)) == {None}


def test_an_open_action_is_kept_and_so_is_the_check_behind_it(cast: Cast) -> None:
    _action, requirement = make.a_done_action(cast, make.AN_OBSERVATION, at=MORNING)
    make_checks.observation(cast, cast.grace, cast.tomasz, at=MORNING, requirement_id=requirement.id)
    found = would_go(cast, IN_SEVEN_YEARS)
    assert "check" not in found.rows
    assert "action" not in found.rows
    assert found.beyond == {(Kind.CHECKS, "An action that is not closed yet needs it."): 1}


def test_a_check_is_not_kept_by_an_action_that_has_nothing_to_do_with_it(cast: Cast) -> None:
    _action, requirement = make.a_done_action(cast, make.AN_OBSERVATION, at=MORNING)
    make_checks.observation(cast, cast.grace, cast.tomasz, at=MORNING, requirement_id=requirement.id)
    legal_holds.place_hold(On.ACTION, requirement.action_id, reason="A claim.", by=cast.ruth.standing(), at=MORNING)
    other = a_check(cast)
    assert would_go(cast, IN_SEVEN_YEARS).ids("check") == {other}


def test_an_action_is_kept_while_a_check_for_it_is(cast: Cast) -> None:
    closed_on_watched_rounds(cast)
    found = due(cast.organisation_id, {Kind.CHECKS: 8, Kind.ACTIONS: 3}, at=MORNING + 4 * YEAR)
    assert "action" not in found.rows
    assert found.beyond == {(Kind.ACTIONS, "A check that is still kept belongs to it."): 1}


def holds(cast: Cast, check: uuid.UUID, action: Action) -> dict[str, tuple[On, uuid.UUID]]:
    return {
        "the check": (On.CHECK, check),
        "the worker": (On.PERSON, cast.tomasz.id),
        "its author": (On.PERSON, cast.grace.id),
        "its action": (On.ACTION, action.id),
    }


@pytest.mark.parametrize("on", ["the check", "the worker", "its author", "its action"])
def test_a_legal_hold_keeps_it_until_it_is_lifted(cast: Cast, on: str) -> None:
    action = make.an_action(cast, State.WITHDRAWN, at=MORNING)
    made, finding = a_check(cast), make.a_finding(cast, at=MORNING)
    finding.source_id, finding.action_id = made, action.id
    by = cast.ruth.standing()
    hold = legal_holds.place_hold(*holds(cast, made, action)[on], reason="A solicitor's letter.", by=by, at=MORNING)
    erased(cast, IN_SEVEN_YEARS)
    assert db.session.get(Check, (cast.organisation_id, made)) is not None
    assert any(payloads(cast, "check", made))
    legal_holds.lift_hold(hold, reason="It is settled.", by=by, at=IN_SEVEN_YEARS)
    erased(cast, IN_SEVEN_YEARS)
    assert counts(Check, Action) == [0, 0]


def test_a_hold_is_placed_once_and_lifted_once_each_with_its_reason(cast: Cast) -> None:
    by = cast.ruth.standing()
    first = legal_holds.place_hold(On.PERSON, cast.tomasz.id, reason="An inquest.", by=by, at=MORNING)
    assert legal_holds.place_hold(On.PERSON, cast.tomasz.id, reason="Another.", by=by, at=MORNING) is first
    for _ in range(2):
        legal_holds.lift_hold(first, reason="It ended.", by=by, at=MORNING)
    lines = history.lines(cast.organisation_id, "legal hold", first.id)
    assert [(line.what, (line.payload or {})["reason"]) for line in lines] == [
        ("hold lifted", "It ended."), ("hold placed", "An inquest."),
    ]  # fmt: skip
    assert legal_holds.holds_now(cast.organisation_id) == []


def test_nobody_lifts_a_hold_on_themselves(cast: Cast) -> None:
    hold = legal_holds.place_hold(On.PERSON, cast.samuel.id, reason="A claim.", by=cast.ruth.standing(), at=MORNING)
    with pytest.raises(Refusal, match="Somebody else lifts it"):
        legal_holds.lift_hold(hold, reason="Settled.", by=cast.samuel.standing(), at=MORNING)


def test_a_leaver_is_counted_from_leaving_and_loses_name_and_sign_in(cast: Cast) -> None:
    made = a_check(cast)
    account_id = cast.tomasz.person.account_id
    start_session(db.session.get_one(Account, account_id), cast.tomasz.person, at=MORNING)
    cast.tomasz.person.language = "pl"
    left(cast.tomasz, MORNING + 1 * YEAR)
    erased(cast, MORNING + 4.2 * YEAR)
    assert db.session.get(Check, (cast.organisation_id, made)) is None  # three years after leaving
    assert cast.tomasz.person.name == "Tomasz"
    erased(cast, MORNING + 7.2 * YEAR)
    person = cast.tomasz.person
    assert (person.name, person.account_id, person.language) == ("Somebody who left", None, None)
    assert db.session.get(Account, account_id) is None
    assert set(payloads(cast, "person", person.id)) == {None}
    assert history.broken_at(cast.organisation_id) is None


def test_an_account_used_elsewhere_stays(cast: Cast) -> None:
    account_id = cast.tomasz.person.account_id
    db.session.add(Person(organisation_id=cast.other_organisation_id, name="Tomasz", account_id=account_id))
    left(cast.tomasz)
    erased(cast, IN_SEVEN_YEARS)
    assert cast.tomasz.person.account_id is None
    assert db.session.get(Account, account_id) is not None


def test_a_leaver_who_leads_an_open_action_keeps_the_name_until_it_has_another_lead(cast: Cast) -> None:
    make.an_action(cast, State.AGREED, at=MORNING)
    left(cast.priya)
    found = would_go(cast, IN_SEVEN_YEARS)
    assert cast.priya.id not in found.ids("person")
    assert (Kind.LEAVERS, "They still lead an action. Give it another lead first.") in found.beyond


def test_what_was_passed_to_safeguarding_is_not_shortened_by_leaving(cast: Cast) -> None:
    made = make_checks.observation(cast, cast.grace, cast.tomasz, at=MORNING)
    make_checks.reviewed(made, cast.samuel, at=MORNING, not_for_coaching=True, passed_to="hr", passed_on=MORNING.date())
    left(cast.tomasz)
    assert made.id not in would_go(cast, MORNING + 4 * YEAR).ids("check")
    assert made.id in would_go(cast, MORNING + 5.1 * YEAR).ids("check")


def test_drafts_messages_and_sessions_go_after_their_time(cast: Cast) -> None:
    make_drafts.a_draft(cast, cast.grace, at=MORNING)
    taken, waiting = uuid.uuid4(), uuid.uuid4()
    take_alert(raise_alert(taken, cast.hazel, "She fell.", by=cast.priya.standing(), at=MORNING),
               by=cast.samuel.standing(), at=MORNING)  # fmt: skip
    raise_alert(waiting, cast.hazel, "He fell.", by=cast.priya.standing(), at=MORNING)
    start_session(db.session.get_one(Account, cast.grace.person.account_id), cast.grace.person, at=MORNING)
    erased(cast, MORNING + timedelta(days=15))
    assert counts(Draft, SignInSession) == [0, 1]
    erased(cast, MORNING + 4 * YEAR)
    assert counts(SignInSession) == [0]
    assert db.session.scalars(sa.select(Alert.id)).all() == [waiting]
    assert set(payloads(cast, "alert", taken)) == {None}


def test_two_runs_have_one_effect(cast: Cast) -> None:
    a_check(cast)
    closed_on_watched_rounds(cast)
    left(cast.tomasz)
    confirmed = would_go(cast, IN_SEVEN_YEARS).fingerprint
    by = cast.admin.standing(MORNING)
    erasing.erase_due(confirmed, by=by, at=IN_SEVEN_YEARS)
    once = every_row()
    again = erasing.erase_due(confirmed, by=by, at=IN_SEVEN_YEARS)
    assert again.total == 0
    assert every_row() == once


def test_what_was_not_on_the_list_is_not_erased(cast: Cast) -> None:
    a_check(cast)
    shown = would_go(cast, IN_SEVEN_YEARS).fingerprint
    a_check(cast)
    with pytest.raises(Refusal, match="The list has changed") as refused:
        erasing.erase_due(shown, by=cast.admin.standing(MORNING), at=IN_SEVEN_YEARS)
    assert refused.value.why is Why.STALE
    assert counts(Check) == [2]


@pytest.mark.parametrize("stops", ["silence_lines", "_forget", "_note"])
def test_a_crash_in_the_middle_leaves_everything_whole(cast: Cast, monkeypatch: pytest.MonkeyPatch, stops: str) -> None:
    a_check(cast)
    closed_on_watched_rounds(cast)
    left(cast.tomasz)
    db.session.commit()
    before = every_row()

    def crash(*_given: object, **_named: object) -> None:
        raise RuntimeError("the power is off")

    monkeypatch.setattr(erasing, stops, crash)
    with pytest.raises(RuntimeError):
        erased(cast, IN_SEVEN_YEARS)
    db.session.rollback()
    assert every_row() == before
    monkeypatch.undo()
    erased(cast, IN_SEVEN_YEARS)
    assert counts(Check, Action) == [0, 0]


def test_another_organisation_is_left_alone(cast: Cast) -> None:
    start_session(db.session.get_one(Account, cast.outsider.person.account_id), cast.outsider.person, at=MORNING)
    theirs = [line.id for line in db.session.scalars(sa.select(HistoryLine)) if line.payload]
    erased(cast, IN_SEVEN_YEARS)
    rows = db.session.scalars(
        sa.select(HistoryLine).where(HistoryLine.organisation_id == cast.other_organisation_id)
    ).all()
    assert {line.id for line in rows} <= set(theirs)
    assert all(line.payload for line in rows)
    assert counts(SignInSession) == [1]


def test_the_history_says_how_much_went_and_who_confirmed_it_and_nothing_about_whom(cast: Cast) -> None:
    a_check(cast)
    erased(cast, MORNING + 5.1 * YEAR)
    (line,) = history.lines(cast.organisation_id, "retention", cast.organisation_id)
    assert (line.what, line.by_id) == ("erased", cast.admin.id)
    assert line.payload == {"after": {"check": 1}}


# On request (article 17).


def asked_to_go(cast: Cast, person: Person, at: datetime) -> Due:
    shown = about_person(person).due.fingerprint
    return erasing.erase_person(
        person, shown, reason="Asked by letter on 2 November.", by=cast.admin.standing(MORNING), at=at
    )


def test_somebody_who_left_can_be_erased_on_request_before_the_day(cast: Cast) -> None:
    made, by_them = a_check(cast), make_checks.observation(cast, cast.grace, cast.amina, at=MORNING).id
    left(cast.tomasz)
    asked_to_go(cast, cast.tomasz.person, MORNING + timedelta(days=1))
    assert db.session.get(Check, (cast.organisation_id, made)) is None
    assert db.session.get(Check, (cast.organisation_id, by_them)) is not None
    assert cast.tomasz.person.name == "Somebody who left"
    assert history.broken_at(cast.organisation_id) is None
    before = every_row()
    assert asked_to_go(cast, cast.tomasz.person, MORNING + timedelta(days=2)).total == 0
    assert every_row() == before


def works_here(_cast: Cast) -> None:
    """Nothing to prepare."""


def is_held(cast: Cast) -> None:
    left(cast.priya)
    legal_holds.place_hold(On.PERSON, cast.priya.id, reason="A claim.", by=cast.ruth.standing(), at=MORNING)


def leads(cast: Cast) -> None:
    left(cast.priya)
    make.an_action(cast, State.WITHDRAWN, at=MORNING)
    action = make.an_action(cast, State.PROPOSED, at=MORNING)
    action.lead_id, action.state = cast.priya.id, State.AGREED.value


@pytest.mark.parametrize(
    ("prepare", "says"),
    [(works_here, "They work here"), (is_held, "A legal hold keeps it"), (leads, "They still lead an action")],
)
def test_a_request_that_cannot_be_met_now_is_refused_with_why(
    cast: Cast, prepare: Callable[[Cast], None], says: str
) -> None:
    prepare(cast)
    db.session.flush()
    with pytest.raises(Refusal, match=says):
        asked_to_go(cast, cast.priya.person, MORNING)
    assert cast.priya.person.name == "Priya"


def test_what_must_stay_at_a_request_is_said_with_why(cast: Cast) -> None:
    passed = make_checks.observation(cast, cast.grace, cast.tomasz, at=MORNING)
    make_checks.reviewed(
        passed, cast.samuel, at=MORNING, not_for_coaching=True, passed_to="hr", passed_on=MORNING.date()
    )
    _action, requirement = make.a_done_action(cast, make.AN_OBSERVATION, at=MORNING)
    make_checks.observation(cast, cast.grace, cast.tomasz, at=MORNING, requirement_id=requirement.id)
    left(cast.tomasz)
    about = about_person(cast.tomasz.person)
    assert about.due.ids("check") == frozenset()
    assert {str(why) for _what, why in about.stays} == {
        "An action that is not closed yet needs it.",
        "It was passed to safeguarding or HR, so it may be needed for a legal claim.",
        "They say how many, and no longer who.",
    }
