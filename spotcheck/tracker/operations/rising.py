"""What the clock raises (R9), and what whoever it rose to says about it."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from spotcheck.core import history
from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.core.history import take_turn
from spotcheck.core.jobs import begin_day
from spotcheck.core.permissions import Answer, Role, Standing, Thing, Verb, may
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import say
from spotcheck.tracker.models import Action
from spotcheck.tracker.operations.actions import change_terms
from spotcheck.tracker.operations.move import note
from spotcheck.tracker.operations.raising import lead_here, roles_reaching, tell
from spotcheck.tracker.operations.repeats import keep_one_of_each
from spotcheck.tracker.queries import rising as read
from spotcheck.tracker.queries.leads import works_there
from spotcheck.tracker.queries.repeats import kinds_on
from spotcheck.tracker.rising_models import ChosenRung, Rise
from spotcheck.tracker.rules import rising as rules
from spotcheck.tracker.rules.rising import Cause, Ladder, Rung
from spotcheck.tracker.rules.words import State


def rise(organisation_id: uuid.UUID, *, at: datetime) -> int:
    """Look for what is late in this organisation, once a day, and tell whoever it rises to; how many were told."""
    take_turn(organisation_id)
    if not begin_day(read.JOB, organisation_id, local_date(at)):
        return 0
    keep_one_of_each(organisation_id)
    late = [(one, is_late) for one in read.may_be_late(organisation_id, at) if (is_late := read.late_now(one, at=at))]
    if not late:
        return 0
    ladder = read.ladder_of(organisation_id)
    before: dict[tuple[uuid.UUID, str, date], list[Rise]] = {}
    for one in read.rises_of(organisation_id, [action.id for action, _ in late]):
        before.setdefault((one.action_id, one.why, one.since_on), []).append(one)
    roles: dict[uuid.UUID, list[tuple[uuid.UUID, Role]]] = {}
    n = 0
    for action, is_late in late:
        if action.service_id not in roles:
            roles[action.service_id] = roles_reaching(action, at=at)
        this = before.get((action.id, is_late.why.value, is_late.since), [])
        told = rules.told_now(
            is_late.days(local_date(at)),
            ladder,
            holders=rules.holders(lead_here(action), roles[action.service_id]),
            risen={Rung(one.rung) for one in this},
            told={one.to_id for one in this},
        )
        day = action.due_on if is_late.why is Cause.OVERDUE else action.look_by
        tell(action, is_late.why, told, since=is_late.since, at=at, day=day)
        n += len(told)
    return n


def acknowledge(one: Rise, *, reason: str, new_on: date | None, by: Standing, at: datetime) -> None:
    """Whoever it rose to says what held it up or what will be different; where it is late also the day from now on.
    The day there was stays beside it.

    Where they agree actions and do not lead this one, the new day becomes the day of an overdue action."""
    take_turn(by.organisation_id, one)
    action = db.session.get_one(Action, (one.organisation_id, one.action_id))
    if one.to_id != by.person_id:
        raise Refusal(Why.NOT_YOU, say("Whoever it rose to says this."))
    if one.acknowledged_at is not None:
        raise Refusal(Why.STALE, say("This was acknowledged already. What was said then is kept."))
    why, late = Cause(one.why), read.late_now(action, at=at)
    if wrong := rules.acknowledgement_refused(
        why, reason=reason, new_on=new_on, late=late is not None, today=local_date(at)
    ):
        raise Refusal(Why.INVALID, fields=wrong)
    may_agree = may(by, Verb.AGREE_ACTION, Thing(action.organisation_id, action.service_id)) is Answer.ALLOWED
    one.moved = (
        new_on is not None
        and late is not None
        and lead_here(action) is not None  # otherwise another lead comes first,
        and works_there(action, action.lead_id, at=at)  # as where the lead works elsewhere now
        and read.is_still(one, action, kinds_on(action), at=at)
        and rules.moves_the_day(
            late.why, State(action.state), may_agree=may_agree, leads=action.lead_id == by.person_id
        )
    )
    one.acknowledged_at, one.acknowledged_by_id = at, by.person_id
    one.reason, one.new_on = reason.strip(), new_on
    after = {"new day": new_on} if new_on else None
    note(action, "acknowledged", by=by.person_id, at=at, after=after, reason=one.reason)
    if one.moved:
        change_terms(action, lead_id=action.lead_id, due_on=new_on, reason=one.reason, by=by, at=at)


def choose_ladder(ladder: Ladder, *, by: Standing, at: datetime) -> None:
    """After how many days each rung is told from now on. The same again changes nothing."""
    take_turn(by.organisation_id)
    days, now = ladder.days(), read.ladder_of(by.organisation_id).days()
    if refused := rules.ladder_refused(days):
        raise Refusal(Why.INVALID, fields={rung.name.casefold(): says for rung, says in refused.items()})
    changed = [rung for rung in Rung if days[rung] != now[rung]]
    if not changed:
        return
    for rung in changed:
        db.session.merge(ChosenRung(organisation_id=by.organisation_id, rung=rung.value, days=days[rung]))
    history.record(
        by.organisation_id, what="ladder chosen", kind="ladder", thing_id=by.organisation_id, by=by.person_id, at=at,
        before={rung.value: now[rung] for rung in changed}, after={rung.value: days[rung] for rung in changed},
    )  # fmt: skip
