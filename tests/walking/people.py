"""Who comes, who goes, and whose role changes while actions are under way."""

from __future__ import annotations

import random
from datetime import timedelta

from spotcheck.core.database import db
from spotcheck.core.permissions import Role, Verb
from spotcheck.organisation.leaving import end_work
from spotcheck.organisation.models import Person, Verifier
from spotcheck.organisation.operations import give_role
from spotcheck.organisation.verifying import end_verifier
from spotcheck.tracker.models import Action
from tests import make
from tests.walking.choosing import MANAGERS, now, one_of
from tests.walking.rows import rows
from tests.walking.walk import Walk


def invite(walk: Walk, dice: random.Random) -> None:
    """Somebody from outside, whose time ends sometimes before they come."""
    action = one_of(walk, dice, "agreed", "done")
    if action is None or len(walk.outside) == 2:
        return
    who = walk.somebody(dice, *MANAGERS)
    name, until = f"Vera {len(walk.outside) + 1}", walk.now + timedelta(days=dice.choice((2, 30, 59)))

    def do() -> None:
        walk.outside.append(make.a_verifier(action, by=who, at=walk.now, until=until, name=name))

    walk.tries(who, "verifier invited", do, may=walk.may(who, Verb.INVITE_VERIFIER, action))


def end_invitation(walk: Walk, dice: random.Random) -> None:
    found = rows("verifier", organisation_id=walk.cast.organisation_id)
    if not found or dice.random() < 0.5:
        return
    key = dice.choice(found)
    action = db.session.get_one(Action, (walk.cast.organisation_id, key["action_id"]))
    verifier = db.session.get_one(Verifier, (walk.cast.organisation_id, key["id"]))
    who = walk.somebody(dice, *MANAGERS)
    may = walk.may(who, Verb.INVITE_VERIFIER, action)
    walk.tries(who, "invitation ended", lambda: end_verifier(verifier, **now(walk, who)), may=may)


def give_a_role(walk: Walk, dice: random.Random) -> None:
    """A worker steps up, a supervisor stands in as manager: roles change while actions are under way."""
    admin, who = walk.cast.admin, walk.somebody(dice, "amina", "priya", "tomasz", "grace")
    role = dice.choice((Role.SUPERVISOR, Role.MANAGER))
    if who.organisation_id != admin.organisation_id:
        return
    walk.tries(admin, "role given", lambda: give_role(who.person, role, walk.cast.hazel_court, **now(walk, admin)))


def leave(walk: Walk, dice: random.Random) -> None:
    """Somebody's work here ends, who may lead an action. Whoever closes and looks stays, so that the walk goes on."""
    if dice.random() < 0.8:
        return
    person = db.session.get_one(Person, (walk.cast.organisation_id, dice.choice((walk.cast.priya, walk.cast.amina)).id))
    walk.tries(walk.cast.admin, "left", lambda: end_work(person, **now(walk, walk.cast.admin)))
