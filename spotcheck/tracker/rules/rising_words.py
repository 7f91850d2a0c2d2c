"""What is said about what rose: about the action, never about a person. Pure."""

from __future__ import annotations

from spotcheck.core.words import Sentence, say, say_n
from spotcheck.tracker.rules.rising import EVENTS, Cause, Rung

RUNG_NAMES = {
    Rung.LEAD: say("Whoever leads the action"),
    Rung.MANAGER: say("Managers of the service"),
    Rung.QUALITY_LEAD: say("Quality leads"),
    Rung.GOVERNANCE: say("Governance: those who read across"),
}


def why_in_words(why: Cause, days: int) -> Sentence:
    """What is the matter, in a line; about the action, never about a person. An event is not counted in days."""
    one, many = _SAYS[why]
    return say_n(one, many, days)


_CAME_BEFORE = "This standard or topic came up here before."
_MANY = "The same topic shows a gap in many services."
_NOT_HOLDING = "A fresh look did not show the change, more than once."
_SAYS = {
    Cause.OVERDUE: ("Its day passed %(n)s day ago.", "Its day passed %(n)s days ago."),
    Cause.VERIFICATION_LATE: (
        "Its last day for a fresh look passed %(n)s day ago.",
        "Its last day for a fresh look passed %(n)s days ago.",
    ),
    Cause.NO_DAY: (
        "It came back %(n)s day ago, and has no day yet.",
        "It came back %(n)s days ago, and has no day yet.",
    ),
    Cause.REPEATED: (_CAME_BEFORE, _CAME_BEFORE),
    Cause.IN_MANY: (_MANY, _MANY),
    Cause.MISSED_TWICE: (_NOT_HOLDING, _NOT_HOLDING),
}


def title(why: Cause) -> Sentence:
    return _TITLES[why]


_TITLES = {
    Cause.OVERDUE: say("Overdue"),
    Cause.VERIFICATION_LATE: say("Verification late"),
    Cause.NO_DAY: say("No day yet"),
    Cause.REPEATED: say("Repeated"),
    Cause.IN_MANY: say("In many services"),
    Cause.MISSED_TWICE: say("Not yet holding, again"),
}


def question(why: Cause) -> Sentence:
    """What whoever it rose to is asked."""
    return say("What will be different this time?") if why in EVENTS else say("What held it up, or what happens now?")


def what_to_do(why: Cause) -> Sentence:
    """The same in a line of a list."""
    return say("Say what will be different this time.") if why in EVENTS else say("Say what happens now.")
