"""Everything that somebody of one organisation may ask with the ids of another: each door, each role, each mixture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from marshmallow import fields

from spotcheck.core.forms import Address
from tests.matrix.actors import EVERYBODY, ROLES, Actor, Reach
from tests.matrix.doors import GET, Door
from tests.matrix.knock import Answered, knock
from tests.matrix.places import Where
from tests.matrix.planting import WORD
from tests.matrix.world import World

# Whose id is in the address, and whose are in the form.
MIXTURES = (
    (Where.OWN, Where.OWN),
    (Where.OWN, Where.FOREIGN),
    (Where.OTHER, Where.OTHER),
    (Where.OTHER, Where.FOREIGN),
    (Where.FOREIGN, Where.FOREIGN),
    (Where.FOREIGN, Where.OWN),
    (Where.UNKNOWN, Where.FOREIGN),
)
# What these ask for by the name on the right; every other id is asked for by its own name, or the service's.
CALLED = {"lead": "lead", "requirement": "done sample", "finding": "check", "checklist": "mar-prn-sample"}
INSIDE = tuple(
    name for name in EVERYBODY if ROLES.get(name) is None or ROLES[name][1] is not Reach.ELSEWHERE  # type: ignore[index]
)  # fmt: skip


@dataclass(frozen=True)
class Request:
    actor: Actor
    method: str
    path: str
    form: dict[str, Any]
    part: bool
    in_json: bool = False

    def __str__(self) -> str:
        return f"{self.method} {self.path} {self.form} as {self.actor.name}{', as part' * self.part}"


def requests(world: World, door: Door) -> Iterator[Request]:
    """All of one door's, by everybody of the first organisation, and by nobody."""
    mixed, pointed = list(_mixed(world, door)), list(_pointed(world, door))
    for name in INSIDE:
        for path, form in mixed:
            for part in (False, True):
                yield Request(world.actors[name], door.method, path, form, part, door.in_json)
        for path, form in pointed:
            yield Request(world.actors[name], door.method, path, form, part=False, in_json=door.in_json)


def answers(world: World, request: Request) -> Iterator[Answered]:
    """The answer, and that of the page it leads to."""
    how = {"part": request.part, "in_json": request.in_json}
    answer = knock(world.app, request.actor, request.method, request.path, request.form, **how)
    yield answer
    to = answer.headers.get("Location") or answer.headers.get("HX-Redirect") or ""
    if request.method != GET and to.startswith("/") and not to.startswith("/sign-in"):
        yield knock(world.app, request.actor, GET, to)


def heard(answer: Answered) -> list[str]:
    """The planted words in it: body, headers, in whatever case."""
    told = f"{answer.headers}\n{answer.body}".casefold()
    return sorted(set(re.findall(rf"{WORD}[-\w]*", told)))


def _mixed(world: World, door: Door) -> Iterator[tuple[str, dict[str, Any]]]:
    seen = set()
    for where, whose in MIXTURES:
        path = world.urls.build(door.endpoint, world.homes[where].address(door.args))
        form = world.homes[whose].filled(door.form)
        shape = (path, repr({name: value for name, value in form.items() if door.form[name] != "{new id}"}))
        if shape not in seen:
            seen.add(shape)
            yield path, form


def _pointed(world: World, door: Door) -> Iterator[tuple[str, dict[str, Any]]]:
    """Pages, with the id of each thing of the other organisation, of the right kind or not, where an id goes."""
    if door.method != GET or door.case:
        return
    own, theirs = world.homes[Where.OWN], world.homes[Where.FOREIGN].things
    ids = {placed.id for placed in theirs.values()}
    for name in door.args:
        for one in sorted(ids):
            yield world.urls.build(door.endpoint, own.address(door.args) | {name: one}), own.filled(door.form)
    if not door.args:
        path = world.urls.build(door.endpoint, {})
        yield from ((path, own.filled(door.form) | more) for more in _narrowed(world))


def _narrowed(world: World) -> Iterator[dict[str, Any]]:
    """Each id that the address of some page may hold, as one of the other organisation's."""
    theirs = world.homes[Where.FOREIGN].things
    names = {
        name
        for schema in Address.__subclasses__()
        for name, kind in schema().fields.items()
        if isinstance(kind, fields.UUID) or (isinstance(kind, fields.List) and isinstance(kind.inner, fields.UUID))
    }
    for name in sorted(names):
        called = CALLED.get(name, name)
        yield {name: str(theirs[called if called in theirs else "service"].id)}
