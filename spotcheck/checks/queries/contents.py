"""A finished check's rows as the content that was sent, and a draft as the content that would be."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from spotcheck.checklists.rules import Kind
from spotcheck.checks.models import Check, CheckAnswer, Draft, SampledRecord
from spotcheck.checks.rules.content import AnsweredBy, Finished, Given, Met, SetAside, Shift, read_said, read_words
from spotcheck.checks.rules.sheet import Sheet, as_answers, as_records
from spotcheck.core.database import db


def content_of(check: Check) -> Finished:
    """What was received, as it was received: its digest is the one that the check carries. Two queries."""
    answers = db.session.scalars(
        sa.select(CheckAnswer)
        .where(CheckAnswer.organisation_id == check.organisation_id, CheckAnswer.check_id == check.id)
        .order_by(CheckAnswer.position, CheckAnswer.item_id)
    )
    records = db.session.scalars(
        sa.select(SampledRecord)
        .where(SampledRecord.organisation_id == check.organisation_id, SampledRecord.check_id == check.id)
        .order_by(SampledRecord.position)
    )
    return Finished(
        id=check.id,
        organisation_id=check.organisation_id,
        author_id=check.author_id,
        service_id=check.service_id,
        kind=Kind(check.kind),
        version_id=check.version_id,
        worker_id=check.worker_id,
        requirement_id=check.requirement_id,
        draw_id=check.draw_id,
        shift=Shift(check.shift) if check.shift else None,
        announced=check.announced,
        setting=check.setting,
        answered_by=AnsweredBy(check.answered_by) if check.answered_by else None,
        opened_at=check.opened_at,
        finished_at=check.finished_at,
        answers=tuple(
            Given(
                item_id=row.item_id,
                position=row.position,
                outcome=row.outcome,
                note=row.note,
                said=read_said(row.detail) if row.detail is not None else None,
            )
            for row in answers
        ),
        records=tuple(
            Met(
                position=row.position,
                number=row.number,
                reference=row.reference,
                set_aside=SetAside(row.set_aside) if row.set_aside else None,
            )
            for row in records
        ),
        words=read_words(check.words),
    )


def records_met(check: Check) -> tuple[int | None, int | None]:
    """The first and last place in its draw that a sample met, read or set aside; (None, None) for other looks."""
    if check.draw_id is None:
        return None, None
    first, last = db.session.execute(
        sa.select(sa.func.min(SampledRecord.position), sa.func.max(SampledRecord.position)).where(
            SampledRecord.organisation_id == check.organisation_id, SampledRecord.check_id == check.id
        )
    ).one()
    return first, last


def content_from(draft: Draft, sheet: Sheet, *, finished_at: datetime, for_plan: bool = True) -> Finished:
    """What this draft would be sent as. `for_plan` False: as a check on its own."""
    return Finished(
        id=draft.id,
        organisation_id=draft.organisation_id,
        author_id=draft.author_id,
        service_id=draft.service_id,
        kind=sheet.kind,
        version_id=draft.version_id,
        worker_id=draft.worker_id,
        requirement_id=draft.requirement_id if for_plan else None,
        draw_id=draft.draw_id,
        shift=Shift(draft.shift) if draft.shift else None,
        announced=draft.announced,
        setting=draft.setting,
        answered_by=AnsweredBy(draft.answered_by) if draft.answered_by else None,
        opened_at=draft.opened_at,
        finished_at=finished_at,
        answers=as_answers(sheet),
        records=as_records(sheet),
        words=read_words(draft.words),
    )
