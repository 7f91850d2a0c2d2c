"""Spreading a draw over workers and shifts. Ten records by one worker are not ten independent records.

The method, in full; it needs nothing but the seeded order of all numbers and what was fixed before the seed:

1. Take the numbers that were left out, with a reason, out of the order.
2. Go through the order. A number waits for a later pass when its worker has come up `cap` times before it in this
   order; each pass after the first lets one more of each worker come. So the cap bends by one, and only when every
   worker has come up to it. A number without a worker's code never waits.
3. Within a pass, shifts take turns, each in step with its share of that pass: the k-th of n numbers of one shift stands
   at (2k − 1) × 1,000,000 / 2n, rounded down; the lowest comes first, and where two are equal, the seeded order says
   which. Numbers without a shift are one more shift.

Codes are only compared with each other: other codes that tell apart the same workers give the same order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

CAP = 2  # records of one worker among those to read
_WHOLE = 1_000_000


@dataclass(frozen=True, slots=True)
class Code:
    """What is known of one number: the service's own short code for a worker, and the shift. Never a name."""

    worker: str = ""
    shift: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a service fixed before the seed was made, beside how many records there are."""

    excluded: Collection[int] = ()
    codes: Mapping[int, Code] = field(default_factory=dict)
    cap: int = CAP


NO_SHEET = Sheet()


def in_turn(numbers: Iterable[int], sheet: Sheet) -> list[int]:
    """These numbers, in the order in which they are read."""
    passes = _passes(numbers, sheet)
    return [number for key in sorted(passes) for number in _by_shift(passes[key], sheet.codes)]


@dataclass(frozen=True, slots=True)
class Spread:
    """How far a draw is spread: never who. `most`: the records of one worker among them; more than the cap bends it."""

    records: int
    workers: int
    shifts: int
    most: int
    uncoded: int

    def bends(self, cap: int) -> bool:
        return self.most > cap


def spread_of(numbers: Sequence[int], codes: Mapping[int, Code]) -> Spread | None:
    """How these numbers are spread; None where the sheet says nothing of workers or shifts."""
    if not codes:
        return None
    told = [codes.get(number, Code()) for number in numbers]
    workers = Counter(one.worker for one in told if one.worker)
    return Spread(
        records=len(numbers),
        workers=len(workers),
        shifts=len({one.shift for one in told if one.shift}),
        most=max(workers.values(), default=0),
        uncoded=sum(not one.worker for one in told),
    )


def _passes(numbers: Iterable[int], sheet: Sheet) -> dict[int, list[int]]:
    """The numbers of each pass, in their order."""
    left_out, came = set(sheet.excluded), Counter[str]()
    found: dict[int, list[int]] = defaultdict(list)
    for number in numbers:
        if number in left_out:
            continue
        worker = sheet.codes.get(number, Code()).worker
        found[max(0, came[worker] - sheet.cap + 1) if worker else 0].append(number)
        came[worker] += 1
    return found


def _by_shift(numbers: Sequence[int], codes: Mapping[int, Code]) -> list[int]:
    """Shifts in turn, each in step with its share."""
    shifts = {number: codes.get(number, Code()).shift for number in numbers}
    all_of, before = Counter(shifts.values()), Counter[str]()
    stands: dict[int, int] = {}
    for number in numbers:
        shift = shifts[number]
        stands[number] = (2 * before[shift] + 1) * _WHOLE // (2 * all_of[shift])
        before[shift] += 1
    return sorted(numbers, key=stands.__getitem__)
