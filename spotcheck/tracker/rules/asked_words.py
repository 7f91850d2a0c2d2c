"""What the looks still to come must differ in, in words: on an action, in a list, and before capturing. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from spotcheck.core.clock import local_date
from spotcheck.core.words import Sentence, say, say_n
from spotcheck.tracker.rules.conditions import Conditions, Differ, Seen, helps, observers_to_come
from spotcheck.tracker.rules.weighing import Weighed
from spotcheck.tracker.rules.words import ANOTHER, Look, dotted, looks_in_words, with_conditions


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


@dataclass(frozen=True, slots=True)
class Repeats:
    """What one look more would repeat of those that fill the plan: then it is set aside, unless it shows a miss.

    `looked`: whoever asks has looked, and it is somebody else who is asked for."""

    to_come: Sentence
    workers: frozenset[uuid.UUID]
    days: frozenset[date]
    shifts: tuple[Sentence, ...]
    looked: bool

    def says(self) -> tuple[Sentence, ...]:
        """What holds on any day, for whoever is about to look."""
        said = []
        if self.shifts:
            shifts = dotted(self.shifts, between=", ")
            said.append(say("Seen already: %(shifts)s. Another shift would count.", shifts=shifts))
        if self.looked:
            said.append(say("You have looked already. A look by somebody else would count."))
        return tuple(said)

    def told(self, today: date, worker: uuid.UUID | None = None) -> tuple[Sentence, ...]:
        """What is still to come, what of today would repeat, and that a miss counts all the same."""
        said = [*([WORKER_SEEN] if worker in self.workers else []), *([DAY_SEEN] if today in self.days else [])]
        found = [*said, *self.says()]
        to_come = say("Still to come: %(looks)s.", looks=self.to_come)
        return (to_come, *found, *([COUNTS_ANYWAY] if found or self.workers else []))


WORKER_SEEN = say("Seen for this already. A look of somebody else would count.")
DAY_SEEN = say("Today was seen already. A look on another day would count.")
COUNTS_ANYWAY = say("If something is missed, that counts in any case.")


def repeats_of(one: Weighed, *, shifts: Sequence[tuple[str, Sentence]], by: uuid.UUID) -> Repeats | None:
    """For whoever looks next; None where nothing must differ, or nothing is to come. `shifts`: each there is, with its
    name."""
    rule, seen = one.requirement, [look.seen for look in one.able]
    if not rule.asks or not one.left:
        return None

    def repeats(more: Seen) -> bool:
        return not helps(rule.asks, rule.size, seen, more)

    return Repeats(
        to_come_in_words(one),
        frozenset(look.observed for look in one.able if look.observed and repeats(Seen(worker=look.observed))),
        frozenset(day for look in one.able if repeats(Seen(day=(day := local_date(look.began_at))))),
        tuple(words for shift, words in shifts if repeats(Seen(shift=shift))),
        repeats(Seen(observer=by)),
    )


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
