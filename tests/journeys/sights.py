"""What every door of the matrix shows: its page, the page after its form was sent, and after it was sent empty."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any
from urllib.parse import urldefrag, urlencode

import sqlalchemy as sa

from spotcheck.core.database import db
from spotcheck.core.permissions import Role
from spotcheck.organisation.invitations import invite_person
from spotcheck.organisation.models import Account
from spotcheck.organisation.operations import add_person, give_role
from spotcheck.organisation.set_up_codes import make_code
from tests.matrix.actors import NOBODY, Actor
from tests.matrix.compare import expected
from tests.matrix.doors import Door
from tests.matrix.knock import Answered, Said, knock
from tests.matrix.places import Where
from tests.matrix.world import World, administrator

# Who sees most of a page comes first.
LOOKING = (
    "manager",
    "author",
    "lead of the action",
    "observed worker",
    "quality lead",
    "administrator",
    "supervisor",
    "care worker",
    "verifier",
    "reader",
    NOBODY,
)


@dataclass(frozen=True)
class Sight:
    """One page as somebody sees it."""

    actor: Actor
    path: str
    answer: Answered
    how: str


def sights(world: World, door: Door) -> Iterator[Sight]:
    """What this door shows to those who may open it, but no two that are made of the same things.

    What a form brings is the same whoever of them sends it, so one does. All is undone when the next is asked for.
    """
    seen: set[str] = set()
    for actor in islice(_who_may(world, door), 1 if door.changes else None):
        for how, form in _ways(world, door).items():
            with world.undone():
                sight = _sent(world, actor, door, how, form)
                made_of = _parts(sight.answer) if sight else set()
                if sight and not made_of <= seen:
                    seen |= made_of
                    yield sight


def _who_may(world: World, door: Door) -> Iterator[Actor]:
    home = world.homes[Where.OWN]
    return (world.actors[name] for name in LOOKING if expected(door, world.actors[name], home) is Said.ALLOWED)


def _ways(world: World, door: Door) -> dict[str, dict[str, Any]]:
    example = world.homes[Where.OWN].filled(door.form)
    return {"sent empty": {}, "sent": example} if door.changes else {"opened": example}


def _sent(world: World, actor: Actor, door: Door, how: str, form: dict[str, Any]) -> Sight | None:
    """The page that this brings, on the way it leads on if it does; None where that is no page."""
    args = BEFORE.get(door.endpoint, _as_it_is)(world)
    db.session.commit()
    at = world.urls.build(door.endpoint, {**world.homes[Where.OWN].address(door.args), **args})
    answer = knock(world.app, actor, door.method, at, form)
    if form and not door.changes:
        at += f"?{urlencode(form, doseq=True)}"
    if answer.status in {302, 303}:
        actor, at = _with_its_cookie(actor, answer), urldefrag(answer.headers["Location"]).url
        answer = knock(world.app, actor, "GET", at)
    is_page = answer.headers.get("Content-Type", "").startswith("text/html") and answer.status not in {302, 303}
    return Sight(actor, at, answer, how) if is_page else None


def _with_its_cookie(actor: Actor, answer: Answered) -> Actor:
    """The next page shows the receipt, which travels in the cookie."""
    given = answer.headers.get("Set-Cookie")
    return replace(actor, cookie=given.partition(";")[0]) if given else actor


def _parts(answer: Answered) -> set[str]:
    """What a page is made of: its elements with their classes."""
    return set(re.findall(r'<\w+(?: class="[^"]*")?', answer.body))


def _as_it_is(_world: World) -> dict[str, str]:
    return {}


def _waiting_for_set_up(world: World) -> dict[str, str]:
    make_code(at=world.now)
    return {}


def _somebody_in_two_places(world: World) -> dict[str, str]:
    """The sign-in of the table's example is used in another organisation, too."""
    account = db.session.scalars(sa.select(Account).where(Account.sign_in == "own.manager")).one()
    by = administrator(world.homes[Where.FOREIGN].organisation_id, world.now)
    person = add_person("Manager", account_id=account.id, by=by, at=world.now)
    give_role(person, Role.READER, None, by=by, at=world.now)
    return {}


def _a_link(world: World) -> dict[str, str]:
    by = world.actors["administrator"].standing
    assert by is not None
    return {"token": invite_person("Zofia", Role.READER, None, by=by, at=world.now).token}


# What must be so before a door shows its page, where the matrix has it otherwise; gives arguments of its address.
BEFORE: dict[str, Callable[[World], dict[str, str]]] = {
    "desk.set_up_page": _waiting_for_set_up,
    "organisation.begin": _somebody_in_two_places,
    "organisation.open_invitation": _a_link,
}
