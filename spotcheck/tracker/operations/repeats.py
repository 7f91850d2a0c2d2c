"""Noticing what comes again (R9), when an action is proposed or a gap is recorded."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from spotcheck.core.database import add, db
from spotcheck.core.ids import new_id
from spotcheck.tracker.models import Action, Finding
from spotcheck.tracker.operations.raising import tell_from
from spotcheck.tracker.queries import repeats as read
from spotcheck.tracker.rising_models import RepeatFlag
from spotcheck.tracker.rules import repeats as rules
from spotcheck.tracker.rules.repeats import Repeat
from spotcheck.tracker.rules.rising import Cause, Rung
from spotcheck.tracker.rules.words import FindingKind


def notice_in_action(action: Action, *, at: datetime) -> None:
    """Flag an action that is about something that came before, link it, and let it rise. The same flag is set once."""
    earlier = read.closed_lately(action, at=at)
    found = rules.repeats(
        action.service_id,
        closed_at=earlier.closed_at if earlier else None,
        gaps=read.gaps_lately(action.organisation_id, action.standard_id, at=at),
        services=read.open_services(action.organisation_id),
        at=at,
    )
    flagged = sa.select(RepeatFlag.kind).where(
        RepeatFlag.organisation_id == action.organisation_id, RepeatFlag.action_id == action.id
    )
    known = set(db.session.scalars(flagged)) if found else set()
    new = [(kind, n) for kind, n in found.items() if kind.value not in known]
    for kind, n in new:
        add(
            RepeatFlag(
                organisation_id=action.organisation_id,
                id=new_id(),
                action_id=action.id,
                kind=kind.value,
                n=n,
                earlier_id=earlier.id if earlier and kind is Repeat.AFTER_CLOSING else None,
                noticed_at=at,
            )
        )
    here = {kind for kind, _ in new} & {Repeat.AFTER_CLOSING, Repeat.TWICE_HERE}
    if here:
        tell_from(action, Cause.REPEATED, Rung.MANAGER, at=at)
    if Repeat.IN_MANY in dict(new):
        tell_from(action, Cause.IN_MANY, Rung.QUALITY_LEAD, at=at)


def notice_in_finding(finding: Finding, *, at: datetime) -> None:
    """A gap of a topic that an open action of the service is about already: the action is looked at again."""
    if finding.kind != FindingKind.GAP.value:
        return
    action = read.open_about(finding.organisation_id, finding.service_id, finding.standard_id)
    if action is not None:
        notice_in_action(action, at=at)
