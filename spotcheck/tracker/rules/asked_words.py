"""What the looks still to come must differ in, in words: on an action, in a list, and before capturing. Pure."""

from __future__ import annotations

import uuid
from datetime import date

from spotcheck.core.words import Sentence, say, say_n
from spotcheck.tracker.rules.conditions import Conditions, Differ, Seen, helps, observers_to_come
from spotcheck.tracker.rules.weighing import Weighed
from spotcheck.tracker.rules.words import ANOTHER, Look, dotted, looks_in_words, with_conditions

COUNTS_ANYWAY = say("What is missed there counts all the same.")


def to_come_in_words(one: Weighed) -> Sentence:
    """`3 observations, of different workers`; once something was seen `1 more observation, of another worker`."""
    look, asks, n = one.requirement.look, one.requirement.asks, one.left
    if not asks:
        return looks_in_words(look, n)
    if not one.toward:
        return with_conditions(looks_in_words(look, n), asks)
    others = [ANOTHER[what] for what in asks.in_order]
    if n > 1 and others:
        others[0] = say("each %(another)s", another=others[0])
    if new := observers_to_come(asks, (seen.seen for seen in one.toward)):
        others.append(_by_others(new, n))
    return dotted([_more(look, n), *others], between=", ")


def conditions_to_come(one: Weighed) -> Sentence | None:
    """The same for a list that says beside it what it is for; None where nothing must differ, or nothing is to come."""
    return to_come_in_words(one) if one.requirement.asks and one.left else None


def worker_would_repeat(one: Weighed, worker: uuid.UUID) -> bool:
    """Whether a look of this worker would not fill the plan, whoever looks and on whatever day."""
    return _repeats(one, Seen(worker=worker))


def repeated_now(one: Weighed, *, day: date, shifts: tuple[tuple[str, Sentence], ...], by: uuid.UUID) -> list[Sentence]:
    """What of today would repeat what was seen, and what would count: for whoever is about to look. `shifts`: each
    there is, with its name."""
    said = []
    if _repeats(one, Seen(day=day)):
        said.append(say("Today was seen already. A look on another day would count."))
    seen = [words for shift, words in shifts if _repeats(one, Seen(day=None, shift=shift))]
    if seen and Differ.SHIFTS in one.requirement.asks.differ:
        said.append(say("Seen already: %(shifts)s. Another shift would count.", shifts=dotted(seen, between=", ")))
    if _repeats(one, Seen(observer=by)):
        said.append(say("You have looked already. A look by somebody else would count."))
    return said


def _repeats(one: Weighed, more: Seen) -> bool:
    rule = one.requirement
    return bool(rule.asks and one.left) and not helps(rule.asks, rule.size, [seen.seen for seen in one.able], more)


def too_few(asks: Conditions, size: int, *, workers: int, observers: int) -> tuple[Sentence, ...]:
    """Why this service cannot meet the conditions as it is now; empty when it can. Said, and never a refusal: people
    come and go, and whoever plans decides in the open. `workers`: who give care there; `observers`: who could look."""
    said = []
    if Differ.WORKERS in asks.differ and workers < size:
        said.append(
            say_n(
                "%(n)s person gives care here, so %(size)s looks cannot all be of different workers.",
                "%(n)s people give care here, so %(size)s looks cannot all be of different workers.",
                workers,
                size=size,
            )
        )
    if observers < asks.observers:
        said.append(
            say_n(
                "%(n)s person here can look for this, so it cannot be by %(asked)s.",
                "%(n)s people here can look for this, so it cannot be by %(asked)s.",
                observers,
                asked=asks.observers,
            )
        )
    return tuple(said)


def _by_others(new: int, n: int) -> Sentence:
    if n == new == 1:
        return say("by another person")
    return say_n("one of them by somebody else", "%(n)s of them by people who have not looked yet", new)


def _more(look: Look, n: int) -> Sentence:
    if look is Look.OBSERVATION:
        return say_n("%(n)s more observation", "%(n)s more observations", n)
    return say_n("%(n)s more interview", "%(n)s more interviews", n)
