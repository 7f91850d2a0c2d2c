"""The views of the tracker: ways to look at the same actions. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from spotcheck.core.words import Sentence, say, say_n

MOST_COUNTED = 99


class View(StrEnum):
    MINE = "mine"
    OPEN = "open"
    PROPOSED = "proposed"
    OVERDUE = "overdue"
    LEFT = "left"
    WAITING = "waiting"
    READY = "ready"
    DRIFTED = "drifted"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


VIEW_NAMES = {
    View.MINE: say("Mine"),
    View.OPEN: say("Open"),
    View.PROPOSED: say("To be agreed"),
    View.OVERDUE: say("Overdue"),
    View.LEFT: say("Lead has left"),
    View.WAITING: say("Waiting for verification"),
    View.READY: say("Ready to close"),
    View.DRIFTED: say("Drifted"),
    View.CLOSED: say("Verified and closed"),
    View.WITHDRAWN: say("Withdrawn"),
}

_ABOUT = {
    View.MINE: say("You lead these, or were invited to verify them."),
    View.OPEN: say("Everything that is not closed yet. What is late comes first, then the nearest day."),
    View.PROPOSED: say("Each needs a lead, a day, and what must be seen before it closes."),
    View.LEFT: say("Whoever led these does not work here any more. What is not done yet needs another lead."),
    View.OVERDUE: say("Their day has passed and they are not reported done."),
    View.WAITING: say("They are done. A fresh look decides if they close."),
    View.READY: say("Nothing is missing. Somebody who does not lead them can close them."),
    View.DRIFTED: say("They were closed, and a later look showed that it did not hold. They are worked on again."),
    View.CLOSED: say("A fresh look showed the change. Later looks show if it holds."),
    View.WITHDRAWN: say("They ended without a fresh look, and never count as closed."),
}

_EMPTY = {
    View.MINE: say("When you lead an action, it is here."),
    View.OPEN: say("Actions come from what checks show. The next one will be here."),
    View.PROPOSED: say("When somebody proposes an action, it waits here to be agreed."),
    View.LEFT: say("Everybody who leads an action works here."),
    View.OVERDUE: say("Every agreed action is inside its time."),
    View.WAITING: say("When an action is reported done, it waits here for a fresh look."),
    View.READY: say("When every look showed the change, the action is here."),
    View.DRIFTED: say("When a later look shows that a change did not hold, the action is here until it closes again."),
    View.CLOSED: say("An action is here when a fresh look showed the change."),
    View.WITHDRAWN: say("An action that ends without a fresh look is kept here."),
}


_ALWAYS = frozenset({View.MINE, View.OPEN})


def arranged(counts: Mapping[View, int], current: View) -> tuple[list[View], list[View]]:
    """The views to offer at once, and those that can wait behind one tap: nothing is in them now.

    Mine and Open always stand there, and so does the one that is looked at."""
    first = [view for view in View if counts[view] or view in _ALWAYS or view is current]
    return first, [view for view in View if view not in first]


def counted(n: int) -> str:
    """The count as it is shown: it stops at `99+`."""
    return f"{MOST_COUNTED}+" if n > MOST_COUNTED else str(n)


def heading(view: View, n: int) -> Sentence:
    """The answer, as the heading of the page: how many of what."""
    if n == 0:
        return _NOTHING[view]
    one, many = _SOME[view]
    return say_n(one, many, n, count=counted(n))


def about(view: View, n: int, *, filtered: bool) -> Sentence:
    """What the heading means, or what to do when nothing is shown."""
    if n:
        return _ABOUT[view]
    if filtered:
        return say("Nothing matches these filters. Take one away to see more.")
    return _EMPTY[view]


def asked_number(words: str) -> int | None:
    """The number that `A-12`, `a12` or `12` asks for; None when the words are not a reference."""
    found = re.fullmatch(r"(?:a[-\s]?)?0*(\d{1,9})", words.strip().casefold())
    return int(found.group(1)) if found else None


_SOME = {
    View.MINE: ("One action is yours", "%(count)s actions are yours"),
    View.OPEN: ("One action is open", "%(count)s actions are open"),
    View.PROPOSED: ("One action waits to be agreed", "%(count)s actions wait to be agreed"),
    View.LEFT: ("The lead of one action has left", "The leads of %(count)s actions have left"),
    View.OVERDUE: ("One action is overdue", "%(count)s actions are overdue"),
    View.WAITING: ("One action waits for a fresh look", "%(count)s actions wait for a fresh look"),
    View.READY: ("One action is ready to close", "%(count)s actions are ready to close"),
    View.DRIFTED: ("One action did not hold", "%(count)s actions did not hold"),
    View.CLOSED: ("One action is verified and closed", "%(count)s actions are verified and closed"),
    View.WITHDRAWN: ("One action was withdrawn", "%(count)s actions were withdrawn"),
}

_NOTHING = {
    View.MINE: say("No action is yours"),
    View.OPEN: say("No action is open"),
    View.PROPOSED: say("Nothing waits to be agreed"),
    View.LEFT: say("Every lead works here"),
    View.OVERDUE: say("Nothing is overdue"),
    View.WAITING: say("Nothing waits for a fresh look"),
    View.READY: say("Nothing is ready to close"),
    View.DRIFTED: say("Everything that closed holds so far"),
    View.CLOSED: say("Nothing is closed yet"),
    View.WITHDRAWN: say("Nothing was withdrawn"),
}
