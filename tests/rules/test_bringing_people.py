"""What the rows of a list of people mean: who is new, who is here, who gets one more role, and what is unclear."""

from __future__ import annotations

import uuid

import pytest

from spotcheck.core.permissions import Role
from spotcheck.core.refusals import Refusal
from spotcheck.core.sheets import Line, Sheet
from spotcheck.organisation.bringing_rules import MOST, Here, Planned, Read, Row, planned, rows_of

HAZEL, MILL = uuid.uuid4(), uuid.uuid4()
SERVICES = [(HAZEL, "Hazel Court"), (MILL, "Mill Lane")]
PRIYA = Here(uuid.uuid4(), "Priya Sharma", frozenset({"priya"}), roles=frozenset({(Role.SUPERVISOR, HAZEL)}))
RUTH = Here(uuid.uuid4(), "Ruth Bell", ended=True)
VERA = Here(uuid.uuid4(), "Vera Cole", frozenset({"vera"}), outside=True)
SAMS = [Here(uuid.uuid4(), "Sam Reed", frozenset({f"sam.{n}"})) for n in (1, 2)]
PEOPLE = [PRIYA, RUTH, VERA, *SAMS]


def row(name: str, role: str = "care worker", service: str = "Hazel Court", sign_in: str = "", number: int = 2) -> Row:
    return Row(number, name, sign_in, role, service)


def plan(*rows: Row) -> tuple[list[Read], list[Planned]]:
    return planned(rows, PEOPLE, SERVICES)


def said(*rows: Row) -> list[str]:
    return [" ".join(map(str, one.problems or one.says)) for one in plan(*rows)[0]]


def test_somebody_new_has_their_role_and_the_sign_in_name_as_it_was_written() -> None:
    (read,), (somebody,) = plan(row("Ines", sign_in="07700 900123"))
    assert str(read.says[0]) == "New: care worker at Hazel Court."
    assert (somebody.here, somebody.written) == (None, "07700 900123")
    assert list(somebody.roles) == [(Role.CARE_WORKER, HAZEL)]


MEANS = {
    "as homes say it": (row("Ines", "Registered Manager"), "New: manager at Hazel Court."),
    "two roles in one cell": (row("Ines", "Supervisor / Manager"),
                              "New: supervisor at Hazel Court. New: manager at Hazel Court."),
    "everywhere": (row("Ines", "quality lead", ""), "New: quality lead across the organisation."),
    "reads everywhere": (row("Ines", "reader", "all services"), "New: reader across the organisation."),
    "here already by name": (row("priya  SHARMA", "supervisor"), "Here already: supervisor at Hazel Court."),
    "here already by sign-in": (row("Pri", "supervisor", sign_in="PRIYA"), "Here already: supervisor at Hazel Court."),
    "one more role": (row("Priya Sharma", "manager", "Mill Lane"), "One more role: manager at Mill Lane."),
    "another of that name": (row("Priya Sharma", sign_in="priya.two"),
                             "New: care worker at Hazel Court. Somebody of this name is here already. "
                             "This row adds another person."),
    "one of two of that name": (row("Sam Reed", sign_in="sam.2"), "One more role: care worker at Hazel Court."),
}  # fmt: skip


@pytest.mark.parametrize(("one", "says"), MEANS.values(), ids=MEANS)
def test_a_row_says_what_it_changes(one: Row, says: str) -> None:
    assert said(one) == [says]


PROBLEMS = {
    "no name": (row(""), "There is no name in this row."),
    "a very long name": (row("x" * 81), "at most 80 characters for a name"),
    "no role": (row("Ines", ""), "There is no role in this row."),
    "another role": (row("Ines", "nurse"), "“nurse” is no role here."),
    "one role of two": (row("Ines", "manager, nurse"), "“manager, nurse” is no role here."),
    "no service": (row("Ines", service=""), "There is no service in this row. Write Hazel Court or Mill Lane."),
    "another service": (row("Ines", service="Oak"), "“Oak” is no open service here."),
    "a worker everywhere": (row("Ines", service="all"), "hold their role at a service"),
    "a sign-in with spaces": (row("Ines", sign_in="ines at home"), "A sign-in name has no spaces"),
    "several of that name": (row("Sam Reed"), "Several people are called Sam Reed. Write the sign-in name."),
    "somebody who left": (row("Ruth Bell"), "Ruth Bell does not work here any more."),
    "a verifier from outside": (row("Vera Cole", sign_in="vera"), "invited from outside for one action"),
}


@pytest.mark.parametrize(("one", "says"), PROBLEMS.values(), ids=PROBLEMS)
def test_what_is_unclear_is_a_sentence_and_never_a_guess(one: Row, says: str) -> None:
    assert says in said(one)[0]
    assert plan(one)[1] == []


def test_two_rows_of_one_person_are_one_person_with_two_roles() -> None:
    rows = [row("Ines"), row("ines", "supervisor", "Mill Lane", number=3)]
    assert said(*rows) == ["New: care worker at Hazel Court.", "One more role: supervisor at Mill Lane."]
    assert len(plan(*rows)[1]) == 1


@pytest.mark.parametrize("sign_ins", [("ines", ""), ("", "ines"), ("ines", "INES")])
def test_a_person_is_one_though_only_one_row_has_the_sign_in_name(sign_ins: tuple[str, str]) -> None:
    rows = [row("Ines", sign_in=sign_ins[0]), row("Ines", "manager", sign_in=sign_ins[1], number=3)]
    (somebody,) = plan(*rows)[1]
    assert (somebody.sign_in, len(somebody.roles)) == ("ines", 2)


def test_the_same_row_twice_is_once() -> None:
    rows = [row("Ines"), row("Ines", number=3)]
    assert said(*rows)[1] == "Row 2 says the same: care worker at Hazel Court."
    assert len(plan(*rows)[1][0].roles) == 1


def test_two_people_of_one_name_need_their_sign_in_names() -> None:
    rows = [row("Ines", sign_in="ines.a"), row("Ines", sign_in="ines.b", number=3)]
    assert len(plan(*rows)[1]) == 2
    assert "Several people are called Ines" in said(*rows, row("Ines", number=4))[2]


def test_one_sign_in_name_for_two_people_is_said() -> None:
    assert "stands beside Ines, too" in said(row("Ines", sign_in="x.y"), row("Joe", sign_in="X.Y", number=3))[1]


def sheet(*rows: tuple[str, ...]) -> Sheet:
    return Sheet("", tuple(Line(number, cells) for number, cells in enumerate(rows, 1)))


def test_the_rows_are_found_below_their_headers_and_a_name_may_be_in_two_columns() -> None:
    found = rows_of(sheet(("Staff list",), ("Forename", "Surname", "Job title", "Home"), ("Ines", "Diaz", "Carer", "")))
    assert found == [Row(3, "Ines Diaz", "", "Carer", "")]


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([("Name", "Home"), ("Ines", "Hazel Court")], "The headers must say “Name” and “Role”."),
        ([("Name", "Role")], "There are no people below the headers."),
        ([("Name", "Role"), *[("Ines", "carer")] * (MOST + 1)], "There are more than 500 people."),
    ],
)
def test_a_table_of_something_else_is_said(rows: list[tuple[str, ...]], says: str) -> None:
    with pytest.raises(Refusal, match=says):
        rows_of(sheet(*rows))
