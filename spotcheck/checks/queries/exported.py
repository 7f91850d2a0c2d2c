"""What was seen in some checks, in short, for a file: outcomes as they stand after corrections, and the last review."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from spotcheck.checklists.rules import SCALES, Kind
from spotcheck.checks.models import Check, CheckAnswer, Correction, Review
from spotcheck.checks.queries.lists import Row
from spotcheck.core.database import db
from spotcheck.core.words import Sentence
from spotcheck.tracker.rules.words import RISK_NAMES, Risk


@dataclass(frozen=True, slots=True)
class Seen:
    """How often each outcome stands, in the order of the scale; risk and commentary where one may see them."""

    outcomes: Sequence[tuple[Sentence, int]]
    risk: Sentence | None
    commentary: str | None


def seen_in(rows: Sequence[Row]) -> dict[uuid.UUID, Seen]:
    """By check. Three queries, however many checks."""
    if not rows:
        return {}
    organisation_id, ids = rows[0].check.organisation_id, [row.check.id for row in rows]
    stands = _outcomes(organisation_id, ids)
    reviews = _reviews(organisation_id, ids)
    return {row.check.id: _seen(row, stands[row.check.id], reviews.get(row.check.id)) for row in rows}


def _seen(row: Row, outcomes: Counter[str], review: Review | None) -> Seen:
    judged = review if row.sight.kept or (row.sight.judged and not row.passed_on) else None
    return Seen(
        _on_scale(row.check, outcomes), RISK_NAMES[Risk(judged.risk)] if judged else None,
        judged.commentary if judged else None,
    )  # fmt: skip


def _on_scale(check: Check, outcomes: Counter[str]) -> list[tuple[Sentence, int]]:
    return [(one.label, outcomes[one.value]) for one in SCALES[Kind(check.kind)] if outcomes[one.value]]


def _outcomes(organisation_id: uuid.UUID, ids: Sequence[uuid.UUID]) -> defaultdict[uuid.UUID, Counter[str]]:
    given = sa.select(CheckAnswer.check_id, CheckAnswer.position, CheckAnswer.item_id, CheckAnswer.outcome).where(
        CheckAnswer.organisation_id == organisation_id, CheckAnswer.check_id.in_(ids)
    )
    stands = {(check, position, item): value for check, position, item, value in db.session.execute(given)}
    corrected = (
        sa.select(Correction.check_id, Correction.position, Correction.item_id, Correction.outcome)
        .where(Correction.organisation_id == organisation_id, Correction.check_id.in_(ids))
        .order_by(Correction.check_id, Correction.number)
    )
    stands |= {(check, position, item): value for check, position, item, value in db.session.execute(corrected)}
    counted: defaultdict[uuid.UUID, Counter[str]] = defaultdict(Counter)
    for (check, _position, _item), value in stands.items():
        counted[check][value] += 1
    return counted


def _reviews(organisation_id: uuid.UUID, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Review]:
    """The newest of each."""
    query = sa.select(Review).where(Review.organisation_id == organisation_id, Review.check_id.in_(ids))
    return {review.check_id: review for review in db.session.scalars(query.order_by(Review.corrections_seen))}
