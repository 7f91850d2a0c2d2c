"""Making a draw. It is made once and never changes."""

from __future__ import annotations

import hashlib
import json
import secrets
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from spotcheck.core import history
from spotcheck.core.database import add, db
from spotcheck.core.history import take_turn
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import say
from spotcheck.organisation.queries import person
from spotcheck.sampling import rules
from spotcheck.sampling.models import Draw
from spotcheck.sampling.queries import live_draw


def draw_records(
    *,
    service_id: uuid.UUID,
    checklist_id: uuid.UUID,
    population: int,
    left_out: int,
    left_out_reason: str | None,
    counted_by_id: uuid.UUID,
    size: int,
    by: Standing,
    at: datetime,
    requirement_id: uuid.UUID | None = None,
    round: int | None = None,
    excluded: Mapping[int, str] | None = None,
    codes: Mapping[int, rules.Code] | None = None,
) -> Draw:
    """Fix N, what is left out and the codes; then make the seed and with it the order. A second draw for the same
    requirement and round is refused.

    `excluded`: numbers on the sheet that are not drawn, with why. `codes`: the worker's short code and the shift of a
    number, so that the draw is spread.

    Draws for a requirement go through `tracker.operations.draw_for`, which knows what the plan fixed.
    """
    take_turn(by.organisation_id)
    if wrong := rules.draw_refused(
        population=population,
        left_out=left_out,
        left_out_reason=left_out_reason,
        size=size,
        excluded=excluded or (),
        coded=codes or (),
    ):
        raise Refusal(Why.INVALID, fields=wrong)
    if person(by.organisation_id, counted_by_id) is None:
        raise Refusal(Why.INVALID, fields={"counted_by_id": say("Choose who counted the records.")})
    if requirement_id is not None and round is not None:
        earlier = live_draw(by.organisation_id, requirement_id, round)
        if earlier is not None:
            raise Refusal(
                Why.NOT_NOW,
                say(
                    "Draw %(number)s was made for this on %(day)s. It stands: "
                    "a second draw would let us choose the result.",
                    number=earlier.number,
                    day=earlier.drawn_at,
                ),
            )
    made = add(
        Draw(
            organisation_id=by.organisation_id,
            id=new_id(),
            number=_next_number(by.organisation_id),
            service_id=service_id,
            checklist_id=checklist_id,
            requirement_id=requirement_id,
            round=round,
            population=population,
            left_out=left_out,
            left_out_reason=(left_out_reason or "").strip() or None,
            counted_by_id=counted_by_id,
            size=min(size, population - len(excluded or ())),
            seed=secrets.token_hex(16),
            excluded={str(number): why for number, why in sorted(excluded.items())} if excluded else None,
            codes=_kept(codes) if codes else None,
            drawn_at=at,
            drawn_by_id=by.person_id,
        )
    )
    history.record(
        by.organisation_id, what="drawn", kind="draw", thing_id=made.id, by=by.person_id, at=at, service_id=service_id,
        after={
            "number": made.number, "population": population, "left out": left_out, "size": made.size, "seed": made.seed,
            **_fixed(made),
        },
    )  # fmt: skip
    return made


def _kept(codes: Mapping[int, rules.Code]) -> dict[str, Any]:
    return {
        "cap": rules.CAP,
        "numbers": {str(number): [one.worker, one.shift] for number, one in sorted(codes.items())},
    }


def _fixed(made: Draw) -> dict[str, Any]:
    """What else was fixed before the seed. Of the codes, how many workers and shifts, and a digest: never the codes."""
    told: dict[str, Any] = {}
    if made.excluded:
        told["not drawn"] = made.excluded
    if made.codes:
        digest = hashlib.sha256(json.dumps(made.codes, sort_keys=True).encode()).hexdigest()
        spread = rules.spread_of(range(1, made.population + 1), made.sheet.codes)
        told |= {"workers": spread.workers, "shifts": spread.shifts} if spread else {}
        told |= {"cap": made.codes["cap"], "digest of codes": digest}
    return told


def _next_number(organisation_id: uuid.UUID) -> int:
    query = sa.select(sa.func.max(Draw.number)).where(Draw.organisation_id == organisation_id)
    return (db.session.scalar(query) or 0) + 1
