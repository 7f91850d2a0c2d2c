"""Making a draw from the page that starts a sample: for a plan as the plan fixed it, otherwise as asked for."""

from __future__ import annotations

import uuid
from datetime import datetime

from spotcheck.checklists.queries import checklist
from spotcheck.checklists.rules import Kind
from spotcheck.checks.queries.facts import requirement_with_action
from spotcheck.core.history import take_turn
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import say
from spotcheck.organisation.queries import people_at
from spotcheck.sampling.models import Draw
from spotcheck.sampling.operations import draw_records
from spotcheck.tracker.operations import draw_for_requirement


def draw_sample(
    *,
    service_id: uuid.UUID,
    checklist_id: uuid.UUID | None,
    requirement_id: uuid.UUID | None,
    population: int,
    left_out: int,
    left_out_reason: str | None,
    counted_by_id: uuid.UUID,
    size: int,
    by: Standing,
    at: datetime,
) -> Draw:
    """The draw, refused by field when something is still needed. A plan's size is the plan's own."""
    take_turn(by.organisation_id)
    staff = {person.id for person in people_at(by.organisation_id, service_id, at=at)}
    if counted_by_id not in staff | {by.person_id}:
        raise Refusal(Why.INVALID, fields={"counted_by": say("Choose somebody who works here.")})
    plan = requirement_with_action(by.organisation_id, requirement_id)
    if plan is not None:
        return draw_for_requirement(
            plan[0],
            population=population,
            left_out=left_out,
            left_out_reason=left_out_reason,
            counted_by_id=counted_by_id,
            by=by,
            at=at,
        )
    wanted = checklist(by.organisation_id, checklist_id) if checklist_id else None
    if wanted is None or wanted.kind != Kind.SAMPLE.value:
        raise Refusal(Why.INVALID, fields={"checklist": say("Choose a checklist for records.")})
    return draw_records(
        service_id=service_id,
        checklist_id=wanted.id,
        population=population,
        left_out=left_out,
        left_out_reason=left_out_reason,
        counted_by_id=counted_by_id,
        size=size,
        by=by,
        at=at,
    )
