"""Making a draw from the page that starts a sample: for a plan as the plan fixed it, otherwise as asked for."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from spotcheck.checklists.queries import checklist
from spotcheck.checklists.rules import Kind
from spotcheck.checks.queries.facts import requirement_with_action
from spotcheck.core.history import take_turn
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import Sentence, say
from spotcheck.organisation.queries import people_at
from spotcheck.sampling.models import Draw
from spotcheck.sampling.operations import draw_records
from spotcheck.sampling.rules import MOST_RECORDS, NotRead, read_codes, read_excluded
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
    excluded: str = "",
    codes: str = "",
) -> Draw:
    """The draw, refused by field when something is still needed. A plan's size is the plan's own.

    `excluded` and `codes` as they were typed (`sampling.rules.typed`).
    """
    take_turn(by.organisation_id)
    fixed = _read(population, excluded=excluded, codes=codes)
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
            **fixed,
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
        **fixed,
        by=by,
        at=at,
    )


def _read(population: int, *, excluded: str, codes: str) -> dict[str, Any]:
    """What was typed about single numbers; refused by field, both at once. A wrong N is for the draw itself to say."""
    if not 1 <= population <= MOST_RECORDS:
        return {}
    found: dict[str, Any] = {}
    wrong: dict[str, Sentence] = {}
    for field, typed, reading in (("excluded", excluded, read_excluded), ("codes", codes, read_codes)):
        try:
            found[field] = reading(typed, population)
        except NotRead as one:
            wrong[field] = one.sentence
    if wrong:
        raise Refusal(Why.INVALID, fields=wrong)
    return found
