"""Statements that are made once: the same values in and out as through the session, and the same things raised."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from spotcheck.core.database import db
from spotcheck.core.history import HistoryLine, record
from spotcheck.core.ids import new_id
from spotcheck.core.statements import Statement, insert_into, put
from spotcheck.organisation.models import Person
from tests.cast import Cast

_LINE = sa.select(
    HistoryLine.id, HistoryLine.at, HistoryLine.device_at, HistoryLine.number, HistoryLine.payload, HistoryLine.what
).where(
    HistoryLine.organisation_id == sa.bindparam("organisation", type_=sa.Uuid()),
    HistoryLine.thing_id == sa.bindparam("thing"),
    HistoryLine.what == "looked at",
)
LINE = Statement(_LINE)
AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


def test_it_finds_what_the_session_finds_with_the_same_types(cast: Cast) -> None:
    thing = new_id()
    organisation = cast.grace.organisation_id
    record(organisation, what="looked at", kind="thing", thing_id=thing, by=None, at=AT, after={"n": 1})
    found = LINE.row(organisation=organisation, thing=thing)
    asked = {"organisation": organisation, "thing": thing}
    assert found == tuple(db.session.execute(_LINE, asked).one())
    assert found is not None
    assert found[1:3] == (AT, None)


def test_what_is_not_there_is_none(cast: Cast) -> None:
    assert LINE.row(organisation=cast.grace.organisation_id, thing=new_id()) is None


def test_it_comes_after_what_the_session_has_still_to_write(cast: Cast) -> None:
    named = Statement(sa.select(Person.name).where(Person.id == sa.bindparam("person")))
    person = db.session.get_one(Person, (cast.grace.organisation_id, cast.grace.id))
    person.name = "Grace B"
    assert named.rows(person=cast.grace.id) == [("Grace B",)]


def test_what_the_database_refuses_is_raised_as_sqlalchemy_says_it_and_without_the_values(cast: Cast) -> None:
    organisation = cast.grace.organisation_id
    twice = Person(organisation_id=organisation, id=cast.grace.id, name="Somebody else", outside=False)
    with pytest.raises(IntegrityError) as raised, db.session.begin_nested():
        put(twice)
    assert "Somebody else" not in str(raised.value).partition("DETAIL")[0]


def test_a_row_names_every_column(cast: Cast) -> None:
    with pytest.raises(KeyError):
        insert_into(Person.__table__).do({"id": uuid.uuid4()})


def test_a_parameter_without_a_type_is_not_taken(cast: Cast) -> None:
    untyped = Statement(sa.select(sa.bindparam("what")))
    with pytest.raises(TypeError, match="what has no type"):
        untyped.rows(what=1)


def test_whoever_counts_statements_counts_these(cast: Cast, statements: list[str]) -> None:
    LINE.rows(organisation=cast.grace.organisation_id, thing=new_id())
    assert [one for one in statements if "history" in one]
