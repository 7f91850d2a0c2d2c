from __future__ import annotations

import sqlalchemy as sa

from spotcheck.checks.models import Check, Hold
from spotcheck.checks.rules.holding import Held
from spotcheck.core.database import db


def holds_of(check: Check) -> list[Hold]:
    """Every time this check was held back, the first one first."""
    query = sa.select(Hold).where(Hold.organisation_id == check.organisation_id, Hold.check_id == check.id)
    return list(db.session.scalars(query.order_by(Hold.at, Hold.id)))


def held(row: Hold) -> Held:
    return Held(row.at, row.until_at, row.ended_at)
