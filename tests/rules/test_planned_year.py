"""A year of 60 workers under one plan, day by day: every limit is kept, and it spreads over workers, weeks, questions.

`python -m tests.rules.test_planned_year` prints the table of docs/planned-questions.md."""

from __future__ import annotations

import random
import sys
import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from spotcheck.learning.rules.asking import MOST_WAITING, ToAsk, may_be_asked
from spotcheck.learning.rules.planning import Rhythm, Worker, planned_for, too_few
from tests.support.code import TOP

FROM = date(2026, 1, 5)
DAYS = 364
WORKERS = [uuid.UUID(int=1000 + n) for n in range(60)]
KEYS = ("why", "how-much", "watch", "write", "refuse", "ask")


@dataclass
class Year:
    """What was asked: (day, worker, question). Each tenth worker never answers, the others after 0 to 6 days."""

    asked: list[tuple[int, uuid.UUID, str]] = field(default_factory=list)
    most_waiting: int = 0


def a_year(every_weeks: int, *, seed: int = 7, also_asked: bool = True) -> Year:
    """People leave and come, supervisors ask some of the same questions too; drawn with a seed, so always the same."""
    chance, rhythm = random.Random(seed), Rhythm(plan_id=uuid.UUID(int=5), from_on=FROM, every_weeks=every_weeks)
    year, often = Year(), Counter[str]()
    last: dict[uuid.UUID, dict[str, datetime]] = defaultdict(dict)
    planned: dict[uuid.UUID, datetime] = {}
    waiting: dict[uuid.UUID, list[int]] = defaultdict(list)  # the day each is over
    for day in range(DAYS):
        at = datetime.combine(FROM, datetime.min.time(), UTC) + timedelta(days=day, hours=6)
        here = WORKERS if day < 180 else WORKERS[4:]  # four leave in summer
        for one in here:
            waiting[one] = [until for until in waiting[one] if until > day]
        workers = [Worker(id=one, waiting=len(waiting[one]), asked=last[one], planned=planned.get(one)) for one in here]
        chosen = planned_for(workers, KEYS, often, rhythm, at=at)
        for one, key in chosen:
            facts = ToAsk(works_here=one in here, waiting=len(waiting[one]), last_asked=last[one].get(key))
            assert may_be_asked(facts, at=at) == (), "the plan asked what nobody may"
            often[key] += 1
            planned[one] = last[one][key] = at
            waiting[one].append(day + (7 if WORKERS.index(one) % 10 == 0 else chance.randrange(7)))
            year.asked.append((day, one, key))
            year.most_waiting = max(year.most_waiting, len(waiting[one]))
        if also_asked and chance.random() < 0.3:  # a supervisor asks somebody about one of them
            one, key = chance.choice(here), chance.choice(KEYS)
            facts = ToAsk(works_here=True, waiting=len(waiting[one]), last_asked=last[one].get(key))
            if not may_be_asked(facts, at=at):
                last[one][key] = at
                waiting[one].append(day + 5)
                year.most_waiting = max(year.most_waiting, len(waiting[one]))
    return year


def figures(every_weeks: int) -> list[str]:
    year = a_year(every_weeks)
    stayed = Counter(one for _, one, _ in year.asked if one in WORKERS[4:])
    weeks = Counter(day // 7 for day, _, _ in year.asked)
    keys = Counter(key for _, _, key in year.asked)
    closest = min(gaps(year), default=0)
    return [
        f"every {every_weeks} weeks", str(len(year.asked)), spread(stayed.values()),
        spread(weeks.get(week, 0) for week in range(DAYS // 7)), spread(keys.values()), str(year.most_waiting),
        str(closest) if closest else "none came twice",
    ]  # fmt: skip


def gaps(year: Year) -> list[int]:
    """Days between the same question to the same worker."""
    days = defaultdict(list)
    for day, one, key in year.asked:
        days[one, key].append(day)
    return [later - earlier for some in days.values() for earlier, later in pairwise(some)]


def spread(values) -> str:
    some = list(values)
    return f"{min(some)} to {max(some)}"


HEAD = [
    "One question",
    "Asked",
    "A worker who stayed",
    "In a week",
    "Each question",
    "Most waiting",
    "Days until it came again",
]


def table() -> str:
    rows = [HEAD, ["---"] * len(HEAD), *(figures(weeks) for weeks in (2, 4, 8))]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


@pytest.mark.parametrize("every_weeks", [2, 4, 8])
def test_no_question_comes_twice_in_90_days_and_at_most_two_wait(every_weeks):
    year = a_year(every_weeks)
    assert min(gaps(year), default=90) >= 90
    assert year.most_waiting <= MOST_WAITING


def test_once_a_month_reaches_everybody_every_month_and_spreads_over_the_days():
    year = a_year(4, also_asked=False)
    rounds = Counter((day // 28, one) for day, one, _ in year.asked)
    assert set(rounds.values()) == {1}
    assert len(rounds) == 60 * 6 + 56 * 7  # 13 rounds; the four who left were asked in the first six
    a_day = Counter(day for day, _, _ in year.asked)
    assert max(a_day.values()) <= 3
    keys = Counter(key for _, _, key in year.asked)
    assert max(keys.values()) - min(keys.values()) <= 60


def test_every_process_asks_the_same():
    assert a_year(4).asked == a_year(4).asked


@pytest.mark.parametrize(("questions", "weeks", "short"), [(6, 4, False), (3, 4, True), (4, 4, False), (6, 2, True)])
def test_a_plan_says_when_its_questions_run_out(questions, weeks, short):
    assert bool(too_few(questions, weeks)) is short


def test_the_table_that_people_read_is_what_the_year_shows():
    assert table() in (TOP / "docs" / "planned-questions.md").read_text("utf-8")


if __name__ == "__main__":
    sys.stdout.write(table() + "\n")
