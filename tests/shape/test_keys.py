"""R12 in the tables: the organisation leads every key, and no link leads out of it."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest
import sqlalchemy as sa

from spotcheck.core.database import Base, link
from tests.support.code import modules

for module in modules():
    if module.is_part("models"):
        importlib.import_module(module.name)

TABLES = Base.metadata.sorted_tables

# Table: why no organisation leads its key.
NOBODY_S: dict[str, str] = {
    "organisation": "it is the organisation",
    "account": "a sign-in belongs to no organisation",
    "sign_in_attempt": "somebody who is not signed in is in no organisation yet",
    "sign_in_choice": "whoever has not chosen yet where they work is in no organisation",
    "set_up_code": "it is used before there is an organisation",
    "lease": "one process does the clock's work for every organisation",
}

# Column: why it is no link although its name ends like one.
NO_LINK: dict[str, str] = {
    "letter.message_id": "the Message-ID of a mail: a name for mail servers",
    "history.thing_id": "whatever the line is about: an action, a check, a person",
    "finding.source_id": "the check; the tracker stands below the checks and knows no more of it",
    "evidence.source_id": "the check or short question; the tracker stands below both and knows no more of it",
    "prompt.look_id": "the first of the questions put together, which may be erased before the others",
    "pair.first_look_id": "a draft, and the check of the same id once it is finished",
    "pair.second_look_id": "a draft, and the check of the same id once it is finished",
    "arrival.envelope_id": "the id made on the phone: of the check, draft or photo it holds",
}


def test_every_room_brought_its_tables() -> None:
    assert {"action", "check", "draw", "history", "person"} <= {table.name for table in TABLES}


def test_every_table_is_known_to_what_copies_them_all() -> None:
    """`spotcheck.tables` is where backup, restore and the migrations learn which tables there are."""
    program = "from spotcheck.tables import METADATA; print(*METADATA.tables)"
    known = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert sorted(known) == sorted(table.name for table in TABLES)


def test_the_organisation_leads_every_key() -> None:
    assert [one for table in TABLES for one in not_led(table)] == []


def not_led(table: sa.Table) -> list[str]:
    first = next(iter(table.primary_key.columns), None)
    led = first is not None and first.name == "organisation_id"
    return [] if led or table.name in NOBODY_S else [table.name]


def test_every_link_keeps_the_organisation() -> None:
    assert [one for table in TABLES for one in leads_out(table)] == []


def leads_out(table: sa.Table) -> list[str]:
    """A link to a table of an organisation names the organisation on both sides, first."""
    found = []
    for constraint in table.foreign_key_constraints:
        here = [column.name for column in constraint.columns]
        there = [element.column.name for element in constraint.elements]
        owned = not_led(constraint.referred_table) == [] and constraint.referred_table.name not in NOBODY_S
        together = here[0] == "organisation_id" and there == ["organisation_id", "id"]
        if owned and not together:
            names = ", ".join(f"{table.name}.{name}" for name in here)
            found.append(f"{names} to {constraint.referred_table.name}")
    return found


def test_every_id_of_something_else_is_a_link() -> None:
    assert [one for table in TABLES for one in unlinked(table)] == []


def unlinked(table: sa.Table) -> list[str]:
    ids = [column for column in table.columns if column.name.endswith("_id")]
    loose = [f"{table.name}.{column.name}" for column in ids if not column.foreign_keys]
    inherited = [name for name in loose if name.endswith(".organisation_id") and _links_with_it(table)]
    return [name for name in loose if name not in NO_LINK and name not in inherited]


def _links_with_it(table: sa.Table) -> bool:
    return any("organisation_id" in constraint.columns for constraint in table.foreign_key_constraints)


def test_what_is_explained_is_still_there() -> None:
    columns = {f"{table.name}.{column.name}" for table in TABLES for column in table.columns}
    assert set(NO_LINK) - columns == set()
    assert set(NOBODY_S) - {table.name for table in TABLES} == set()


def planted(*parts: sa.schema.SchemaItem) -> sa.Table:
    """A table beside two good ones."""
    metadata = sa.MetaData()
    sa.Table("organisation", metadata, sa.Column("id", sa.Uuid, primary_key=True))
    sa.Table("person", metadata, *_owned())
    return sa.Table("planted", metadata, *parts)


def _owned() -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("organisation_id", sa.Uuid, sa.ForeignKey("organisation.id"), primary_key=True),
        sa.Column("id", sa.Uuid, primary_key=True),
    ]


def test_a_key_without_an_organisation_is_found() -> None:
    assert not_led(planted(sa.Column("id", sa.Uuid, primary_key=True))) == ["planted"]


def test_a_key_that_the_organisation_does_not_lead_is_found() -> None:
    assert not_led(planted(*reversed(_owned()))) == ["planted"]


@pytest.mark.parametrize(
    ("here", "there"),
    [
        (["by_id"], ["person.id"]),
        (["by_id", "organisation_id"], ["person.id", "person.organisation_id"]),
        (["id", "by_id"], ["person.organisation_id", "person.id"]),
    ],
    ids=["alone", "in another order", "with something else"],
)
def test_a_link_that_leads_out_is_found(here: list[str], there: list[str]) -> None:
    table = planted(*_owned(), sa.Column("by_id", sa.Uuid), sa.ForeignKeyConstraint(here, there))
    assert leads_out(table) == [f"{', '.join(f'planted.{name}' for name in here)} to person"]


def test_an_id_that_leads_nowhere_is_found() -> None:
    assert unlinked(planted(*_owned(), sa.Column("by_id", sa.Uuid))) == ["planted.by_id"]


def test_a_good_table_is_left_alone() -> None:
    table = planted(*_owned(), sa.Column("by_id", sa.Uuid), link("by_id", "person"))
    assert not_led(table) + leads_out(table) + unlinked(table) == []
