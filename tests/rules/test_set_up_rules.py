"""What setting up still lacks, in sentences that each lead somewhere."""

from __future__ import annotations

import pytest

from spotcheck.core.permissions import Role
from spotcheck.desk.set_up_rules import Place, Step, decides, looks, missing, people_refused

WHOLE = Place("Hazel Court", has_number=True, looked_at=True, managed=True)


def lacking(*names: str, **what: bool) -> list[Place]:
    known = {"has_number": True, "looked_at": True, "managed": True} | what
    return [Place(name, **known) for name in names]


@pytest.mark.parametrize(
    ("places", "not_joined", "says", "step"),
    [
        ([], 3, "Add your first service.", Step.SERVICES),
        (lacking("Hazel Court", looked_at=False), 0, "such as a supervisor: Hazel Court.", Step.PEOPLE),
        (lacking("Hazel Court", managed=False), 0, "closes actions: Hazel Court.", Step.PEOPLE),
        (lacking("Hazel Court", has_number=False), 0, "at risk: Hazel Court.", Step.NUMBERS),
        (lacking("A", "B", has_number=False), 0, "at risk: A and B.", Step.NUMBERS),
        (lacking("A", "B", "C", "D", "E", has_number=False), 0, "at risk: A, B, C and 2 more.", Step.NUMBERS),
        ([WHOLE], 1, "1 person has not joined yet.", Step.INVITATIONS),
        ([WHOLE], 4, "4 people have not joined yet.", Step.INVITATIONS),
    ],
)
def test_what_is_missing_is_said_with_the_place_to_go(
    places: list[Place], not_joined: int, says: str, step: Step
) -> None:
    (one,) = missing(places, not_joined=not_joined)
    assert says in str(one.says)
    assert one.step is step


def test_nothing_is_said_when_nothing_is_missing() -> None:
    assert missing([WHOLE], not_joined=0) == ()


@pytest.mark.parametrize(
    ("role", "both"),
    [
        (Role.CARE_WORKER, (False, False)),
        (Role.SUPERVISOR, (True, False)),
        (Role.MANAGER, (True, True)),
        (Role.QUALITY_LEAD, (True, True)),
        (Role.READER, (False, False)),
        (Role.ADMINISTRATOR, (False, False)),
    ],
)
def test_which_roles_look_and_which_decide(role: Role, both: tuple[bool, bool]) -> None:
    assert (looks([role]), decides([role])) == both


@pytest.mark.parametrize(
    ("names", "fields"),
    [
        ({}, {"name_1"}),
        ({"name_1": "Zofia", "name_2": "Tomasz"}, set()),
        ({"name_1": "Zofia", "name_2": "zofia", "name_4": "ZOFIA"}, {"name_2", "name_4"}),
    ],
)
def test_one_person_is_invited_once_however_many_roles_they_have(names: dict[str, str], fields: set[str]) -> None:
    assert set(people_refused(names)) == fields
