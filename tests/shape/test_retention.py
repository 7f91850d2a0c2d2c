"""Every table has its way to leave, or a reason to stay; and what people read is what the code does."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from spotcheck import tables
from spotcheck.governance.keeping_rules import TERMS, Kind, length_in_words
from spotcheck.governance.register import BY_RULE, GOES_WITH, HISTORY_OF, STAYS
from tests.support.code import TOP

TABLES = tables.METADATA.tables
KNOWN = {*BY_RULE, *GOES_WITH, *STAYS}
PARENTS = {parent for links in GOES_WITH.values() for _, parent in links}


def test_every_table_says_how_it_leaves_or_why_it_stays() -> None:
    assert set(TABLES) == KNOWN, "spotcheck/governance/register.py says it for each table, and for no other"


def test_a_table_that_stays_has_no_other_line() -> None:
    assert set(STAYS) & ({*BY_RULE} | {*GOES_WITH}) == set()


def test_what_goes_with_something_is_linked_to_it() -> None:
    for name in GOES_WITH.keys() & TABLES.keys():
        for column, parent in GOES_WITH[name]:
            linked = {link.column.table.name for link in TABLES[name].c[column].foreign_keys}
            assert parent in linked or f"{name}.{column}" in UNLINKED, f"{name}.{column}"


# Columns that name what their row goes with, and are no link.
UNLINKED = {"pair.first_look_id": "a draft first, then a check", "pair.second_look_id": "a draft first, then a check"}


@pytest.mark.parametrize("table", [name for name, kind in BY_RULE.items() if kind != "tries" and name != "account"])
def test_nothing_is_left_hanging_on_a_row_that_goes(table: str) -> None:
    """Whatever must name such a row goes with it; what may name it is let go, or keeps it (`keeping_rules.Need`)."""
    if table in {"person", "history"}:
        return  # their rows stay, without what they said
    left = {
        f"{name}.{column.name}"
        for name, other in TABLES.items()
        for column in other.columns
        if table in {link.column.table.name for link in column.foreign_keys} and column.name != "organisation_id"
        if (column.name, table) not in GOES_WITH.get(name, ())
    }
    assert left <= KEEP_IT, f"{left - KEEP_IT} would stop an erasure"


# Links that keep what they name: it is not erased while such a row stays (governance/due_queries.py).
KEEP_IT = {"check.draw_id", "draft.draw_id", "evidence.draw_id", "capture_grant.session_id"}


def test_the_history_of_everything_that_goes_loses_its_details() -> None:
    by_themselves = {name for name in BY_RULE if name in HISTORY_OF}
    assert by_themselves == set(HISTORY_OF)


def test_the_kinds_of_the_register_are_those_of_the_rules() -> None:
    assert set(BY_RULE.values()) <= {kind.value for kind in Kind}


ROW = re.compile(
    r"^\| (?P<what>[^|]+) \| (?P<usual>[^|]+) \| (?P<range>[^|]+) \| (?P<counted>[^|]+) \| (?P<left>[^|]+) \|", re.M
)


def test_the_table_that_people_read_is_the_one_in_the_code() -> None:
    written = [
        (found["what"], found["usual"], found["range"], found["counted"], found["left"])
        for found in ROW.finditer((TOP / "docs" / "retention.md").read_text("utf-8"))
        if found["what"] not in {"What", "---"}
    ]
    assert written == [
        (
            str(term.what),
            str(length_in_words(kind, term.usual)),
            f"{term.shortest} to {term.longest}" if term.is_chosen else "fixed",
            str(term.counted_from),
            str(term.remains),
        )
        for kind, term in TERMS.items()
    ]


def test_a_table_without_a_line_is_found() -> None:
    planted = sa.Table("planted", sa.MetaData(), sa.Column("id", sa.Uuid, primary_key=True))
    assert {planted.name} - KNOWN == {"planted"}
