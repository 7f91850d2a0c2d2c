"""How often a decision rule passes, exactly: in one step or in two, of a known number of records or not. Pure.

Lot quality assurance: at a good share (the target) one less the chance to pass is the producer risk, alpha; at a poor
one (the floor) the chance to pass is the consumer risk, beta.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, comb, floor


@dataclass(frozen=True, slots=True)
class Scheme:
    """Look at `size`; up to `allowed` misses pass. In two steps: where more are missed, yet no more than
    `second_allowed`, look at `second_size` more; up to `second_allowed` misses in both steps together pass."""

    size: int
    allowed: int
    second_size: int = 0
    second_allowed: int = 0

    @property
    def most(self) -> int:
        """As many as may have to be looked at."""
        return self.size + self.second_size

    @property
    def most_missed(self) -> int:
        """With more misses than this it does not pass, whatever else is seen."""
        return self.second_allowed if self.second_size else self.allowed

    def of(self, population: int) -> Scheme:
        """The same rule where there are only so many records: it asks for no more than there are."""
        size = min(self.size, population)
        return replace(self, size=size, second_size=min(self.second_size, population - size))

    @property
    def in_doubt(self) -> range:
        """The misses of the first step after which the second one is due; none in a rule of one step."""
        return range(self.allowed + 1, self.second_allowed + 1 if self.second_size else 0)


def passes(scheme: Scheme, share: float) -> float:
    """The chance (0 to 1) that this rule passes where each look shows it with chance `share`: exact binomial."""

    def chance(size: int, misses: int) -> float:
        return comb(size, misses) * (1 - share) ** misses * share ** (size - misses)

    at_once = sum(chance(scheme.size, misses) for misses in range(min(scheme.allowed, scheme.size) + 1))
    return at_once + sum(
        chance(scheme.size, first) * chance(scheme.second_size, then)
        for first in scheme.in_doubt
        for then in range(min(scheme.second_allowed - first, scheme.second_size) + 1)
    )


def passes_among(scheme: Scheme, missed: int, population: int) -> float:
    """The chance (0 to 1) that this rule passes where exactly `missed` of `population` records do not show it.

    Exact hypergeometric. Of fewer records than the rule asks for all are read, and no chance is left: 0 or 1. Where
    none are left for a second step, the first one decides.
    """
    if not 0 <= missed <= population:
        raise ValueError(f"{missed} of {population} is not a share")

    def chance(size: int, misses: int, bad: int, of: int) -> float:
        if misses > bad or size - misses > of - bad:
            return 0.0
        return comb(bad, misses) * comb(of - bad, size - misses) / comb(of, size)

    rule = scheme.of(population)
    left = population - rule.size
    at_once = sum(chance(rule.size, misses, missed, population) for misses in range(min(rule.allowed, rule.size) + 1))
    return at_once + sum(
        chance(rule.size, first, missed, population) * chance(rule.second_size, then, missed - first, left)
        for first in rule.in_doubt
        if first <= min(rule.size, missed)
        for then in range(min(rule.second_allowed - first, rule.second_size) + 1)
    )


@dataclass(frozen=True, slots=True)
class Risks:
    """`good`: how often it passes at the target; `poor`: at the floor (0 to 1). `sure`: all are read, no chance."""

    good: float
    poor: float
    sure: bool = False

    @property
    def alpha(self) -> float:
        """Producer risk: good practice does not pass."""
        return 1 - self.good

    @property
    def beta(self) -> float:
        """Consumer risk: poor practice passes."""
        return self.poor


def risks(scheme: Scheme, *, target: int, floor_at: int, population: int | None = None) -> Risks:
    """What a rule risks at a target and a floor (shares in 100), of `population` records where that is known.

    The known number counts where more than a tenth of it may be read: misses allowed among them are then
    floor((1 - target) N) at the target and ceil((1 - floor) N) at the floor.
    """
    if population is None or not counts_out(scheme, population):
        return Risks(passes(scheme, target / 100), passes(scheme, floor_at / 100))
    good, poor = missed_at_target(target, population), missed_at_floor(floor_at, population)
    return Risks(
        passes_among(scheme, good, population), passes_among(scheme, poor, population), sure=scheme.size >= population
    )


def counts_out(scheme: Scheme, population: int) -> bool:
    """Whether so many of the records may be read that their number matters: more than a tenth."""
    return scheme.most * 10 > population


def missed_at_target(target: int, population: int) -> int:
    """The most records of `population` that may miss where practice still is at its target (a share in 100)."""
    return floor((100 - target) * population / 100)


def missed_at_floor(floor_at: int, population: int) -> int:
    """The fewest records of `population` that miss where practice is at its floor (a share in 100) or below."""
    return ceil((100 - floor_at) * population / 100)
