"""What a small sample can say. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from math import comb, sqrt

Z95 = 1.959963984540054  # the normal distribution's two-sided 95 % point


def wilson(held: int, of: int) -> tuple[float, float]:
    """Where the true share is likely to be (95 in 100), as two numbers from 0 to 1.

    Wilson's score interval (1927), for before and after. Of nothing, anything is likely: 0 to 1.
    """
    if not 0 <= held <= of:
        raise ValueError(f"{held} of {of} is not a share")
    if of == 0:
        return 0.0, 1.0
    share, z2 = held / of, Z95**2
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    reach = Z95 / (1 + z2 / of) * sqrt(share * (1 - share) / of + z2 / (4 * of**2))
    return max(0.0, middle - reach), min(1.0, middle + reach)


def at_least(held: int, of: int, sure: float = 0.90) -> float:
    """The share (0 to 1) that the true one is at least, with this confidence: for sentences that say it holds.

    The exact one-sided lower bound (Clopper and Pearson, 1934): the share at which `held` of `of` or more would still
    come once in ten times. Of nothing, or where nothing held, 0.
    """
    if not 0 <= held <= of:
        raise ValueError(f"{held} of {of} is not a share")
    if held == 0:
        return 0.0
    low, high = 0.0, 1.0
    for _ in range(60):  # halving: far closer than any figure that is shown
        share = (low + high) / 2
        tail = sum(comb(of, n) * share**n * (1 - share) ** (of - n) for n in range(held, of + 1))
        low, high = (low, share) if tail > 1 - sure else (share, high)
    return low


def agreement(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """The share (0 to 1) of things that two people saw alike; None of nothing."""
    return sum(first == second for first, second in pairs) / len(pairs) if pairs else None


def kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Agreement beyond chance (Cohen, 1960): 1 is always alike, 0 is what chance alone would give, below is less.

    (observed - expected) / (1 - expected), the expected share from how often each of the two gives each answer. None
    of nothing, and where both give one and the same answer throughout: chance alone would agree as well.
    """
    observed = agreement(pairs)
    if observed is None:
        return None
    firsts, seconds = Counter(first for first, _ in pairs), Counter(second for _, second in pairs)
    by_chance = sum(firsts[answer] * seconds[answer] for answer in firsts)
    all_pairs = len(pairs) ** 2
    if by_chance == all_pairs:
        return None
    return (observed - by_chance / all_pairs) / (1 - by_chance / all_pairs)
