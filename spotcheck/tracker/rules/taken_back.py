"""R13: what an action's page says when what the action started from was taken back. Pure.

The action stays: the change may be right all the same, and others have worked on it. A manager decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from spotcheck.core.words import Sentence, say
from spotcheck.tracker.rules.words import State, day_near


@dataclass(frozen=True, slots=True)
class TakenBack:
    """`to_decide`: nothing it started from stands any more, and whoever looks may withdraw it."""

    title: Sentence
    says: Sentence
    to_decide: bool = False


def taken_back(state: State, days: Sequence[date | None], *, may_withdraw: bool, today: date) -> TakenBack | None:
    """`days`: for each finding the action started from, the day it was taken back, or None while it stands.

    None when all of them stand, and for an action that started from somebody's idea."""
    gone = [day for day in days if day is not None]
    if not gone:
        return None
    day = day_near(max(gone), today)
    if len(gone) < len(days):
        return TakenBack(
            say("Part of what this started from was taken back"),
            say("That was on %(day)s, and nothing is learned from it now. The rest still stands.", day=day),
        )
    to_decide = may_withdraw and state not in {State.CLOSED, State.WITHDRAWN}
    return TakenBack(
        say("What this started from was taken back"),
        say(
            "That was on %(day)s, and nothing is learned from it now. %(then)s",
            day=day, then=_then(state, may_withdraw=may_withdraw),
        ),
        to_decide,
    )  # fmt: skip


def _then(state: State, *, may_withdraw: bool) -> Sentence:
    match state:
        case State.CLOSED:
            return say("The action was closed on what was seen later, and that stands.")
        case State.WITHDRAWN:
            return say("The action has ended.")
        case _ if may_withdraw:
            return say("Is the change still right? Then go on. If not, withdraw the action and say why.")
        case _:
            return say("The action goes on unless a manager or quality lead withdraws it.")
