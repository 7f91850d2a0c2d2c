"""What is counted each week beside two actions: one count that should fall, and one that should rise."""

from __future__ import annotations

from datetime import datetime

from spotcheck.core.clock import local_date
from spotcheck.core.permissions import Verb
from spotcheck.demo.decide import action
from spotcheck.demo.home import Ago, Home, Story
from spotcheck.demo.medicines import RECORDS
from spotcheck.demo.speaking_up import HEARD
from spotcheck.tracker.models import Measure
from spotcheck.tracker.operations import add_measure, count_week
from spotcheck.tracker.queries import action_thing
from spotcheck.tracker.rules.measures import WEEK, Direction, monday

BASELINE = 8


def entries_without_effect(home: Home) -> Story:
    """Too early to tell: the change came in three weeks ago, and one number was corrected."""
    at = yield Ago(55, "11:40")
    measure = _add(
        home, "samuel", RECORDS, at, what="PRN entries without an effect", source="The PRN charts of all three floors",
        direction=Direction.LOWER, reason="The samples show a share. This shows if it is fewer, week by week.",
    )  # fmt: skip
    at = yield Ago(54, "10:30")
    _look_back(home, "grace", measure, (21, 24, 19, 26, 22, 20, 25, 22), at)
    for n, count in enumerate((23, 20, 24, 19, 21, 12, 9)):
        at = yield Ago(48 - 7 * n, "09:50")
        _last_week(home, "grace", measure, count, at)
        if n == 1:
            at = yield Ago(48 - 7 * n, "16:05")
            _last_week(home, "daniel", measure, 22, at, reason="The top floor's second folder was not counted.")


def near_misses_told(home: Home) -> Story:
    """More is a good sign: hardly anything was told, and then people heard what came of it."""
    at = yield Ago(92, "15:50")
    measure = _add(
        home, "ruth", HEARD, at, what="Near misses told", source="The cards by the kettle, and the near-miss form",
        direction=Direction.MORE_REPORTS, reason="If people are heard, they tell more. We want to see it.",
    )  # fmt: skip
    at = yield Ago(91, "11:00")
    _look_back(home, "shanice", measure, (0, 0, 1, 0, 0, 0, 1, 0), at)
    for n, count in enumerate((0, 1, 2, 1, 2, 1, 3, 2, 2, 4, 3, 2)):
        at = yield Ago(85 - 7 * n, "10:10")
        _last_week(home, "shanice", measure, count, at)


def _add(
    home: Home, who: str, title: str, at: datetime, *, what: str, source: str, direction: Direction, reason: str
) -> Measure:
    of = action(home, title)
    by = home.allowed(who, Verb.CHANGE_PLAN, action_thing(of, at=at), at)
    first = monday(local_date(at)) - WEEK * BASELINE
    return add_measure(
        of, what=what, source=source, direction=direction, baseline_from=first, baseline_weeks=BASELINE,
        reason=reason, by=by, at=at,
    )  # fmt: skip


def _look_back(home: Home, who: str, measure: Measure, counts: tuple[int, ...], at: datetime) -> None:
    """The weeks to compare with, counted in one go from what was kept."""
    by = home.standing(who, at)
    for n, count in enumerate(counts):
        count_week(measure, week=measure.baseline_from + WEEK * n, count=count, by=by, at=at)


def _last_week(home: Home, who: str, measure: Measure, count: int, at: datetime, *, reason: str = "") -> None:
    week = monday(local_date(at)) - WEEK
    count_week(measure, week=week, count=count, reason=reason, by=home.standing(who, at), at=at)
