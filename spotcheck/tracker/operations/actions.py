"""The way of an action up to *done*."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from spotcheck.core.clock import local_date
from spotcheck.core.database import add, db
from spotcheck.core.history import take_turn
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import say
from spotcheck.messages.mail_operations import notify
from spotcheck.messages.mail_rules import About
from spotcheck.organisation.models import Person
from spotcheck.tracker import queries
from spotcheck.tracker.models import Action
from spotcheck.tracker.operations.evidence import settle
from spotcheck.tracker.operations.findings import free_finding, refuse_unknown_standard
from spotcheck.tracker.operations.move import begin, move, note
from spotcheck.tracker.operations.repeats import notice_in_action
from spotcheck.tracker.queries.leads import works_there
from spotcheck.tracker.rules import clarity, strength
from spotcheck.tracker.rules.moves import Move
from spotcheck.tracker.rules.words import Look, State


def propose_action(
    *,
    service_id: uuid.UUID,
    standard_id: uuid.UUID,
    title: str,
    change: str,
    by: Standing,
    at: datetime,
    finding_ids: Sequence[uuid.UUID] = (),
    action_id: uuid.UUID | None = None,
    kinds: Sequence[str] = (),
) -> Action:
    """A new action, from findings or from somebody's idea. A finding leads to one action only.

    `action_id` is made with the form: sent twice it is one action.
    """
    take_turn(by.organisation_id)
    if action_id is not None and (made := queries.action(by.organisation_id, action_id)) is not None:
        return made
    if wrong := clarity.proposal_refused(title, change):
        raise Refusal(Why.INVALID, fields=wrong)
    refuse_unknown_standard(by.organisation_id, standard_id)
    findings = [free_finding(by.organisation_id, finding_id, service_id) for finding_id in finding_ids]
    action = add(
        Action(
            organisation_id=by.organisation_id,
            id=action_id or new_id(),
            number=_next_number(by.organisation_id),
            service_id=service_id,
            standard_id=standard_id,
            title=title.strip(),
            change=change.strip(),
            state=State.PROPOSED.value,
            proposed_at=at,
            proposed_by_id=by.person_id,
            **_kinds(kinds),
        )
    )
    for finding in findings:
        finding.action_id = action.id
    after = {"title": action.title, "findings": list(finding_ids), **_told(action)}
    note(action, "proposed", by=by.person_id, at=at, after=after)
    notice_in_action(action, at=at)
    return action


def agree(
    action: Action,
    *,
    lead_id: uuid.UUID | None,
    due_on: date | None,
    support: str,
    criteria: str,
    by: Standing,
    at: datetime,
    seen_version: int | None = None,
    kinds: Sequence[str] | None = None,
) -> None:
    """R4: agree a proposed action with its lead, day, support, and what will be seen when it worked.

    `kinds` None: the kinds of change stay as they were proposed."""
    begin(action, by=by, seen_version=seen_version, the_move=Move.AGREE)
    _refuse_unclear(action, lead_id=lead_id, due_on=due_on, support=support, criteria=criteria, at=at)
    action.lead_id, action.due_on = lead_id, due_on
    action.support, action.criteria = support.strip(), criteria.strip()
    action.agreed_at, action.agreed_by_id = at, by.person_id
    if kinds is not None:
        for name, value in _kinds(kinds).items():
            setattr(action, name, value)
    move(
        action,
        Move.AGREE,
        by=by.person_id,
        at=at,
        after={"lead": lead_id, "due": due_on, "support": action.support, "criteria": action.criteria, **_told(action)},
    )
    settle(action, by=by.person_id, at=at)
    _tell_lead(action, by=by, at=at)


def change_terms(
    action: Action,
    *,
    lead_id: uuid.UUID | None,
    due_on: date | None,
    reason: str,
    by: Standing,
    at: datetime,
    seen_version: int | None = None,
) -> None:
    """Another lead or another day for an agreed action, with a reason.

    Once it is reported done the lead stays until it closes or goes back: otherwise the person who led it could step
    aside and let their own looks count (R3)."""
    begin(action, by=by, seen_version=seen_version)
    if State(action.state) is not State.AGREED:
        raise Refusal(Why.NOT_NOW, say("The lead and the day can change while the action is agreed and not yet done."))
    if not reason.strip():
        raise Refusal(Why.INVALID, fields={"reason": say("Give a reason. It is kept in the history.")})
    _refuse_unclear(
        action,
        lead_id=lead_id,
        due_on=due_on,
        support=action.support or "",
        criteria=action.criteria or "",
        at=at,
    )
    before = {"lead": action.lead_id, "due": action.due_on}
    action.lead_id, action.due_on = lead_id, due_on
    note(
        action,
        "terms changed",
        by=by.person_id,
        at=at,
        before=before,
        after={"lead": lead_id, "due": due_on},
        reason=reason,
    )


def report_done(action: Action, *, words: str, by: Standing, at: datetime, seen_version: int | None = None) -> None:
    """The lead says that it is done and what changed. A new round begins: only looks from now on can show that it
    worked."""
    begin(action, by=by, seen_version=seen_version, the_move=Move.REPORT_DONE)
    if action.lead_id != by.person_id:
        raise Refusal(Why.NOT_YOU, say("Only the person who leads this action reports it done."))
    if not words.strip():
        raise Refusal(Why.INVALID, fields={"words": say("Say in a sentence or two what is different now.")})
    action.round += 1
    action.done_at, action.done_by_id, action.done_text = at, by.person_id, words.strip()
    for requirement in queries.plan_of(action):
        requirement.until_on = None  # a later last day was for the round before
    move(action, Move.REPORT_DONE, by=by.person_id, at=at, after={"round": action.round, "words": action.done_text})
    settle(action, by=by.person_id, at=at)


def withdraw(action: Action, *, reason: str, by: Standing, at: datetime, seen_version: int | None = None) -> None:
    """End an action without verification, with a reason. It never counts as closed."""
    begin(action, by=by, seen_version=seen_version, the_move=Move.WITHDRAW)
    if not reason.strip():
        raise Refusal(
            Why.INVALID, fields={"reason": say("Say why this action is withdrawn. It is kept in the history.")}
        )
    action.withdrawn_at, action.withdrawn_reason = at, reason.strip()
    move(action, Move.WITHDRAW, by=by.person_id, at=at, reason=reason.strip())


def _tell_lead(action: Action, *, by: Standing, at: datetime) -> None:
    """Whoever leads it now hears of it, unless they said so themselves."""
    if action.lead_id is not None and action.lead_id != by.person_id:
        notify(action.organisation_id, [action.lead_id], About.AGREED, at=at)


def _refuse_unclear(
    action: Action, *, lead_id: uuid.UUID | None, due_on: date | None, support: str, criteria: str, at: datetime
) -> None:
    lead = db.session.get(Person, (action.organisation_id, lead_id)) if lead_id else None
    wrong = clarity.agreement_refused(
        lead_has_account=None if lead is None or lead.ended_at else lead.account_id is not None,
        lead_works_there=lead is not None and works_there(action, lead.id, at=at),
        due_on=due_on,
        support=support,
        criteria=criteria,
        looks=[Look(one.kind) for one in queries.plan_of(action)],
        today=local_date(at),
    )
    if wrong:
        raise Refusal(Why.INVALID, fields=wrong)


def _kinds(chosen: Sequence[str]) -> dict[str, Any]:
    """What is kept of the kinds of change that were chosen: nothing, when none was."""
    kinds = strength.known(chosen)
    found = strength.strength_of(kinds)
    return {"kinds": [kind.value for kind in kinds] or None, "strength": found.value if found else None}


def _told(action: Action) -> dict[str, Any]:
    return {"kinds": action.kinds} if action.kinds else {}


def _next_number(organisation_id: uuid.UUID) -> int:
    query = sa.select(sa.func.max(Action.number)).where(Action.organisation_id == organisation_id)
    return (db.session.scalar(query) or 0) + 1
