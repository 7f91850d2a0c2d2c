"""What a step is about, and who is asking when."""

from __future__ import annotations

import random

from spotcheck.tracker.models import Action
from tests.cast import Member
from tests.walking.walk import Walk

MANAGERS = ("samuel", "ruth")


def one_of(walk: Walk, dice: random.Random, *states: str) -> Action | None:
    found = walk.actions(*states)
    return walk.action(dice.choice(found)) if found else None


def now(walk: Walk, who: Member) -> dict[str, object]:
    return {"by": walk.standing(who), "at": walk.now}


def seen(action: Action, dice: random.Random) -> int | None:
    """The version that was on the page: mostly the newest."""
    return dice.choice((None, action.version, action.version, action.version, action.version - 1))
