"""R12: whatever anybody of one organisation asks, no word of another organisation is in the answer, nor in the logs."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from spotcheck.tracker.queries import lists
from tests.matrix.doors import DOORS, Door
from tests.matrix.places import Where
from tests.matrix.planting import OURS, WORD, owned_tables, texts
from tests.matrix.world import World
from tests.planted.asking import Request, answers, heard, requests
from tests.planted.conftest import Kept

ENOUGH = 20_000


def named(door: Door) -> str:
    return door.key


@pytest.mark.parametrize("door", DOORS, ids=named)
def test_no_word_of_another_organisation_is_told(world: World, door: Door, logged: Kept) -> None:
    told = []
    with world.undone():
        for request in requests(world, door):
            told += heard_by(world, request)
    assert not told, "\n".join(told[:20])
    assert not [line for line in logged.lines if WORD in line.casefold()]


def heard_by(world: World, request: Request) -> list[str]:
    if request.method == "GET":
        return [f"{request}: {word}" for answer in answers(world, request) for word in heard(answer)]
    with world.undone():
        return [f"{request}: {word}" for answer in answers(world, request) for word in heard(answer)]


def test_it_is_asked_often_enough(world: World, record_testsuite_property: Callable[[str, object], None]) -> None:
    asked = sum(1 for door in DOORS for _request in requests(world, door))
    record_testsuite_property("requests", asked)
    assert asked >= ENOUGH


def test_every_column_of_words_has_one(sown: tuple[World, set[str]]) -> None:
    wanted = {f"{table.name}.{column.name}" for table in owned_tables() for column in texts(table)}
    assert sown[1] == wanted | {"organisation.name", "account.sign_in", "account.password_hash"}


def test_what_is_not_planted_is_a_word_of_ours(world: World) -> None:
    theirs = world.homes[Where.FOREIGN].organisation_id
    columns = {f"{table.name}.{column.name}": column for table in owned_tables() for column in table.c}
    assert columns.keys() >= OURS
    for name in OURS:
        column = columns[name]
        used = set(world.connection.scalars(sa.select(column).where(column.table.c.organisation_id == theirs)))
        assert not [one for one in used if one and not re.fullmatch(r"[a-z]+([ _-][a-z0-9]+)*", one)], name


def test_a_list_that_forgets_the_organisation_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    # Two guards stand one behind the other: either alone lets nothing through.
    monkeypatch.setattr(lists, "ways_to", lambda _standing: [sa.true()])
    monkeypatch.setattr(lists, "_seen_by", lambda _standing: sa.true())
    door = next(one for one in DOORS if one.endpoint == "tracker.actions_page")
    assert any(f"{WORD}-action-title" in word for request in requests(world, door) for word in heard_by(world, request))
