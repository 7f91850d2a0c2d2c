"""Sends one door's request as everybody, to every place, as page and as part, and says where the answer is another than
the permission table's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spotcheck.core.permissions import Answer, Thing, may, who_can
from tests.matrix.actors import TIED, Actor
from tests.matrix.digest import digest
from tests.matrix.doors import Door
from tests.matrix.knock import Answered, Said, knock
from tests.matrix.places import Home, Where
from tests.matrix.world import World

_WORDS = {Answer.ALLOWED: Said.ALLOWED, Answer.REFUSED: Said.REFUSED, Answer.HIDDEN: Said.HIDDEN}


@dataclass(frozen=True, eq=False)
class Visit:
    """One request: whose, where, and how; with what the table says about it."""

    door: Door
    actor: Actor
    home: Home
    part: bool
    wanted: Said

    def __str__(self) -> str:
        return f"{self.door.key} as {self.actor.name}, {self.home.where}, as {'part' if self.part else 'page'}"


def differences(world: World, door: Door) -> Iterator[str]:
    """Where this door's answers differ from the table, or a refusal left a trace; none when all is as it should be."""
    visits = list(every_visit(world, door))
    yield from _refusals(world, [visit for visit in visits if visit.wanted is not Said.ALLOWED])
    statuses = set()
    for visit in visits:
        if visit.wanted is Said.ALLOWED:
            with world.undone():
                answer = send(world, visit)
            yield from _judged(visit, answer)
            statuses.add(answer.status)
    if statuses and door.status not in statuses and not (door.status == 200 and statuses & {204, 303}):
        yield f"{door.key}: the example got {sorted(statuses)} and never {door.status}"


def every_visit(world: World, door: Door) -> Iterator[Visit]:
    for actor in world.actors.values():
        for home in _homes(world, door, actor):
            for part in (False, True):
                yield Visit(door, actor, home, part, expected(door, actor, home))


def _homes(world: World, door: Door, actor: Actor) -> Iterator[Home]:
    """Every place; a second set of things in the own service is for those who are tied to the first."""
    if not (door.about or door.names):
        yield world.homes[Where.OWN]
        return
    for home in world.homes.values():
        if home.where is not Where.BESIDE or actor.name in TIED:
            yield home


def expected(door: Door, actor: Actor, home: Home) -> Said:
    """What the permission table says about this door, this person and this place."""
    if door.needs is None:
        return Said.ALLOWED
    if actor.standing is None:
        return Said.SIGN_IN
    if actor.name in door.hidden_from:
        return Said.HIDDEN
    if door.about is not None and home.where is Where.UNKNOWN:
        return Said.HIDDEN
    thing = home.things[door.about].thing if door.about else Thing(actor.standing.organisation_id)
    first = _WORDS[may(actor.standing, door.needs, thing)]
    if first is not Said.ALLOWED or door.asks is None or door.names is None:
        return first
    if home.where is Where.UNKNOWN:
        return Said.TURNED_AWAY
    named = may(actor.standing, door.asks, home.things[door.names].thing)
    return Said.ALLOWED if named is Answer.ALLOWED else Said.TURNED_AWAY


def send(world: World, visit: Visit, *, method: str | None = None, token: bool = True) -> Answered:
    path = world.urls.build(visit.door.endpoint, visit.home.address(visit.door.args))
    form, as_json = visit.home.filled(visit.door.form), visit.door.in_json
    sent = method or visit.door.method
    return knock(world.app, visit.actor, sent, path, form, part=visit.part, token=token, in_json=as_json)


def _refusals(world: World, visits: list[Visit]) -> Iterator[str]:
    """All of them one after the other, with nothing undone between them: the database is then as it was before."""
    before, nothing_here = digest(world.connection), {}
    with world.undone():
        for visit in visits:
            answer = send(world, visit)
            yield from _judged(visit, answer)
            if answer.status == 404:
                nothing_here[visit] = answer
        changed = digest(world.connection) != before
    if changed:
        yield from (f"{visit}: refused, and yet something changed" for visit in _who_changed(world, visits, before))
    yield from _told_apart(nothing_here)


def _judged(visit: Visit, answer: Answered) -> list[str]:
    if visit.door.to_sign_in and answer.said is Said.SIGN_IN:
        return []
    if not answer.is_what(visit.wanted):
        shown = answer.words.split("Number:")[0][-300:] if answer.said is Said.BROKEN else ""
        return [f"{visit}: {answer.status} ({answer.said}) instead of {visit.wanted} {shown}".rstrip()]
    if answer.status == 403 and visit.door.needs and str(who_can(visit.door.needs)) not in answer.words:
        return [f"{visit}: refused without saying who can"]
    return []


def _who_changed(world: World, visits: Iterable[Visit], before: str) -> Iterator[Visit]:
    for visit in visits:
        with world.undone():
            send(world, visit)
            if digest(world.connection) != before:
                yield visit


def _told_apart(answers: dict[Visit, Answered]) -> list[str]:
    """The 404s that differ from the one of an unknown id: somebody could tell that there is something."""
    unknown = {
        (visit.actor.name, visit.part): answer for visit, answer in answers.items() if visit.home.where is Where.UNKNOWN
    }
    return [
        f"{visit}: its 404 is not the one of an unknown id"
        for visit, answer in answers.items()
        if (like := unknown.get((visit.actor.name, visit.part))) is not None and not answer.same_as(like)
    ]
