"""R8: what is looked at again after closing, and when. Pure.

Every standard that the action closed on is looked at again, by the strongest look its plan had: records drawn at random
where there were any, otherwise practice, otherwise understanding. Several looks of one standard become one, so that
nobody is asked for more after closing than before. What only supports is not asked for again.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from spotcheck.core.chances import Scheme, passes
from spotcheck.tracker.rules.words import SUPPORTING, Look

WEEKS = (12, 26, 52)  # after closing
SIZE = 5  # looks in a step
MIXED_AT = 1  # misses in the first step that ask for a second one; a miss more, and it is not holding
RULE = Scheme(SIZE, 0, SIZE, MIXED_AT)  # none of five missed; or one of five, and then none of five more
IN_TIME = timedelta(weeks=2)  # from the day it is planned for
SECOND_IN_TIME = timedelta(weeks=1)  # from the review of the first step

_STRENGTH = (Look.SAMPLE, Look.OBSERVATION, Look.INTERVIEW)


@dataclass(frozen=True, slots=True)
class ClosedOn:
    """A part of the plan that was met."""

    look: Look
    standard_id: uuid.UUID
    checklist_id: uuid.UUID
    target: int
    floor: int


@dataclass(frozen=True, slots=True)
class Planned:
    """One look after closing, in two steps: the second is asked for only when the first is mixed."""

    of: ClosedOn
    weeks: int
    opens_on: date
    due_on: date
    overtaken_on: date | None  # when the next look takes its place; the last one waits until somebody looks


def drift_looks(plan: Sequence[ClosedOn], closed_on: date, weeks: Sequence[int] = WEEKS) -> tuple[Planned, ...]:
    """The looks to plan for an action that closed on this plan, in the order they come."""
    days = [closed_on + timedelta(weeks=after) for after in sorted(weeks)]
    return tuple(
        Planned(one, after, day, day + IN_TIME, following)
        for after, day, following in zip(sorted(weeks), days, [*days[1:], None], strict=True)
        for one in _strongest(plan)
    )


def holds(share: float) -> float:
    """How often practice that is right in this share of records (0 to 1) is found holding (binomial)."""
    return passes(RULE, share)


def _strongest(plan: Sequence[ClosedOn]) -> list[ClosedOn]:
    """For each standard its strongest look, in the order of the plan; of equals the one that was planned first."""
    found: dict[uuid.UUID, ClosedOn] = {}
    for one in plan:
        if one.look in SUPPORTING:
            continue
        best = found.get(one.standard_id)
        if best is None or _STRENGTH.index(one.look) < _STRENGTH.index(best.look):
            found[one.standard_id] = one
    return list(found.values())
