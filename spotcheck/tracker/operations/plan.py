"""What must be seen before an action closes: making the plan, changing it with a reason, drawing its records (R7)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from spotcheck.checklists.models import Checklist
from spotcheck.core.chances import Scheme
from spotcheck.core.clock import local_date
from spotcheck.core.database import add, db
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Refusal, Why, refuse_unless
from spotcheck.core.words import say
from spotcheck.sampling.models import Draw
from spotcheck.sampling.operations import draw_records
from spotcheck.sampling.rules import Code
from spotcheck.tracker import queries
from spotcheck.tracker.models import Action, Requirement
from spotcheck.tracker.operations.evidence import settle
from spotcheck.tracker.operations.move import begin, note
from spotcheck.tracker.rules import plan
from spotcheck.tracker.rules.conditions import NOTHING, Conditions, Differ
from spotcheck.tracker.rules.words import Look, State


def add_requirement(
    action: Action,
    *,
    standard_id: uuid.UUID,
    checklist_id: uuid.UUID,
    size: int,
    allowed: int,
    weeks: int,
    by: Standing,
    at: datetime,
    second_size: int = 0,
    second_allowed: int = 0,
    target: int = plan.DEFAULT_TARGET,
    floor: int = plan.DEFAULT_FLOOR,
    asks: Conditions | None = None,
    reason: str = "",
    seen_version: int | None = None,
) -> Requirement:
    """One more thing that must be seen. The checklist's kind says whether it is a sample, an observation, an
    interview or a voice. `asks`: what its looks must differ in."""
    begin(action, by=by, seen_version=seen_version)
    refuse_plan_change(action, by=by, reason=reason)
    made = _make(
        action,
        standard_id=standard_id,
        checklist_id=checklist_id,
        rule=plan.Rule(Scheme(size, allowed, second_size, second_allowed), weeks, target, floor, asks or NOTHING),
        by=by,
        at=at,
    )
    note(action, "plan grew", by=by.person_id, at=at, after=_in_history(made), reason=reason or None)
    settle(action, by=by.person_id, at=at)
    return made


def replace_requirement(
    old: Requirement,
    *,
    size: int,
    allowed: int,
    weeks: int,
    reason: str,
    by: Standing,
    at: datetime,
    second_size: int = 0,
    second_allowed: int = 0,
    target: int | None = None,
    floor: int | None = None,
    asks: Conditions | None = None,
    seen_version: int | None = None,
) -> Requirement:
    """Another decision rule in place of this one; the old one stays in the history. What it should tell apart stays
    unless another target and floor are given, and so does what its looks must differ in."""
    action = db.session.get_one(Action, (old.organisation_id, old.action_id))
    begin(action, by=by, seen_version=seen_version)
    _refuse_replaced(old)
    refuse_plan_change(action, by=by, reason=reason)
    made = _make(
        action,
        standard_id=old.standard_id,
        checklist_id=old.checklist_id,
        rule=plan.Rule(
            Scheme(size, allowed, second_size, second_allowed),
            weeks,
            target or old.target,
            floor or old.floor,
            old.asks if asks is None else asks,
        ),
        by=by,
        at=at,
    )
    old.replaced_at, old.replaced_reason = at, reason
    note(
        action,
        "plan replaced",
        by=by.person_id,
        at=at,
        before=_in_history(old),
        after=_in_history(made),
        reason=reason or None,
    )
    settle(action, by=by.person_id, at=at)
    return made


def take_away_requirement(
    old: Requirement, *, reason: str, by: Standing, at: datetime, seen_version: int | None = None
) -> None:
    """One thing less to be seen. Of an agreed action one stays that can close it."""
    action = db.session.get_one(Action, (old.organisation_id, old.action_id))
    begin(action, by=by, seen_version=seen_version)
    _refuse_replaced(old)
    refuse_plan_change(action, by=by, reason=reason)
    left = [Look(one.kind) for one in queries.plan_of(action) if one.id != old.id]
    refuse_unless(plan.taking_away_refused(State(action.state), left))
    old.replaced_at, old.replaced_reason = at, reason
    note(action, "plan shrank", by=by.person_id, at=at, before=_in_history(old), reason=reason or None)
    settle(action, by=by.person_id, at=at)


def give_new_window(
    requirement: Requirement,
    *,
    until_on: date | None,
    reason: str,
    by: Standing,
    at: datetime,
    seen_version: int | None = None,
) -> None:
    """A later last day for this round, with a reason. What was seen before still counts, for and against."""
    action = db.session.get_one(Action, (requirement.organisation_id, requirement.action_id))
    begin(action, by=by, seen_version=seen_version)
    _refuse_replaced(requirement)
    facts = queries.requirement_facts(requirement, queries.standard_texts([requirement]))
    last_day = facts.last_day(action.done_at) if action.done_at else None
    wrong = plan.new_window_refused(
        State(action.state),
        lead_id=action.lead_id,
        by=by.person_id,
        last_day=last_day,
        until=until_on,
        today=local_date(at),
        reason=reason,
    )
    if wrong:
        raise Refusal(Why.INVALID, fields=wrong)
    requirement.until_on = until_on
    note(
        action,
        "new window",
        by=by.person_id,
        at=at,
        before={"last day": last_day},
        after={"last day": until_on},
        reason=reason,
    )
    settle(action, by=by.person_id, at=at)


def draw_for_requirement(
    requirement: Requirement,
    *,
    population: int,
    left_out: int,
    left_out_reason: str | None,
    counted_by_id: uuid.UUID,
    by: Standing,
    at: datetime,
    excluded: Mapping[int, str] | None = None,
    codes: Mapping[int, Code] | None = None,
) -> Draw:
    """Draw the records of a planned sample, once a round, after *done*, by somebody who does not lead the action."""
    action = db.session.get_one(Action, (requirement.organisation_id, requirement.action_id))
    begin(action, by=by)
    if Look(requirement.kind) is not Look.SAMPLE:
        raise Refusal(Why.INVALID, say("Records are drawn for a sample only."))
    refuse_unless(queries.capture_refused(by, requirement, at=at))
    if counted_by_id == action.lead_id:
        raise Refusal(
            Why.INVALID,
            fields={"counted_by_id": say("The lead does not count the records. Ask somebody else to count them.")},
        )
    made = draw_records(
        service_id=action.service_id,
        checklist_id=requirement.checklist_id,
        population=population,
        left_out=left_out,
        left_out_reason=left_out_reason,
        counted_by_id=counted_by_id,
        size=requirement.size,
        requirement_id=requirement.id,
        round=action.round,
        excluded=excluded,
        codes=codes,
        by=by,
        at=at,
    )
    note(
        action,
        "records drawn",
        by=by.person_id,
        at=at,
        after={"draw": made.number, "of": made.in_draw, "read": made.size},
    )
    return made


def _make(
    action: Action,
    *,
    standard_id: uuid.UUID,
    checklist_id: uuid.UUID,
    rule: plan.Rule,
    by: Standing,
    at: datetime,
) -> Requirement:
    checklist = db.session.get(Checklist, (action.organisation_id, checklist_id))
    if checklist is None:
        raise Refusal(Why.INVALID, fields={"checklist_id": say("Choose the checklist for this look.")})
    if standard_id not in queries.standards_asked_by(action.organisation_id, checklist_id):
        raise Refusal(
            Why.INVALID,
            fields={"checklist_id": say("This checklist does not ask about this standard. Choose another.")},
        )
    look = Look(checklist.kind)
    if wrong := plan.rule_refused(look, rule):
        raise Refusal(Why.INVALID, fields=wrong)
    return add(
        Requirement(
            organisation_id=action.organisation_id,
            id=new_id(),
            action_id=action.id,
            kind=look.value,
            standard_id=standard_id,
            checklist_id=checklist_id,
            size=rule.scheme.size,
            allowed=rule.scheme.allowed,
            second_size=rule.scheme.second_size or None,
            second_allowed=rule.scheme.second_allowed if rule.scheme.second_size else None,
            target=rule.target,
            floor=rule.floor,
            weeks=rule.weeks,
            made_at=at,
            made_by_id=by.person_id,
            other_workers=Differ.WORKERS in rule.asks.differ,
            other_days=Differ.DAYS in rule.asks.differ,
            other_shifts=Differ.SHIFTS in rule.asks.differ,
            observers=rule.asks.observers,
        )
    )


def refuse_plan_change(action: Action, *, by: Standing, reason: str) -> None:
    """R7, for whatever stands in the plan or beside it."""
    refuse_unless(
        plan.plan_change_refused(
            State(action.state),
            lead_id=action.lead_id,
            by=by.person_id,
            used_in_this_round=queries.used_in_this_round(action),
            reason=reason,
        )
    )


def _refuse_replaced(requirement: Requirement) -> None:
    if requirement.replaced_at is not None:
        raise Refusal(Why.STALE, say("This part of the plan was replaced already. Open the action again."))


def _in_history(one: Requirement) -> dict[str, Any]:
    return {
        "requirement": one.id,
        "look": one.kind,
        "size": one.size,
        "allowed": one.allowed,
        **({"second size": one.second_size, "second allowed": one.second_allowed} if one.second_size else {}),
        "weeks": one.weeks,
        "target": one.target,
        "floor": one.floor,
        **({"differ": list(one.asks.in_order), "observers": one.observers} if one.asks else {}),
    }
