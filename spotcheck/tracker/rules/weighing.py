"""R6: whether one requirement is met, by everything that was brought for it in this round."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from spotcheck.core.chances import Scheme
from spotcheck.core.clock import local_date
from spotcheck.core.words import Sentence, say
from spotcheck.tracker.rules.conditions import filling, still_to_come
from spotcheck.tracker.rules.counting import needed, not_counted, repeats_in_words
from spotcheck.tracker.rules.facts import ActionFacts, EvidenceFacts, RequirementFacts


class Verdict(StrEnum):
    """A sample's own words are Holding, Mixed and Not yet holding."""

    MET = "met"
    MISSED = "missed"
    MIXED = "mixed"  # the first step left it open: a second one is due
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Weighed:
    """One requirement with everything that was brought for it in this round."""

    requirement: RequirementFacts
    counted: tuple[EvidenceFacts, ...]
    waiting: tuple[EvidenceFacts, ...]  # not reviewed yet, or corrected since
    set_aside: tuple[tuple[EvidenceFacts, Sentence], ...]  # with the reason why it does not count
    usable: int
    misses: int
    remaining: int  # units still to be seen
    verdict: Verdict
    last_day: date | None
    left: int  # of those, what nobody has captured yet; what waits for a review is not among them
    able: tuple[EvidenceFacts, ...]  # whatever could fill the plan, with what repeats and what waits for a review

    @property
    def settled(self) -> bool:
        """Met, and nothing that was brought for it waits for a review."""
        return self.verdict is Verdict.MET and not self.waiting

    @property
    def most_missed(self) -> int:
        """As many misses as the rule allows in all that may be read."""
        return needed(self.requirement, self.counted).most_missed

    @property
    def read_to(self) -> int:
        """The last place that was read in the order of the draw; a second step goes on from there."""
        return max((seen.read_to for seen in self.counted), default=0)

    @property
    def toward(self) -> tuple[EvidenceFacts, ...]:
        """What fills the plan so far, with what waits for a review."""
        return _that_fill(self.requirement, self.able)

    @property
    def workers(self) -> int:
        """Of how many people the practice was seen; never who (R13)."""
        return len({seen.seen.worker for seen in self.counted} - {None})

    @property
    def shifts(self) -> int:
        return len({(local_date(seen.began_at), seen.shift) for seen in self.counted if seen.shift})


def weigh(action: ActionFacts, requirement: RequirementFacts, evidence: Iterable[EvidenceFacts]) -> Weighed:
    """Sort what was brought for one requirement into what counts, what waits and what does not count, and why."""
    counted: list[EvidenceFacts] = []
    waiting: list[EvidenceFacts] = []
    aside: list[tuple[EvidenceFacts, Sentence]] = []
    for seen in evidence:
        if seen.requirement_id != requirement.id or seen.round != action.round:
            continue
        if reason := not_counted(action, requirement, seen):
            aside.append((seen, reason))
        elif seen.reviewed_by is None:
            waiting.append(seen)
        else:
            counted.append(seen)
    aside += _without_first_step(counted, waiting)
    rule = needed(requirement, [*counted, *waiting])
    able = _in_order([*counted, *waiting])
    aside += _set_aside_repeats(requirement, counted)
    verdict, remaining = decided(rule, counted)
    left = max(0, remaining - sum(seen.usable for seen in waiting))
    if requirement.asks:
        remaining, left = _to_come(requirement, counted), _to_come(requirement, able)
        if verdict is not Verdict.MISSED:
            verdict = Verdict.OPEN if remaining else Verdict.MET
    return Weighed(
        requirement,
        tuple(counted),
        tuple(waiting),
        tuple(aside),
        sum(seen.usable for seen in counted),
        sum(seen.misses for seen in counted),
        remaining,
        verdict,
        requirement.last_day(action.done_at) if action.done_at else None,
        left,
        tuple(able),
    )


def decided(rule: Scheme, counted: Iterable[EvidenceFacts]) -> tuple[Verdict, int]:
    """What these looks decide, and how many more are to come. Everything that was read counts: a second step that was
    read decides with the first, also when a correction has cleared the first one since."""
    first, then = _split(counted)
    usable, misses = sum(seen.usable for seen in first), sum(seen.misses for seen in first)
    more, more_misses = sum(seen.usable for seen in then), sum(seen.misses for seen in then)
    if misses + more_misses > rule.most_missed:
        return Verdict.MISSED, max(0, rule.size - usable)
    if usable < rule.size:
        return Verdict.OPEN, rule.size - usable
    if misses > rule.allowed and more < rule.second_size:
        return Verdict.MIXED, rule.second_size - more
    return Verdict.MET, 0


def _without_first_step(
    counted: list[EvidenceFacts], waiting: list[EvidenceFacts]
) -> list[tuple[EvidenceFacts, Sentence]]:
    """Takes second steps out of both lists when no first step stands before them, and says why."""
    first, then = _split([*counted, *waiting])
    read_to = max((seen.read_to for seen in first), default=None)
    alone = [seen for seen in then if read_to is None or seen.read_from <= read_to]
    for brought in (counted, waiting):
        brought[:] = [seen for seen in brought if seen not in alone]
    return [(seen, say("It is a second step, and the first one before it does not count.")) for seen in alone]


def _set_aside_repeats(
    requirement: RequirementFacts, counted: list[EvidenceFacts]
) -> list[tuple[EvidenceFacts, Sentence]]:
    """Takes out of the list what repeats a worker, a day or a shift where that must differ, and says why. What shows a
    miss stays: it counts against, whether it fills the plan or not."""
    fill = _that_fill(requirement, counted)
    over = [seen for seen in counted if not seen.misses and seen not in fill]
    counted[:] = [seen for seen in counted if seen not in over]
    return [(seen, repeats_in_words(requirement, seen, fill)) for seen in over]


def _that_fill(requirement: RequirementFacts, looks: Iterable[EvidenceFacts]) -> tuple[EvidenceFacts, ...]:
    able = _in_order(looks)
    return tuple(able[place] for place in filling(requirement.asks, requirement.size, [seen.seen for seen in able]))


def _to_come(requirement: RequirementFacts, looks: Iterable[EvidenceFacts]) -> int:
    return still_to_come(requirement.asks, requirement.size, [seen.seen for seen in _in_order(looks)])


def _in_order(looks: Iterable[EvidenceFacts]) -> list[EvidenceFacts]:
    """Those in which the standard was seen, by when they began and never by when they came."""
    return sorted((seen for seen in looks if seen.usable), key=lambda seen: (seen.began_at, seen.source_id))


def _split(looks: Iterable[EvidenceFacts]) -> tuple[list[EvidenceFacts], list[EvidenceFacts]]:
    first: list[EvidenceFacts] = []
    then: list[EvidenceFacts] = []
    for seen in looks:
        (then if seen.second_step else first).append(seen)
    return first, then
