"""R6: whether one requirement is met, by everything that was brought for it in this round."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from spotcheck.core.clock import local_date
from spotcheck.core.words import Sentence
from spotcheck.tracker.rules.counting import needed, not_counted
from spotcheck.tracker.rules.facts import ActionFacts, EvidenceFacts, RequirementFacts


class Verdict(StrEnum):
    """A sample's own words are Holding and Not yet holding."""

    MET = "met"
    MISSED = "missed"
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

    @property
    def settled(self) -> bool:
        """Met, and nothing that was brought for it waits for a review."""
        return self.verdict is Verdict.MET and not self.waiting

    @property
    def workers(self) -> int:
        """Of how many people the practice was seen; never who (R13)."""
        return len({seen.observed for seen in self.counted if seen.observed})

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
    usable, misses = sum(seen.usable for seen in counted), sum(seen.misses for seen in counted)
    remaining = max(0, needed(requirement, [*counted, *waiting]) - usable)
    return Weighed(
        requirement,
        tuple(counted),
        tuple(waiting),
        tuple(aside),
        usable,
        misses,
        remaining,
        _verdict(misses, requirement.allowed, remaining),
        requirement.last_day(action.done_at) if action.done_at else None,
    )


def _verdict(misses: int, allowed: int, remaining: int) -> Verdict:
    if misses > allowed:
        return Verdict.MISSED
    return Verdict.OPEN if remaining else Verdict.MET
