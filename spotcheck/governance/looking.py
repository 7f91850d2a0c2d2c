"""What every look at what is due has in common: whose rows, by which lengths, on which day."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import sqlalchemy as sa

from spotcheck.core.clock import LONDON, local_date
from spotcheck.governance.keeping_rules import Chosen, Kept, Kind, Row, first_day, kept
from spotcheck.governance.retention_models import LegalHold


@dataclass(frozen=True, slots=True)
class Looking:
    organisation_id: uuid.UUID
    chosen: Chosen
    today: date

    def _judge(self, kind: Kind, at: datetime | date | None, *, left_at: datetime | None = None, **more: Any) -> Kept:
        row = Row(kind, _day(at), left_on=_day(left_at), **more)
        return kept(row, self.chosen, today=self.today)

    def _before(self, kind: Kind) -> datetime:
        """Nothing from this moment on is over."""
        return datetime.combine(first_day(self.today, kind, self.chosen), time(), LONDON)

    def _held(self, on: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
        return sa.exists().where(LegalHold.organisation_id == self.organisation_id, LegalHold.lifted_at.is_(None), on)

    def _person_held(self, *people: Any) -> sa.ColumnElement[bool]:
        return self._held(LegalHold.person_id.in_(people))


def _day(at: datetime | date | None) -> date | None:
    return local_date(at) if isinstance(at, datetime) else at
