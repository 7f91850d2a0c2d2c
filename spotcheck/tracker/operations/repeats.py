"""Noticing what comes again (R9), when an action is proposed or a gap is recorded."""

from __future__ import annotations

import uuid
from datetime import datetime

from spotcheck.core.database import add, db
from spotcheck.core.ids import new_id
from spotcheck.tracker.models import Action, Finding
from spotcheck.tracker.operations.raising import tell_from
from spotcheck.tracker.queries import repeats as read
from spotcheck.tracker.rising_models import RepeatFlag
from spotcheck.tracker.rules import repeats as rules
from spotcheck.tracker.rules.repeats import Repeat
from spotcheck.tracker.rules.rising import FLAGS, Cause, Rung
from spotcheck.tracker.rules.words import FindingKind


def notice_in_action(action: Action, *, at: datetime) -> None:
    """Flag an action that is about something that came before, link it, and let it rise.

    What is about a topic is told once, on one open action: while it goes on, only how often is counted up there."""
    earlier = read.closed_lately(action, at=at)
    found = rules.repeats(
        action.service_id,
        closed_at=earlier.closed_at if earlier else None,
        gaps=read.gaps_lately(action.organisation_id, action.standard_id, at=at),
        services=read.open_services(action.organisation_id),
        at=at,
    )
    if not found:
        return
    carried = {
        one.kind: flag
        for flag, one in read.carried(action.organisation_id, standard_id=action.standard_id)
        if one.kind is Repeat.IN_MANY or one.service_id == action.service_id
    }
    for kind, flag in carried.items():
        flag.n = max(flag.n, found.get(kind, 0))
    new = rules.to_flag(found, on_this=read.kinds_on(action), carried=carried.keys())
    for kind, n in new.items():
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
    for why, lowest in ((Cause.REPEATED, Rung.MANAGER), (Cause.IN_MANY, Rung.QUALITY_LEAD)):
        if new.keys() & FLAGS[why]:
            tell_from(action, why, lowest, at=at)


def notice_in_finding(finding: Finding, *, at: datetime) -> None:
    """A gap of a topic that an open action of the service is about already: the action is looked at again."""
    if finding.kind != FindingKind.GAP.value:
        return
    action = read.open_about(finding.organisation_id, finding.service_id, finding.standard_id)
    if action is not None:
        notice_in_action(action, at=at)


def keep_one_of_each(organisation_id: uuid.UUID) -> int:
    """Where several open actions were flagged for one topic, as they were before it was told once, the one noticed
    last keeps it; how many flags went. What rose about the others waits for nobody any more."""
    carried = read.carried(organisation_id)
    too_often = rules.told_too_often(one for _, one in carried)
    for flag, one in carried:
        if one.id in too_often:
            db.session.delete(flag)
    return len(too_often)
