"""Numbers as pictures: where the spots and lines of a drawing stand. Pure; templates/components draw them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import segno

from spotcheck.core.statistics import wilson
from spotcheck.core.words import Sentence, say

IN_A_ROW = 12
APART = 23  # from one spot's centre to the next, in the drawing's own units
FIRST = 9  # the first spot's centre, from the left and from the top
LEFT, RIGHT = 2, 274  # the ends of the line from none to all
MOST = 120  # more records than this are not drawn one by one


@dataclass(frozen=True, slots=True)
class Spot:
    x: int
    y: int
    on: bool


@dataclass(frozen=True, slots=True)
class SharePicture:
    """`held` of `all` records as spots, and the likely range of the true share as a line below them."""

    held: int
    all: int
    spots: tuple[Spot, ...]
    rule: int
    low: float
    high: float
    share: float
    width: int
    height: int
    says: Sentence


def share_picture(held: int, of: int) -> SharePicture:
    """A drawing of `held` of `of` records. Refuses what is not a share; above 120, the line alone is drawn."""
    low, high = wilson(held, of)
    drawn = of if of <= MOST else 0
    rows = -(-drawn // IN_A_ROW)
    rule = rows * (APART - 2) + 14 if rows else 10
    return SharePicture(
        held=held,
        all=of,
        spots=tuple(
            Spot(FIRST + n % IN_A_ROW * APART, FIRST + n // IN_A_ROW * (APART - 2), on=n < held) for n in range(drawn)
        ),
        rule=rule,
        low=_along(low),
        high=_along(high),
        share=_along(held / of if of else 0),
        width=RIGHT + LEFT,
        height=rule + 10,
        says=say(
            "%(held)s of %(all)s. The true share is likely between %(low)s and %(high)s in 100.",
            held=held,
            all=of,
            low=round(low * 100),
            high=round(high * 100),
        ),
    )


@dataclass(frozen=True, slots=True)
class QrPicture:
    """A link as a QR code: a square of `size` units with its white rim, and one path of its dark squares."""

    size: int
    path: str


def qr_picture(text: str) -> QrPicture:
    """The picture of this text; it still reads when a seventh of it cannot be seen."""
    made = segno.make(text, micro=False, error="m")
    rim = made.default_border_size
    rows = made.matrix
    runs = (
        f"M{rim + start} {rim + y + 0.5:g}h{length}" for y, row in enumerate(rows) for start, length in _dark_runs(row)
    )
    return QrPicture(len(rows) + 2 * rim, "".join(runs))


def _dark_runs(row: Sequence[int]) -> Iterator[tuple[int, int]]:
    """(where it begins, how long) for each run of dark squares."""
    start = 0
    for dark, those in groupby(row):
        length = len(list(those))
        if dark:
            yield start, length
        start += length


def _along(share: float) -> float:
    return round(LEFT + share * (RIGHT - LEFT), 1)
