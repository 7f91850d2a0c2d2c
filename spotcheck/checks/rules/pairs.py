"""Two people watch one piece of work, each alone. What they saw alike starts a talk; it is never a mark (R13)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spotcheck.checklists.rules import Kind, Observation, Outcome
from spotcheck.core.statistics import agreement, kappa
from spotcheck.core.words import Sentence, say, say_n

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none of them looks like another
CODE_LENGTH = 4
FEW = 20  # compared items below which kappa is rough


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """Who watches together. `first_watches`: the look of whoever began is still open."""

    first_id: uuid.UUID
    second_id: uuid.UUID | None
    first_watches: bool


@dataclass(frozen=True, slots=True)
class Apart:
    """One item that the two saw in different ways."""

    item_id: uuid.UUID
    first: Outcome
    second: Outcome


@dataclass(frozen=True, slots=True)
class Agreement:
    """`compared`: items that both saw; of them `same` alike. `apart` in the order asked; `one_only`: seen by one."""

    compared: int
    same: int
    apart: tuple[Apart, ...]
    one_only: tuple[uuid.UUID, ...]
    share: float | None
    kappa: float | None


def code_as_typed(words: str) -> str:
    """`k7 q4` and `K7Q4` are one code."""
    return "".join(words.split()).upper()


def pairing_refused(kind: Kind) -> tuple[Sentence, ...]:
    """Only work can be watched by two: records stay as they are, and nobody is asked twice."""
    return (
        () if kind is Kind.OBSERVATION else (say("Two people can watch work together. This is another kind of check."),)
    )


def joining_refused(paired: Paired | None, person_id: uuid.UUID, *, may_capture: bool) -> Sentence | None:
    """Why this person cannot join under this code; None when they can. What they may not see is not told apart."""
    if paired is None or not may_capture:
        return say("Nobody waits under this code here. Look at the code on the other phone again.")
    if paired.first_id == person_id:
        return say("This is your own code. The other person types it on their phone.")
    if paired.second_id is not None:
        return say("Somebody else has joined under this code. Ask for a new one.")
    if not paired.first_watches:
        return say("The other person has finished or stopped, so it is too late to watch together.")
    return None


def worker_changes_refused(worker_id: uuid.UUID | None, paired_worker_id: uuid.UUID | None) -> tuple[Sentence, ...]:
    """Both watch the same colleague to the end."""
    if paired_worker_id is None or worker_id == paired_worker_id:
        return ()
    return (say("Two of you watch the same colleague. To watch somebody else, delete this draft and start again."),)


def compare(
    items: Sequence[uuid.UUID], first: Mapping[uuid.UUID, Outcome], second: Mapping[uuid.UUID, Outcome]
) -> Agreement:
    """What two people saw of the same items, in the order they were asked.

    Not seen never counts for or against (DESIGN 3): only what both saw is compared.
    """
    seen = [(item, first.get(item, Observation.NOT_SEEN), second.get(item, Observation.NOT_SEEN)) for item in items]
    both = [one for one in seen if Observation.NOT_SEEN not in one[1:]]
    apart = tuple(Apart(*one) for one in both if one[1] != one[2])
    pairs = [(one, other) for _, one, other in both]
    return Agreement(
        compared=len(both),
        same=len(both) - len(apart),
        apart=apart,
        one_only=tuple(
            item for item, one, other in seen if (one == Observation.NOT_SEEN) != (other == Observation.NOT_SEEN)
        ),
        share=agreement(pairs),
        kappa=kappa(pairs),
    )


def in_words(found: Agreement) -> Sentence:
    """`You saw the same thing on 9 of 11 items.`"""
    if not found.compared:
        return say("There is no item that you both saw")
    if not found.apart:
        return say_n("You saw the one item the same way", "You saw all %(n)s items the same way", found.compared)
    return say("You saw the same thing on %(same)s of %(compared)s items", same=found.same, compared=found.compared)


def talk_in_words(found: Agreement) -> Sentence | None:
    """What to talk about, above the list; None when nothing was seen in different ways."""
    if not found.apart:
        return None
    return say_n("Talk about this one", "Talk about these %(n)s", len(found.apart))


def numbers_in_words(found: Agreement) -> tuple[Sentence, ...]:
    """The same as numbers, with what they can and cannot say."""
    if found.share is None:
        return (say("Nothing was seen by both of you, so there is no number."),)
    said = [say("Alike: %(percent)s in 100.", percent=round(found.share * 100))]
    if found.kappa is None:
        said.append(_NO_KAPPA)
        return tuple(said)
    said.append(say(_KAPPA, kappa=f"{found.kappa:.2f}"))
    if found.compared < FEW:
        said.append(
            say_n("On %(n)s item this number is rough.", "On %(n)s items this number is rough.", found.compared)
        )
    return tuple(said)


_NO_KAPPA = say(
    "You both gave one and the same answer throughout. Chance would agree as well, "
    "so Cohen’s kappa cannot be worked out."
)
_KAPPA = "Cohen’s kappa: %(kappa)s. It takes away what chance would give: 1 is always alike, 0 is no more than chance."
