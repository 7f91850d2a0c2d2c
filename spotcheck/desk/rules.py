"""What Today says first: the answer to "what is there for me to do?" in one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from spotcheck.core.words import Sentence, say, say_n
from spotcheck.tracker.rules.words import Look


@dataclass(frozen=True, slots=True)
class Counts:
    """How much of each kind waits for this person."""

    unseen_alerts: int = 0  # that they raised and nobody has yet
    risen: int = 0  # to them, because a day passed
    due: int = 0  # looks that an action waits for
    to_count: int = 0  # weeks of a count that nobody has counted yet
    reviews: int = 0
    ready: int = 0  # actions that can be closed
    to_agree: int = 0
    drifted: int = 0  # did not hold, and no new day is agreed
    again: int = 0  # sign-offs that are due, have lapsed, or need a second look
    to_sign: int = 0  # people whom they can sign off now
    own_again: int = 0  # … their own
    talks: int = 0  # of supervision that are due
    own_talks: int = 0  # … their own
    leads: int = 0  # actions they lead that are not done yet
    to_answer: int = 0  # short questions put to them
    unread: int = 0  # answers to short questions that nobody has read
    to_talk: int = 0  # … and that ask for a talk at once
    wishes: int = 0  # for support
    noted: int = 0  # checks of their own practice without their reply
    from_my_phone: int = 0  # what they captured, and does not count until they say that it is right
    from_phones: int = 0  # … what others captured
    drafts: int = 0
    missing: int = 0  # of setting up


def heading(counts: Counts) -> Sentence:
    """The most urgent thing that is true, as the page's heading."""
    for waiting, one, many in _IN_ORDER:
        if n := getattr(counts, waiting):
            return say_n(one, many, n)
    return say("Nothing is due right now")


_NOT_SEEN = "Nobody has seen your message yet"
_IN_ORDER = (
    ("unseen_alerts", _NOT_SEEN, _NOT_SEEN),
    (
        "from_my_phone",
        "Something from your phone needs a word from you",
        "%(n)s things from your phone need a word from you",
    ),
    ("to_talk", "One answer needs a talk today", "%(n)s answers need a talk today"),
    ("risen", "One thing rose to you", "%(n)s things rose to you"),
    ("due", "One look is due", "%(n)s looks are due"),
    ("reviews", "One check waits for your review", "%(n)s checks wait for your review"),
    ("from_phones", "One thing from a phone waits", "%(n)s things from phones wait"),
    ("ready", "One action is ready to close", "%(n)s actions are ready to close"),
    ("drifted", "One action did not hold", "%(n)s actions did not hold"),
    ("to_agree", "One action waits to be agreed", "%(n)s actions wait to be agreed"),
    ("to_count", "One count is due", "%(n)s counts are due"),
    ("again", "One sign-off is due", "%(n)s sign-offs are due"),
    ("to_sign", "One person is ready to sign off", "%(n)s people are ready to sign off"),
    ("talks", "One supervision talk is due", "%(n)s supervision talks are due"),
    ("own_again", "One sign-off of yours is due", "%(n)s sign-offs of yours are due"),
    ("leads", "You lead one action", "You lead %(n)s actions"),
    ("to_answer", "A short question for you", "%(n)s short questions for you"),
    ("wishes", "Somebody asks for support", "%(n)s people ask for support"),
    ("unread", "One answer waits to be read", "%(n)s answers wait to be read"),
    ("own_talks", "Your next talk is due", "%(n)s talks with you are due"),
    ("noted", "Something was noted about your work", "%(n)s things were noted about your work"),
    ("drafts", "One check is not finished", "%(n)s checks are not finished"),
    ("missing", "One thing is left to set up", "%(n)s things are left to set up"),
)

ICONS = {Look.OBSERVATION: "eye", Look.INTERVIEW: "ask", Look.SAMPLE: "read", Look.VOICE: "talk"}


def due_title(look: Look, checklist: str) -> Sentence:
    """`Observe: Medicines round`: the same word as the button that starts it."""
    match look:
        case Look.OBSERVATION:
            return say("Observe: %(checklist)s", checklist=checklist)
        case Look.INTERVIEW:
            return say("Ask: %(checklist)s", checklist=checklist)
        case Look.SAMPLE:
            return say("Sample: %(checklist)s", checklist=checklist)
        case Look.VOICE:
            return say("Listen: %(checklist)s", checklist=checklist)


def due_words(
    look: Look,
    remaining: int,
    action: str,
    last_day: date | None,
    *,
    closed: bool = False,
    late: bool = False,
    differ: Sentence | None = None,
) -> Sentence:
    """How many are still to come, for which action, by when. `closed`: to see whether it still holds. `differ`: how
    many, and what they must differ in."""
    if differ is not None:
        more = say("%(more)s,", more=differ)
    elif look is Look.SAMPLE:
        more = say_n("%(n)s record to read", "%(n)s records to read", remaining)
    else:
        more = say_n("%(n)s more", "%(n)s more", remaining)
    if closed and late:
        return say(
            "%(more)s: does “%(action)s” still hold? Late since %(day)s.", more=more, action=action, day=last_day
        )
    if closed:
        return say("%(more)s: does “%(action)s” still hold? By %(day)s.", more=more, action=action, day=last_day)
    if last_day is None:
        return say("%(more)s for “%(action)s”.", more=more, action=action)
    return say("%(more)s for “%(action)s”, by %(day)s.", more=more, action=action, day=last_day)
