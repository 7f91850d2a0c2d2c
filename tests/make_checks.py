"""Finished checks for tests, in one line each. `outcomes` are by item key; all other items are done well."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from spotcheck.checklists.models import ChecklistVersion, Item
from spotcheck.checklists.queries import checklist_by_key, current_version, items_of
from spotcheck.checks.models import Check, CheckAnswer, SampledRecord
from spotcheck.core.clock import local_date
from spotcheck.core.database import add, db
from spotcheck.core.history import record
from spotcheck.core.ids import new_id
from spotcheck.standards.queries import standard_by_key
from spotcheck.tracker.models import Requirement
from spotcheck.tracker.operations import add_requirement, agree, propose_action, report_done
from tests.cast import Cast, Member

LOOK = timedelta(minutes=12)


def observation(
    cast: Cast,
    by: Member,
    of: Member,
    *,
    at: datetime,
    outcomes: Mapping[str, str] | None = None,
    notes: Mapping[str, str] | None = None,
    words: Mapping[str, Any] | None = None,
    key: str = "medicines-observation",
    requirement_id: uuid.UUID | None = None,
    service_id: uuid.UUID | None = None,
) -> Check:
    version, items = asked(cast, key)
    check = _check(
        cast, by, version, at=at, kind="observation", words=words, worker_id=of.id, requirement_id=requirement_id,
        service_id=service_id,
    )  # fmt: skip
    for item in items:
        _answer(check, item, (outcomes or {}).get(item.key, "well"), note=(notes or {}).get(item.key))
    return check


def interview(
    cast: Cast,
    by: Member,
    of: Member,
    *,
    at: datetime,
    said: Mapping[str, tuple[str, Mapping[str, Any]]] | None = None,
    requirement_id: uuid.UUID | None = None,
) -> Check:
    """`said` is by item key: an outcome and its detail. Otherwise every point was said unprompted."""
    version, items = asked(cast, "prn-interview")
    check = _check(cast, by, version, at=at, kind="interview", worker_id=of.id, requirement_id=requirement_id)
    for item in items:
        points = {point["key"]: "unprompted" for point in item.points}
        outcome, detail = (said or {}).get(item.key, ("clear", {"points": points, "alerts": [], "reason": False}))
        _answer(check, item, outcome, detail={"again": {}, **detail})
    return check


def sample(
    cast: Cast,
    by: Member,
    *,
    at: datetime,
    size: int = 10,
    missed: Mapping[str, Sequence[int]] | None = None,
    requirement_id: uuid.UUID | None = None,
    draw_id: uuid.UUID | None = None,
) -> Check:
    """`missed` is by item key: the places of the records in which it is not in place."""
    version, items = asked(cast, "mar-prn-sample")
    check = _check(cast, by, version, at=at, kind="sample", requirement_id=requirement_id, draw_id=draw_id)
    for position in range(1, size + 1):
        db.session.add(
            SampledRecord(
                organisation_id=check.organisation_id,
                check_id=check.id,
                position=position,
                number=position * 3,
                reference=f"R-{position:02}QX",
            )
        )
        for item in items:
            gone = position in (missed or {}).get(item.key, ())
            _answer(check, item, "not_in_place" if gone else "in_place", position=position)
    return check


def waiting_action(
    cast: Cast, *, lead: Member, at: datetime, key: str = "medicines-observation", standard: str = "mar-read-first",
    size: int = 1, allowed: int = 0,
) -> Requirement:  # fmt: skip
    """An action that was reported done a day before `at`, with one requirement, which waits to be seen. Gives that."""
    manager, agreed_at = cast.samuel if lead is not cast.samuel else cast.ruth, at - timedelta(days=8)
    standard_id, checklist = (
        standard_by_key(cast.organisation_id, standard).id,
        checklist_by_key(cast.organisation_id, key),
    )
    by = manager.standing()
    action = propose_action(
        service_id=cast.hazel, standard_id=standard_id, title="The chart comes first", change="It lies on top.", by=by,
        at=agreed_at,
    )  # fmt: skip
    requirement = add_requirement(
        action, standard_id=standard_id, checklist_id=checklist.id, size=size, allowed=allowed, weeks=4, by=by,
        at=agreed_at,
    )  # fmt: skip
    agree(
        action,
        lead_id=lead.id,
        due_on=local_date(at),
        support="None needed",
        criteria="The chart is read first.",
        by=by,
        at=agreed_at,
    )
    report_done(action, words="It lies on top now.", by=lead.standing(), at=at - timedelta(days=1))
    return requirement


def asked(cast: Cast, key: str) -> tuple[ChecklistVersion, list[Item]]:
    """The version asked now, and its items."""
    checklist = checklist_by_key(cast.organisation_id, key)
    assert checklist is not None
    version = current_version(cast.organisation_id, checklist.id)
    assert version is not None
    return version, items_of(version)


def item(cast: Cast, check: Check, key: str) -> Item:
    """One item of the version this check was asked under."""
    version = db.session.get_one(ChecklistVersion, (check.organisation_id, check.version_id))
    return next(item for item in items_of(version) if item.key == key)


def _check(
    cast: Cast,
    by: Member,
    version: ChecklistVersion,
    *,
    at: datetime,
    kind: str,
    words: Mapping[str, Any] | None = None,
    worker_id: uuid.UUID | None = None,
    requirement_id: uuid.UUID | None = None,
    draw_id: uuid.UUID | None = None,
    service_id: uuid.UUID | None = None,
) -> Check:
    check = add(
        Check(
            organisation_id=cast.organisation_id,
            id=new_id(),
            author_id=by.id,
            service_id=service_id or cast.hazel,
            kind=kind,
            version_id=version.id,
            worker_id=worker_id,
            requirement_id=requirement_id,
            draw_id=draw_id,
            shift="early",
            announced=False,
            setting=version.settings[0],
            opened_at=at - LOOK,
            finished_at=at,
            received_at=at,
            digest=uuid.uuid4().hex,
            words=dict(words or {}),
        )
    )
    record(
        cast.organisation_id,
        what="finished",
        kind="check",
        thing_id=check.id,
        by=by.id,
        at=at,
        service_id=check.service_id,
    )
    return check


def _answer(
    check: Check,
    item: Item,
    outcome: str,
    *,
    position: int = 0,
    note: str | None = None,
    detail: Mapping[str, Any] | None = None,
) -> None:
    add(
        CheckAnswer(
            organisation_id=check.organisation_id,
            check_id=check.id,
            position=position,
            item_id=item.id,
            outcome=outcome,
            note=note,
            detail=dict(detail) if detail is not None else None,
        )
    )
