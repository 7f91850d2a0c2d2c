from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from spotcheck.core.database import Base, Owned, link
from spotcheck.core.guards import never_changes
from spotcheck.sampling.rules import CAP, Code, Sheet


class Draw(Owned, Base):
    """A random order of the records a service numbered 1…population, made by the server from `seed`.

    The order and the record references follow from the seed and what was fixed before it (`sampling.rules`), so they
    are not stored. `left_out` were never on the sheet; `excluded` are numbers on it that are not drawn: {number: why}.
    `codes`: {"cap": n, "numbers": {number: [worker's code, shift]}}, kept with the draw and shown to nobody.
    A draw for a requirement belongs to one round of its action: the `round`-th time it was reported done.
    """

    __tablename__ = "draw"
    __table_args__ = (
        link("service_id", "service"),
        link("checklist_id", "checklist"),
        link("requirement_id", "requirement"),
        link("counted_by_id", "person"),
        link("drawn_by_id", "person"),
        sa.UniqueConstraint("organisation_id", "number"),
        sa.UniqueConstraint("organisation_id", "requirement_id", "round"),
        sa.Index(None, "organisation_id", "service_id", "drawn_at"),
    )
    number: Mapped[int]
    service_id: Mapped[uuid.UUID]
    checklist_id: Mapped[uuid.UUID]
    requirement_id: Mapped[uuid.UUID | None]
    round: Mapped[int | None]
    population: Mapped[int]
    left_out: Mapped[int]
    left_out_reason: Mapped[str | None]
    counted_by_id: Mapped[uuid.UUID]
    size: Mapped[int]
    seed: Mapped[str]
    excluded: Mapped[dict[str, Any] | None]
    codes: Mapped[dict[str, Any] | None]
    drawn_at: Mapped[datetime]
    drawn_by_id: Mapped[uuid.UUID]

    @property
    def in_draw(self) -> int:
        """How many records could be drawn."""
        return self.population - len(self.excluded or {})

    @property
    def sheet(self) -> Sheet:
        """What was fixed before the seed, as the rules take it."""
        told = self.codes or {"cap": CAP, "numbers": {}}
        return Sheet(
            excluded=[int(number) for number in self.excluded or {}],
            codes={int(number): Code(*code) for number, code in told["numbers"].items()},
            cap=told["cap"],
        )


never_changes(Draw, may_go=True)
