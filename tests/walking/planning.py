"""What people do with the plan of an action: what must be seen is added, replaced, taken away, given more time (R7)."""

from __future__ import annotations

import random
from datetime import timedelta

from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.core.permissions import Verb
from spotcheck.tracker import operations, queries
from spotcheck.tracker.models import Action, Requirement
from spotcheck.tracker.rules.conditions import Conditions, Differ
from tests import make
from tests.make import Asks, Look
from tests.walking.choosing import MANAGERS, now, one_of
from tests.walking.walk import Walk

APART = Conditions(frozenset({Differ.WORKERS, Differ.DAYS}))
BY_TWO = Conditions(frozenset({Differ.WORKERS}), observers=2)
PLANS = (
    Asks(Look.SAMPLE, 4, 1), Asks(Look.SAMPLE, 3, 0), Asks(Look.SAMPLE, 3, 0, second_size=3, second_allowed=1),
    Asks(Look.OBSERVATION, 1), Asks(Look.OBSERVATION, 2, 1, asks=APART), Asks(Look.INTERVIEW, 1),
    Asks(Look.OBSERVATION, 2, 1, asks=BY_TWO),
)  # fmt: skip


def add_to_plan(walk: Walk, dice: random.Random) -> None:
    action = one_of(walk, dice, "proposed", "agreed", "done", "closed")
    if action is not None and len(queries.plan_of(action)) < 3:
        add(walk, dice, action, dice.choice(PLANS))


def replace_in_plan(walk: Walk, dice: random.Random) -> None:
    found = a_part(walk, dice)
    if found is None:
        return
    action, part = found
    who = walk.somebody(dice, *MANAGERS)
    easier = {"size": dice.choice((1, 2)), "allowed": 0, "weeks": dice.choice((2, 4, 8)), "reason": "Leave."}
    walk.tries(
        who, "plan replaced",
        lambda: operations.replace_requirement(part, **easier, **now(walk, who)),
        may=walk.may(who, Verb.CHANGE_PLAN, action),
    )  # fmt: skip


def take_from_plan(walk: Walk, dice: random.Random) -> None:
    found = a_part(walk, dice)
    if found is None:
        return
    action, part = found
    who = walk.somebody(dice, *MANAGERS)
    walk.tries(
        who, "plan shrank",
        lambda: operations.take_away_requirement(part, reason="Too long.", **now(walk, who)),
        may=walk.may(who, Verb.CHANGE_PLAN, action),
    )  # fmt: skip


def give_new_window(walk: Walk, dice: random.Random) -> None:
    found = a_part(walk, dice)
    if found is None:
        return
    action, part = found
    who = walk.somebody(dice, *MANAGERS)
    until = local_date(walk.now) + timedelta(days=dice.choice((-3, 7, 40, 40, 400)))
    walk.tries(
        who, "new window",
        lambda: operations.give_new_window(part, until_on=until, reason="Leave.", **now(walk, who)),
        may=walk.may(who, Verb.CHANGE_PLAN, action),
    )  # fmt: skip


def add(walk: Walk, dice: random.Random, action: Action, asks: Asks) -> None:
    who = walk.somebody(dice, *MANAGERS)
    walk.tries(
        who, "plan grew",
        lambda: make.a_requirement(action, asks, by=who, at=walk.now, reason="It was agreed."),
        may=walk.may(who, Verb.CHANGE_PLAN, action),
    )  # fmt: skip


def a_part(walk: Walk, dice: random.Random) -> tuple[Action, Requirement] | None:
    """A part of some plan; of a closed action also a look that is still to come."""
    parts = [
        part
        for action in walk.actions("proposed", "agreed", "done", "closed")
        for part in queries.every_requirement(walk.action(action))
    ]
    if not parts:
        return None
    part = dice.choice(parts)
    return db.session.get_one(Action, (part.organisation_id, part.action_id)), part
