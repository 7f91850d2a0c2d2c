"""How often a decision rule passes, from poor practice to good: where its curve runs. Pure; components/curve.html
draws it."""

from __future__ import annotations

from dataclasses import dataclass

from spotcheck.core.chances import Scheme, passes

WIDTH, HEIGHT = 320, 168
LEFT, RIGHT, TOP, BOTTOM = 34, 306, 16, 132
FIRST = 50  # the poorest practice that is drawn, in 100


@dataclass(frozen=True, slots=True)
class Mark:
    """A share (in 100) and how often it passes (in 100), at its place in the drawing."""

    share: int
    passes: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class CurvePicture:
    line: str
    floor: Mark
    target: Mark
    left = LEFT
    right = RIGHT
    top = TOP
    low = BOTTOM
    first = FIRST
    width = WIDTH
    height = HEIGHT


def curve_picture(scheme: Scheme, *, target: int, floor: int) -> CurvePicture:
    """The curve of this rule, marked at its floor and its target."""
    points = " ".join(f"{_across(share):g},{_up(passes(scheme, share / 100)):g}" for share in range(FIRST, 101))
    return CurvePicture(points, _mark(scheme, floor), _mark(scheme, target))


def _mark(scheme: Scheme, share: int) -> Mark:
    chance = passes(scheme, share / 100)
    return Mark(share, round(chance * 100), _across(share), _up(chance))


def _across(share: int) -> float:
    return round(LEFT + (RIGHT - LEFT) * (share - FIRST) / (100 - FIRST), 1)


def _up(chance: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * chance, 1)
