"""Many stories, one clock: whichever has the next thing to tell goes on, so that all is done in the order of time."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from datetime import datetime

from spotcheck.core.clock import local_date
from spotcheck.demo.home import Home, Story


def run(home: Home, stories: Sequence[Callable[[Home], Story]], tell: Callable[[str], None]) -> None:
    """Tell them all to their ends. Nothing lies in the future, and no story goes back in time."""
    waiting: list[tuple[datetime, int, Story]] = []
    for place, begin in enumerate(stories):
        story = begin(home)
        heapq.heappush(waiting, (home.moment(next(story)), place, story))
    month = ""
    while waiting:
        at, place, story = heapq.heappop(waiting)
        if at >= home.at:
            raise ValueError(f"story {place} tells what is still to come, at {at}")
        if month != (month := f"{local_date(at):%B %Y}"):
            tell(f"What happened in {month}.")
        try:
            following = home.moment(story.send(at))
        except StopIteration:
            continue
        if following <= at:
            raise ValueError(f"story {place} goes back in time, to {following}")
        heapq.heappush(waiting, (following, place, story))
