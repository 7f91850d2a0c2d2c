"""What a small sample can say. Pure."""

from __future__ import annotations

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


def passes(size: int, allowed: int, share: float) -> float:
    """How often `size` looks show at most `allowed` misses where the true share is `share` (exact binomial, 0 to 1).

    At a good share this is one less the producer risk, at a poor one the consumer risk (lot quality assurance).
    """
    return sum(comb(size, misses) * (1 - share) ** misses * share ** (size - misses) for misses in range(allowed + 1))
