"""R12, R3: who may hold which role where, and how long somebody from outside is let in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from spotcheck.core.permissions import Role
from spotcheck.organisation import rules

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("role", "at_a_service", "across"),
    [
        (Role.CARE_WORKER, True, False),
        (Role.SUPERVISOR, True, False),
        (Role.MANAGER, True, True),
        (Role.QUALITY_LEAD, False, True),
        (Role.READER, True, True),
        (Role.ADMINISTRATOR, False, True),
    ],
)
def test_where_a_role_is_held(role: Role, at_a_service: bool, across: bool) -> None:
    assert (rules.role_refused(role, across=False) == ()) is at_a_service
    assert (rules.role_refused(role, across=True) == ()) is across


@pytest.mark.parametrize(
    ("outside", "ended", "says"),
    [
        (False, False, ""),
        (True, False, "invited from outside"),
        (False, True, "does not work here any more"),
        (True, True, "invited from outside"),
    ],
)
def test_a_role_is_for_somebody_who_works_here_now(outside: bool, ended: bool, says: str) -> None:
    refused = rules.holder_refused(outside=outside, ended=ended)
    assert bool(refused) is bool(says)
    assert says in " ".join(map(str, refused))


@pytest.mark.parametrize(("days", "refused"), [(-1, True), (0, True), (1, False), (59, False), (60, False), (61, True)])
def test_a_verifier_is_invited_for_sixty_days_at_most(days: int, refused: bool) -> None:
    assert bool(rules.invitation_refused(NOW, NOW + timedelta(days=days))) is refused


def test_every_role_and_every_kind_of_service_has_its_words() -> None:
    assert set(rules.ROLE_WORDS) == set(rules.ROLE_MEANS) == set(Role)
    assert tuple(rules.KIND_WORDS) == rules.SERVICE_KINDS


@pytest.mark.parametrize(
    ("role", "place", "words"),
    [
        (Role.SUPERVISOR, "Hazel Court", "supervisor at Hazel Court"),
        (Role.QUALITY_LEAD, None, "quality lead across the organisation"),
    ],
)
def test_a_role_in_words(role: Role, place: str | None, words: str) -> None:
    assert str(rules.role_in_words(role, place)) == words
