"""An action plan that was brought as a table, and what became of each of its rows."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from spotcheck.core.database import Base, Json, Owned, link
from spotcheck.core.permissions import Thing, Tie


class ActionImport(Owned, Base):
    """One file that somebody brought; theirs alone to go on with.

    `sheets` is what was read, until the columns are settled and the rows stand for themselves. `sheet` and `line` are
    the places of the sheet and of its header row; `columns` says which column is which field; `service_id` is where
    rows belong that name no service; `said` is what whoever brought it should know of the sheet.
    """

    __tablename__ = "action_import"
    __table_args__ = (
        link("made_by_id", "person"),
        link("service_id", "service"),
        sa.Index(None, "organisation_id", "made_by_id", "made_at"),
    )
    file_name: Mapped[str]
    made_at: Mapped[datetime]
    made_by_id: Mapped[uuid.UUID]
    sheets: Mapped[list[dict[str, Any]] | None] = mapped_column(Json, deferred=True)
    sheet: Mapped[int] = mapped_column(default=0)
    line: Mapped[int] = mapped_column(default=0)
    columns: Mapped[dict[str, Any]]
    service_id: Mapped[uuid.UUID | None]
    said: Mapped[list[str]] = mapped_column(default=list)
    remembered: Mapped[bool] = mapped_column(default=False)
    settled_at: Mapped[datetime | None]

    @property
    def thing(self) -> Thing:
        return Thing(self.organisation_id, None, frozenset({(Tie.AUTHOR, self.made_by_id)}))


class ImportedRow(Owned, Base):
    """One row of the file, as it was written. `digest` recognises it when it comes again.

    `answers` is what was said about it so far, and `outcome` what became of it, if anything yet; `reason` says why a
    row was left out."""

    __tablename__ = "imported_row"
    __table_args__ = (
        link("import_id", "action_import"),
        link("action_id", "action"),
        sa.UniqueConstraint("organisation_id", "import_id", "number"),
        sa.Index(None, "organisation_id", "digest"),
    )
    import_id: Mapped[uuid.UUID]
    number: Mapped[int]
    digest: Mapped[str]
    fields: Mapped[dict[str, Any]]
    written: Mapped[list[dict[str, Any]]]
    answers: Mapped[dict[str, Any] | None]
    outcome: Mapped[str | None]
    reason: Mapped[str | None]
    action_id: Mapped[uuid.UUID | None]


class ImportColumns(Owned, Base):
    """Which column is what in files with these headers, as somebody settled it the last time."""

    __tablename__ = "import_columns"
    __table_args__ = (sa.UniqueConstraint("organisation_id", "headers"),)
    headers: Mapped[str]
    columns: Mapped[dict[str, Any]]
