"""What was seen, in words: of each requirement, and before and after. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import floor

from spotcheck.core.clock import local_date
from spotcheck.core.statistics import at_least, wilson
from spotcheck.core.words import Sentence, say, say_n
from spotcheck.tracker.rules.story import looks_left
from spotcheck.tracker.rules.weighing import Verdict, Weighed
from spotcheck.tracker.rules.words import Look


@dataclass(frozen=True, slots=True)
class Word:
    """A status word and its kind: nothing (holding), late (not yet), wait (still to come)."""

    says: Sentence
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """`held` of `of` records; `was`: before the action."""

    held: int
    of: int
    says: Sentence
    was: bool

    @property
    def row(self) -> tuple[int, int, Sentence, bool]:
        """As the picture takes it."""
        return (self.held, self.of, self.says, self.was)


@dataclass(frozen=True, slots=True)
class FoundFacts:
    """A finding with counts: of `seen` records, things watched or questions, `met` showed the standard."""

    standard_id: uuid.UUID
    look: Look
    seen: int
    met: int
    found_at: datetime


LOOK_TITLES = {
    Look.SAMPLE: say("Records, drawn at random"),
    Look.OBSERVATION: say("Practice, observed"),
    Look.INTERVIEW: say("Understanding, asked"),
    Look.VOICE: say("People and families, asked"),
}


def verdict_in_words(one: Weighed) -> Word:
    """`Holding`, `Not yet holding` or what is still to come, with the counts that say so."""
    match one.verdict:
        case Verdict.MET if one.waiting:
            return Word(say_n("Holding so far, %(n)s to review", "Holding so far, %(n)s to review", len(one.waiting)),
                        "wait")  # fmt: skip
        case Verdict.MET:
            return Word(say("Holding: %(counts)s", counts=_held(one)))
        case Verdict.MISSED:
            return Word(say("Not yet holding: %(counts)s", counts=_missed(one)), "late")
        case Verdict.MIXED:
            return Word(_mixed(one), "wait")
        case Verdict.OPEN:
            return Word(_still_to_come(one), "wait")


def missed_in_words(one: Weighed) -> Sentence:
    """`“Each entry gives a reason”: 3 of 10 missed, 1 allowed.`: why it came back, for the history."""
    return say(
        "“%(standard)s”: %(misses)s of %(usable)s missed, %(allowed)s allowed.",
        standard=one.requirement.standard,
        misses=one.misses,
        usable=one.usable,
        allowed=one.most_missed,
    )


def shown_in_words(one: Weighed) -> Sentence:
    """`1 of 5 missed`, with what waits for a review: what one step of a look after closing showed."""
    if not one.counted:
        return say_n("%(n)s to review", "%(n)s to review", len(one.waiting)) if one.waiting else say("nothing counts")
    shown = say("%(misses)s of %(usable)s missed", misses=one.misses, usable=one.usable)
    if one.waiting:
        return say("%(shown)s, %(waiting)s to review", shown=shown, waiting=len(one.waiting))
    return shown


def counts_in_words(one: Weighed) -> tuple[tuple[int, Sentence], ...]:
    """How many looks, workers and shifts; never who (R13). A sample's shift is when it was read, not when the records
    were written, so it says nothing of the practice and is left out."""
    counts = [(one.usable, _units(one.requirement.look, one.usable))]
    if one.requirement.look is Look.SAMPLE:
        return tuple(counts) if one.counted else ()
    if one.workers:
        counts.append((one.workers, say_n("worker", "workers", one.workers)))
    if one.shifts:
        counts.append((one.shifts, say_n("shift", "shifts", one.shifts)))
    return tuple(counts) if one.counted else ()


def before_and_after(found: Iterable[FoundFacts], weighed: Iterable[tuple[uuid.UUID, Weighed]]) -> tuple[Share, ...]:
    """Where it started and what the fresh sample showed, of the same standard; empty when nothing was counted.

    Only records are set side by side: one watched round is not a share. `weighed` comes with each standard's id.
    """
    counted = [fact for fact in found if fact.look is Look.SAMPLE and fact.seen > 1]
    if not counted:
        return ()
    standard_id = counted[0].standard_id
    same = [fact for fact in counted if fact.standard_id == standard_id]
    before = Share(
        sum(fact.met for fact in same), sum(fact.seen for fact in same),
        say("before, in %(month)s", month=_month(min(fact.found_at for fact in same))), was=True,
    )  # fmt: skip
    for of, one in weighed:
        if of == standard_id and one.requirement.look is Look.SAMPLE and one.counted:
            said = say("after, in %(month)s", month=_month(max(seen.began_at for seen in one.counted)))
            return (before, Share(one.usable - one.misses, one.usable, said, was=False))
    return (before,)


def pictures_in_words(shares: Sequence[Share]) -> Sentence | None:
    """What the lines under the spots say, and what they do not."""
    if not shares:
        return None
    meaning = say("Each spot is one record. The line shows where the true share is likely to be (95 in 100).")
    if len(shares) < 2:
        return meaning
    before, after = shares[:2]
    meaning = say("%(minuted)s %(meaning)s", minuted=to_minute(before, after), meaning=meaning)
    if after.held * before.of <= before.held * after.of:
        return say("%(meaning)s The share is not higher than before.", meaning=meaning)
    if wilson(after.held, after.of)[0] > wilson(before.held, before.of)[1]:
        return say("%(meaning)s The two lines do not meet: this is more than chance.", meaning=meaning)
    return say("%(meaning)s The two lines still meet, so part of the difference may be chance.", meaning=meaning)


def to_minute(before: Share, after: Share) -> Sentence:
    """Before and after in words that a meeting can minute: the counts, and where the true share is likely to be."""
    (was_low, was_high), (low, high) = (
        tuple(round(100 * end) for end in wilson(share.held, share.of)) for share in (before, after)
    )
    return say(
        "Before, %(was)s of %(was_of)s records showed it; after, %(held)s of %(of)s. The true share is likely between "
        "%(was_low)s and %(was_high)s in 100 before, and between %(low)s and %(high)s in 100 after.",
        was=before.held, was_of=before.of, held=after.held, of=after.of, was_low=was_low, was_high=was_high,
        low=low, high=high,
    )  # fmt: skip


def sure_of(one: Weighed, shares: Sequence[Share]) -> Sentence | None:
    """What a sample that holds shows for sure: the one-sided 90 % bound, named. None where nothing holds yet, or where
    the same figure is shown with its likely range: a figure has one of them, never both."""
    if one.requirement.look is not Look.SAMPLE or not one.settled:
        return None
    held = one.usable - one.misses
    if any((share.held, share.of, share.was) == (held, one.usable, False) for share in shares):
        return None
    if all(seen.draw is not None and seen.draw.population <= one.usable for seen in one.counted):
        return say("All the records there are were read, so no chance is involved.")
    least = floor(100 * at_least(held, one.usable))
    return say("With 90 per cent confidence, at least about %(least)s in 100 are right.", least=least)


def _held(one: Weighed) -> Sentence:
    """`9 of 10 in place; the rule allowed 1 miss`: for the minutes, what was there comes first."""
    held = one.usable - one.misses
    if one.requirement.look is Look.VOICE:
        return _yes(one)
    if one.requirement.look is not Look.SAMPLE and not one.misses:
        return say("%(held)s of %(usable)s", held=held, usable=one.usable)
    place = say("%(held)s of %(usable)s in place", held=held, usable=one.usable)
    if not one.most_missed:
        return place
    return say_n(
        "%(place)s; the rule allowed %(n)s miss", "%(place)s; the rule allowed %(n)s misses",
        one.most_missed, place=place,
    )  # fmt: skip


def _missed(one: Weighed) -> Sentence:
    if one.requirement.look is Look.VOICE:
        return _yes(one)
    return say(
        "%(misses)s of %(usable)s missed, %(allowed)s allowed",
        misses=one.misses, usable=one.usable, allowed=one.most_missed,
    )  # fmt: skip


def _yes(one: Weighed) -> Sentence:
    return say("%(yes)s of %(usable)s said yes", yes=one.usable - one.misses, usable=one.usable)


def _mixed(one: Weighed) -> Sentence:
    """Of a sample in two steps: the first one left it open."""
    if one.waiting:
        return say(
            "Mixed: %(misses)s of %(usable)s missed, and %(waiting)s to review",
            misses=one.misses, usable=one.usable, waiting=len(one.waiting),
        )  # fmt: skip
    return say(
        "Mixed: %(misses)s of %(usable)s missed, %(more)s to read",
        misses=one.misses, usable=one.usable, more=looks_left(one),
    )  # fmt: skip


def _still_to_come(one: Weighed) -> Sentence:
    left, waiting = looks_left(one), len(one.waiting)
    if left and waiting:
        return say("Still to come: %(left)s more, %(waiting)s to review", left=left, waiting=waiting)
    if waiting:
        return say_n("%(n)s to review", "%(n)s to review", waiting)
    if one.usable:
        return say("Still to come: %(left)s more", left=left)
    return say("Still to come: %(left)s", left=left)


def _units(look: Look, n: int) -> Sentence:
    match look:
        case Look.SAMPLE:
            return say_n("record", "records", n)
        case Look.OBSERVATION:
            return say_n("observation", "observations", n)
        case Look.INTERVIEW:
            return say_n("interview", "interviews", n)
        case Look.VOICE:
            return say_n("person or family", "people or families", n)


def _month(at: datetime) -> str:
    return f"{local_date(at):%B}"
