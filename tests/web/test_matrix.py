"""Every door × method × role × place, as page and as part, against the permission table; and a refusal changes nothing.

The table of doors is `tests/matrix/doors.py`: a new route gets a row there.
"""

from __future__ import annotations

import inspect
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask, Response, abort
from werkzeug.exceptions import NotFound

from spotcheck.checks.queries import check
from spotcheck.checks.rules.sight import DECIDING
from spotcheck.core.database import db
from spotcheck.core.permissions import Thing, Verb
from spotcheck.organisation.models import Service
from spotcheck.web import guard
from tests.matrix.actors import ROLES
from tests.matrix.compare import Visit, differences, every_visit, send
from tests.matrix.digest import digest
from tests.matrix.doors import DOORS, GET, Door
from tests.matrix.knock import Said, knock
from tests.matrix.places import Where
from tests.matrix.world import World

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
GUARDED = [door for door in DOORS if door.needs is not None and not set(ROLES) <= set(door.hidden_from)]


def named(door: Door) -> str:
    return door.key


def test_the_table_has_a_row_for_every_endpoint_and_method_and_for_nothing_else(_app: Flask) -> None:
    there = {
        f"{method} {rule.endpoint}"
        for rule in _app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert {door.route for door in DOORS} == there


@pytest.mark.parametrize("door", DOORS, ids=named)
def test_the_route_asks_for_the_permission_that_the_table_names(_app: Flask, door: Door) -> None:
    view = _app.view_functions[door.endpoint]
    assert view.needs is door.needs  # type: ignore[attr-defined]
    assert (getattr(view, "in_json", False), getattr(view, "cookieless", False)) == (door.in_json, door.cookieless)


@pytest.mark.parametrize("door", DOORS, ids=named)
def test_a_door_answers_as_the_permission_table_says(world: World, door: Door) -> None:
    found = list(differences(world, door))
    assert not found, "\n".join(found)


@pytest.mark.one_database
@pytest.mark.parametrize("door", [door for door in DOORS if door.changes and not door.cookieless], ids=named)
def test_without_the_token_of_a_page_nothing_changes(world: World, door: Door) -> None:
    before = digest(world.connection)
    with world.undone():
        sent = [visit for visit in every_visit(world, door) if visit.home.where is Where.OWN]
        assert {send(world, visit, token=False).status for visit in sent} == {400}
        assert digest(world.connection) == before


@pytest.mark.one_database
@pytest.mark.parametrize("door", DOORS, ids=named)
def test_a_method_that_a_page_does_not_have_is_refused_with_those_it_has(world: World, door: Door) -> None:
    path = world.urls.build(door.endpoint, world.homes[Where.OWN].address(door.args))
    allowed = set(world.urls.allowed_methods(path))
    with world.undone():
        for name in ("administrator", "nobody"):
            for method in set(METHODS) - allowed:
                answer = knock(world.app, world.actors[name], method, path)
                assert answer.status == 405, f"{method} {path}: {answer.status}"
                assert {*answer.headers["Allow"].replace(",", " ").split()} == allowed


@pytest.mark.one_database
@pytest.mark.parametrize("door", [door for door in DOORS if door.method == GET], ids=named)
def test_head_answers_what_get_would_without_the_page(world: World, door: Door) -> None:
    with world.undone():
        for visit in every_visit(world, door):
            if visit.home.where is Where.OWN and not visit.part:
                head, get = send(world, visit, method="HEAD"), send(world, visit)
                assert (head.status, head.body) == (get.status, ""), visit


@pytest.mark.one_database
@pytest.mark.parametrize("door", GUARDED, ids=named)
def test_a_door_without_its_guard_is_found(world: World, door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    if turns_somebody_away(world, door):
        monkeypatch.setattr(guard, "ask", lambda _verb, _thing: None)
        monkeypatch.setattr(check, "sight", lambda _standing, _shown: DECIDING)  # what loads a check asks as well
    else:
        monkeypatch.setitem(world.app.view_functions, door.endpoint, unguarded(world.app.view_functions[door.endpoint]))
    assert next(differences(world, door), None)


def turns_somebody_away(world: World, door: Door) -> bool:
    """Whether anybody who is signed in may not, so that the permission is what is taken out, and not the sign-in.

    What is in another organisation, or nowhere, is not even found.
    """
    return any(visit.wanted in {Said.HIDDEN, Said.REFUSED} and could_find(visit) for visit in every_visit(world, door))


def could_find(visit: Visit) -> bool:
    standing, home = visit.actor.standing, visit.home
    return home.where is not Where.UNKNOWN and standing is not None and standing.organisation_id == home.organisation_id


def unguarded(view: Any) -> Any:
    """The same view, and nobody is asked who they are."""
    load = inspect.getclosurevars(view).nonlocals["load"]

    def open_to_all(**arguments: Any) -> Any:
        return view.__wrapped__(load(**arguments)) if load else view.__wrapped__(**arguments)

    return open_to_all


def test_a_refusal_that_leaves_a_trace_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    asks = guard.ask

    def leaves_a_trace(verb: Verb, thing: Thing) -> None:
        db.session.execute(sa.update(Service).values(on_call_name="Somebody else"))
        db.session.commit()
        asks(verb, thing)

    monkeypatch.setattr(guard, "ask", leaves_a_trace)
    found = list(differences(world, door("GET organisation.service_page")))
    assert any("as care worker, own service, as page: refused, and yet something changed" in line for line in found)


def test_a_404_that_tells_that_something_is_there_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    asks = guard.ask

    def tells(verb: Verb, thing: Thing) -> None:
        try:
            asks(verb, thing)
        except NotFound:
            abort(Response("Not yours", 404))

    monkeypatch.setattr(guard, "ask", tells)
    found = list(differences(world, door("GET messages.alert_page")))
    assert any("other service, as page: its 404 is not the one of an unknown id" in line for line in found)


def door(key: str) -> Door:
    return next(one for one in DOORS if one.key == key)
