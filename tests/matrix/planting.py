"""A word of its own in every text of one organisation, found from the tables themselves: a new column is covered by
itself."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from spotcheck.checks.queries.versions import forget_versions
from spotcheck.core.guards import lower_guards
from spotcheck.tables import METADATA

WORD = "zyxomma"  # in no text of ours; each column's begins like this

# Columns that hold one of the product's own words, by which rows are found. They stay, or nothing would be found.
OURS = {
    "service.kind", "role.role", "topic.key", "standard.key", "checklist.key", "checklist.kind", "item.key",
    "history.what", "history.kind", "action.state", "finding.kind", "finding.risk", "requirement.kind", "check.kind",
    "check.shift", "draft.kind", "draft.shift", "evidence.shift", "answer.outcome", "correction.outcome_before",
    "correction.outcome", "reply.kind", "review.risk", "review.passed_to",
}  # fmt: skip


def owned_tables() -> list[sa.Table]:
    return [table for table in METADATA.sorted_tables if "organisation_id" in table.c]


def texts(table: sa.Table) -> list[sa.Column[Any]]:
    """The columns of a table that hold words, but for those in which they are ours."""
    return [
        column
        for column in table.c
        if isinstance(column.type, sa.String | sa.JSON) and f"{table.name}.{column.name}" not in OURS
    ]


def planted(table: sa.Table, column: sa.Column[Any], number: int | str) -> str:
    return f"{WORD}-{table.name}-{column.name}-{number}"


def plant(connection: sa.Connection, organisation_id: uuid.UUID) -> set[str]:
    """The columns in which there is now a word of this organisation's: all of its tables have a row at least."""
    lower_guards(connection)
    forget_versions()
    done = set()
    for table in owned_tables():
        _at_least_one_row(connection, table, organisation_id)
        done |= set(_overwritten(connection, table, table.c.organisation_id == organisation_id))
    organisation, account = METADATA.tables["organisation"], METADATA.tables["account"]
    person = METADATA.tables["person"]
    theirs = sa.select(person.c.account_id).where(person.c.organisation_id == organisation_id)
    done |= set(_overwritten(connection, organisation, organisation.c.id == organisation_id))
    return done | set(_overwritten(connection, account, account.c.id.in_(theirs)))


def _overwritten(connection: sa.Connection, table: sa.Table, whose: sa.ColumnElement[bool]) -> Iterator[str]:
    for number, row in enumerate(connection.execute(sa.select(table).where(whose)).mappings().all()):
        this = sa.and_(*(key == row[key.name] for key in table.primary_key.columns))
        values = {column.name: _word_for(table, column, row[column.name], number) for column in texts(table)}
        if values:
            connection.execute(sa.update(table).where(this).values(values))
        yield from (f"{table.name}.{name}" for name in values)


def _word_for(table: sa.Table, column: sa.Column[Any], now: Any, number: int) -> Any:
    word = planted(table, column, number)
    return _leaves(now, word) or {"planted": word} if isinstance(column.type, sa.JSON) else word


def _leaves(value: Any, word: str) -> Any:
    """The same shape, with the word in place of each text."""
    if isinstance(value, dict):
        return {key: _leaves(inner, word) for key, inner in value.items()}
    if isinstance(value, list):
        return [_leaves(inner, word) for inner in value]
    return word if isinstance(value, str) else value


def _at_least_one_row(connection: sa.Connection, table: sa.Table, organisation_id: uuid.UUID) -> None:
    """A row made up from what the table says of itself, where no maker of the tests has made one."""
    theirs = table.c.organisation_id == organisation_id
    if connection.execute(sa.select(sa.literal(1)).select_from(table).where(theirs).limit(1)).first() is None:
        row = {column.name: _made_up(table, column) for column in table.c}
        for link in table.foreign_key_constraints:
            for column, element in zip(link.columns, link.elements, strict=True):
                if column.name != "organisation_id":
                    of = element.column.table
                    found = sa.select(element.column).where(
                        of.c.organisation_id == organisation_id if "organisation_id" in of.c else sa.true()
                    )
                    row[column.name] = connection.scalar(found.limit(1))
        connection.execute(sa.insert(table).values({**row, "organisation_id": organisation_id}))


def _made_up(table: sa.Table, column: sa.Column[Any]) -> Any:
    match column.type:
        case sa.Uuid():
            return uuid.uuid4()
        case sa.LargeBinary():
            return planted(table, column, "new").encode()
        case sa.JSON():
            return {"planted": planted(table, column, "new")}
        case sa.String():
            return planted(table, column, "new")
        case sa.Boolean():
            return False
        case sa.Integer():
            return 1
        case sa.Date():
            return date(2026, 11, 2)
        case sa.Numeric():
            return 1
        case _:
            return datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
