"""Rooms import one way, rules look nothing up, operations never commit, and only routes know the edge."""

from __future__ import annotations

import pytest

from tests.support.code import Module, modules

ROOMS = (
    "core", "organisation", "messages", "standards", "checklists", "sampling", "tracker", "programme", "checks",
    "learning", "voice", "delivery", "governance", "desk",
)  # fmt: skip
BESIDE = {"app", "cli", "demo", "bench", "bootstrap", "__main__"}  # may import any room; no room imports them
SHARED = {"places"}  # where files lie; anybody may ask
SETTINGS = {"settings"}  # read once at the start, by whoever puts the house together

NO_RULE_IMPORTS = ("flask", "sqlalchemy", "random", "secrets", "os", "time", "werkzeug", "marshmallow")
NOT_BELOW_THE_EDGE = ("flask", "flask_login", "flask_wtf", "flask_htmx", "werkzeug")
READS_THE_CLOCK = {
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns", "time.monotonic",
    "SystemClock",
}  # fmt: skip

CODE = modules()


def test_the_house_is_being_looked_at() -> None:
    assert {"core", "organisation", "tracker", "checks", "web"} <= {module.room for module in CODE}


def test_a_room_imports_only_rooms_before_it() -> None:
    assert [one for module in CODE for one in upward(module)] == []


def upward(module: Module) -> list[str]:
    if module.room not in ROOMS:
        return []
    before = ROOMS[: ROOMS.index(module.room) + 1]
    known = {*before, *SHARED, *({"web"} if module.is_part("routes") else ())}
    rooms = {name.split(".")[1] for name in module.imported if name.startswith("spotcheck.")}
    return [f"{module.name} imports {room}" for room in sorted(rooms - known)]


def test_the_edge_imports_only_the_floor_and_the_organisation() -> None:
    assert [one for module in CODE for one in beyond_the_edge(module)] == []


def beyond_the_edge(module: Module) -> list[str]:
    if module.room != "web":
        return []
    rooms = {name.split(".")[1] for name in module.imported if name.startswith("spotcheck.")}
    known = {"web", "core", "organisation", *SHARED, *SETTINGS}
    return [f"{module.name} imports {room}" for room in sorted(rooms - known)]


def test_a_rule_knows_no_database_no_request_no_clock_and_no_chance() -> None:
    assert [one for module in CODE for one in impure(module)] == []


def impure(module: Module) -> list[str]:
    if not (module.is_part("rules") and module.room in ROOMS) and module.name not in PURE_FLOOR:
        return []
    roots = {name.split(".")[0] for name in module.imported}
    rows = {name for name in module.imported if name.startswith("spotcheck.") and _reaches_rows(name)}
    called = {name for name, _ in module.calls() if name in READS_THE_CLOCK or name.endswith("clock.now")}
    return [f"{module.name}: {what}" for what in sorted(roots & set(NO_RULE_IMPORTS)) + sorted(rows) + sorted(called)]


PURE_FLOOR = {
    "spotcheck.core.chances",
    "spotcheck.core.statistics",
    "spotcheck.core.words",
    "spotcheck.core.permissions",
}
_ROWS = {"models", "queries", "operations", "database", "history", "sign_in"}


def _reaches_rows(name: str) -> bool:
    return any(part in _ROWS or part.endswith("_queries") for part in name.split("."))


def test_what_time_it_is_is_asked_in_one_place() -> None:
    assert [one for module in CODE for one in asks_the_time(module)] == []


def asks_the_time(module: Module) -> list[str]:
    """Rooms are told the time. The clock itself, ids and whatever starts the program may look at a watch."""
    if module.room not in ROOMS or module.name in {"spotcheck.core.clock", "spotcheck.core.ids"}:
        return []
    return [f"{module.name} calls {name}" for name, _ in module.calls() if name in READS_THE_CLOCK]


def test_only_the_edge_commits() -> None:
    assert [one for module in CODE for one in commits(module)] == []


def commits(module: Module) -> list[str]:
    if module.room not in ROOMS or module.is_part("routes"):
        return []
    ends = {"commit", "rollback"}
    return [f"{module.name} calls {name}" for name, _ in module.calls() if name.split(".")[-1] in ends]


# These write on after giving back: one keeps what was answered although the row is refused, the other takes in apart
# what could not be taken in together.
WRITES_ON = {"spotcheck.tracker.routes.import_rows", "spotcheck.delivery.routes.taking"}


def test_a_route_that_refuses_lets_go_of_the_turn_to_write() -> None:
    assert [one for module in CODE if module.name not in WRITES_ON for one in rolls_back(module)] == []


def rolls_back(module: Module) -> list[str]:
    """`undo()` gives back the changes and the write lock; a bare rollback would take the lock again to draw a page."""
    if not module.is_part("routes"):
        return []
    return [f"{module.name} calls {name}" for name, _ in module.calls() if name.endswith("session.rollback")]


def test_only_routes_know_that_there_is_a_request() -> None:
    assert [one for module in CODE for one in knows_the_request(module)] == []


def knows_the_request(module: Module) -> list[str]:
    if module.room not in ROOMS or module.is_part("routes") or module.name in EXPLAINED:
        return []
    roots = {name.split(".")[0] for name in module.imported if name != A_FORM}
    return [f"{module.name} imports {root}" for root in sorted(roots & set(NOT_BELOW_THE_EDGE))]


A_FORM = "werkzeug.datastructures.MultiDict"  # how a form arrives: one name several times
# Module: why it imports something of the web although it is not a route.
EXPLAINED: dict[str, str] = {
    "spotcheck.desk.lines": "a line of Today carries the address it leads to",
    "spotcheck.desk.learning_lines": "so do its lines about learning",
    "spotcheck.organisation.sign_in": "one slow hasher, and the secret, are kept by the application",
}


def test_what_is_explained_still_needs_it() -> None:
    here = {module.name: module for module in CODE}
    assert [name for name in EXPLAINED if name not in here or not here[name].imported & _OF_FLASK] == []


_OF_FLASK = {"flask.url_for", "flask.current_app"}


def test_a_schema_knows_no_rows_and_no_request() -> None:
    assert [one for module in CODE for one in looks_up(module)] == []


def looks_up(module: Module) -> list[str]:
    if not module.is_part("schemas"):
        return []
    rows = {name for name in module.imported if _reaches_rows(name) or name.split(".")[0] in {"flask", "sqlalchemy"}}
    return [f"{module.name} imports {name}" for name in sorted(rows)]


def test_a_verb_is_told_who_and_when_by_name() -> None:
    assert [one for module in CODE for one in told_by_place(module)] == []


def told_by_place(module: Module) -> list[str]:
    """`close(action, by=…, at=…)`: whoever reads a call sees who does it and when."""
    if not module.is_part("operations"):
        return []
    found = []
    for node in module.tree.body:
        name = getattr(node, "name", "_")
        if name.startswith("_") or not hasattr(node, "args"):
            continue
        placed = {argument.arg for argument in (*node.args.posonlyargs, *node.args.args)}
        found += [f"{module.name}.{name}({which})" for which in sorted(placed & {"by", "at"})]
    return found


# Each of these is seen to find what it looks for.

PLANTED = {
    "a room above": (upward, "spotcheck.tracker.queries", "from spotcheck.checks.models import Check"),
    "the edge from a query": (upward, "spotcheck.tracker.queries", "from spotcheck.web.respond import respond"),
    "a room beside": (upward, "spotcheck.tracker.queries", "import spotcheck.demo.people"),
    "the app": (upward, "spotcheck.tracker.routes", "from spotcheck import app"),
    "a room from the edge": (beyond_the_edge, "spotcheck.web.errors", "from spotcheck.tracker import queries"),
    "a database in a rule": (impure, "spotcheck.tracker.rules.plan", "import sqlalchemy as sa"),
    "rows in a rule": (impure, "spotcheck.tracker.rules.plan", "from spotcheck.tracker.models import Action"),
    "queries in a rule": (impure, "spotcheck.tracker.rules", "from spotcheck.organisation.people_queries import one"),
    "chance in a rule": (impure, "spotcheck.checks.publishing_rules", "from random import choice"),
    "today in a rule": (impure, "spotcheck.tracker.rules.plan", "date.today()"),
    "the clock in a rule": (impure, "spotcheck.tracker.rules.plan", "self.clock.now()"),
    "now in an operation": (asks_the_time, "spotcheck.tracker.operations", "datetime.now(UTC)"),
    "a commit in an operation": (commits, "spotcheck.tracker.operations.move", "db.session.commit()"),
    "a rollback in a query": (commits, "spotcheck.tracker.queries", "session.rollback()"),
    "a bare rollback in a route": (rolls_back, "spotcheck.tracker.routes.moves", "db.session.rollback()"),
    "a request in an operation": (knows_the_request, "spotcheck.tracker.operations", "from flask import g"),
    "a query in a schema": (looks_up, "spotcheck.tracker.schemas", "from spotcheck.tracker import queries"),
    "by in its place": (told_by_place, "spotcheck.tracker.operations", "def close(action, by, *, at): ..."),
}
FINE = {
    "a room below": (upward, "spotcheck.tracker.queries", "from spotcheck.core.words import say"),
    "the edge from a route": (upward, "spotcheck.tracker.routes.moves", "from spotcheck.web.respond import respond"),
    "the edge from other routes": (upward, "spotcheck.desk.set_up_routes", "from spotcheck.web import guard"),
    "a database in a query": (impure, "spotcheck.tracker.queries", "import sqlalchemy as sa"),
    "a commit in a route": (commits, "spotcheck.tracker.routes", "db.session.commit()"),
    "undo in a route": (rolls_back, "spotcheck.tracker.routes.moves", "undo()"),
    "a request in a route": (knows_the_request, "spotcheck.tracker.routes", "from flask import request"),
    "by by name": (told_by_place, "spotcheck.tracker.operations", "def close(action, *, by, at): ..."),
    "a private helper": (told_by_place, "spotcheck.tracker.operations", "def _close(action, by, at): ..."),
}


@pytest.mark.parametrize(("look", "name", "line"), PLANTED.values(), ids=PLANTED)
def test_it_is_found(look: object, name: str, line: str) -> None:
    assert callable(look)
    assert look(Module(name, line)) != []


@pytest.mark.parametrize(("look", "name", "line"), FINE.values(), ids=FINE)
def test_it_is_left_alone(look: object, name: str, line: str) -> None:
    assert callable(look)
    assert look(Module(name, line)) == []
