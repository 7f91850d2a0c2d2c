"""The tracker's own words: states, kinds of requirement, kinds of finding, risk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from spotcheck.core.chances import Scheme
from spotcheck.core.words import Sentence, day_in_words, say, say_n
from spotcheck.tracker.rules.conditions import NOTHING, Conditions, Differ


class State(StrEnum):
    PROPOSED = "proposed"
    AGREED = "agreed"
    DONE = "done"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Look(StrEnum):
    """What kind of look a requirement asks for; the same words as a checklist's kind."""

    SAMPLE = "sample"
    OBSERVATION = "observation"
    INTERVIEW = "interview"
    VOICE = "voice"


class Source(StrEnum):
    """What evidence came from."""

    CHECK = "check"
    QUESTION = "short question"  # one asking of one worker; its words stay where it was answered


# What stands beside the other looks of a plan: it is asked for like them, and never closes an action alone (R6).
SUPPORTING = frozenset({Look.VOICE})


def can_close(looks: Iterable[Look]) -> bool:
    """Whether a plan of these looks holds one that is more than supporting."""
    return any(look not in SUPPORTING for look in looks)


ONLY_SUPPORTING = say(
    "What is planned can support, and never closes an action alone. Add a look at practice or records."
)


class FindingKind(StrEnum):
    STRENGTH = "strength"
    GAP = "gap"


class Risk(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


STATE_NAMES = {
    State.PROPOSED: say("Proposed"),
    State.AGREED: say("Agreed"),
    State.DONE: say("Done, waiting for verification"),
    State.CLOSED: say("Verified and closed"),
    State.WITHDRAWN: say("Withdrawn"),
}

FINDING_NAMES = {
    FindingKind.STRENGTH: say("A strength"),
    FindingKind.GAP: say("A gap"),
}

RISK_NAMES = {
    Risk.LOW: say("Low: unlikely to harm"),
    Risk.MEDIUM: say("Medium: could harm if it goes on"),
    Risk.HIGH: say("High: could harm soon"),
}


def reference(number: int) -> str:
    """How people name an action when they talk: `A-12`."""
    return f"A-{number}"


def requirement_in_words(look: str, rule: Scheme, weeks: int, asks: Conditions = NOTHING) -> Sentence:
    """`10 records drawn at random, at most 1 missed, within 4 weeks of done`."""
    return say("%(rule)s, %(weeks)s", rule=rule_in_words(look, rule, asks), weeks=weeks_in_words(weeks))


def rule_in_words(look: str, rule: Scheme, asks: Conditions = NOTHING) -> Sentence:
    """`10 records drawn at random, at most 1 missed`, `5 people or families, at least 4 say yes`, `3 observations, of
    different workers, on different days, none missed`."""
    if Look(look) is Look.VOICE:
        return _yes_in_words(rule.size, rule.allowed)
    looks = with_conditions(looks_in_words(look, rule.size), asks)
    said = say("%(looks)s, %(missed)s", looks=looks, missed=_missed(rule.allowed))
    if not rule.second_size:
        return said
    return say(
        "%(rule)s; if in doubt, %(more)s: then %(missed)s of all %(all)s",
        rule=said, more=more_in_words(rule.second_size), missed=_missed(rule.second_allowed), all=rule.most,
    )  # fmt: skip


def with_conditions(looks: Sentence, asks: Conditions) -> Sentence:
    """`3 observations, of different workers, by at least 2 people`."""
    parts = [_DIFFERENT[what] for what in asks.in_order]
    if asks.observers > 1:
        parts.append(say("by at least %(n)s people", n=asks.observers))
    return dotted([looks, *parts], between=", ")


_DIFFERENT = {
    Differ.WORKERS: say("of different workers"),
    Differ.DAYS: say("on different days"),
    Differ.SHIFTS: say("on different shifts"),
}
ANOTHER = {
    Differ.WORKERS: say("of another worker"),
    Differ.DAYS: say("on another day"),
    Differ.SHIFTS: say("on another shift"),
}


def more_in_words(n: int) -> Sentence:
    """`10 more records`: the second step of a sample."""
    return say_n("%(n)s more record", "%(n)s more records", n)


def _missed(allowed: int) -> Sentence:
    return say("none missed") if allowed == 0 else say("at most %(allowed)s missed", allowed=allowed)


def _yes_in_words(size: int, allowed: int) -> Sentence:
    looks = looks_in_words(Look.VOICE, size)
    if allowed == 0:
        return say("%(looks)s, all say yes", looks=looks)
    return say("%(looks)s, at least %(yes)s say yes", looks=looks, yes=size - allowed)


def weeks_in_words(weeks: int) -> Sentence:
    """`within 4 weeks of done`."""
    return say_n("within %(n)s week of done", "within %(n)s weeks of done", weeks)


def looks_in_words(look: str, n: int) -> Sentence:
    """`10 records drawn at random`, `3 observations`, `1 interview`."""
    match Look(look):
        case Look.SAMPLE:
            return say_n("%(n)s record drawn at random", "%(n)s records drawn at random", n)
        case Look.OBSERVATION:
            return say_n("%(n)s observation", "%(n)s observations", n)
        case Look.INTERVIEW:
            return say_n("%(n)s interview", "%(n)s interviews", n)
        case Look.VOICE:
            return say_n("%(n)s person or family", "%(n)s people or families", n)


def together(parts: Sequence[Sentence]) -> Sentence:
    """`10 records drawn at random, 1 observation and 2 reviews`, in the language of whoever reads it."""
    if len(parts) < 2:
        return parts[0] if parts else say("nothing")
    said = parts[0]
    for part in parts[1:-1]:
        said = say("%(said)s, %(more)s", said=said, more=part)
    return say("%(said)s and %(last)s", said=said, last=parts[-1])


def day_near(day: date, today: date) -> str:
    """`27 November`, with the year when it is not this one: in a list the year is mostly noise."""
    words = day_in_words(day)
    return words.removesuffix(f" {day.year}") if day.year == today.year else words


def dotted(parts: Sequence[object], between: str = " · ") -> Sentence:
    """`A-12 · Hazel Court · Medication`: short things side by side, sentences among them kept to be translated."""
    said: object = parts[0] if parts else ""
    for part in parts[1:]:
        said = say("%(said)s%(between)s%(more)s", said=said, between=between, more=part)
    return said if isinstance(said, Sentence) else say("%(said)s", said=said)
