"""What pages say of a draw: how far it is spread, how many were left out before, how many set aside after."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from spotcheck.core.words import Sentence, say, say_n
from spotcheck.sampling.rules.aside import too_many_set_aside
from spotcheck.sampling.rules.spread import Sheet, spread_of


def spread_in_words(numbers: Sequence[int], sheet: Sheet) -> tuple[Sentence, ...]:
    """How these records are spread: how many workers and shifts, never who (R13). Nothing where no codes were given."""
    spread = spread_of(numbers, sheet.codes)
    if spread is None:
        return ()
    said = [
        say(
            "%(records)s, %(workers)s, %(shifts)s.",
            records=say_n("%(n)s record", "%(n)s records", spread.records),
            workers=say_n("%(n)s worker", "%(n)s workers", spread.workers),
            shifts=say_n("%(n)s shift", "%(n)s shifts", spread.shifts),
        )
    ]
    if spread.bends(sheet.cap):
        said.append(
            say(
                "There are too few workers for at most %(cap)s records each, so up to %(most)s are by one worker. "
                "Records by one worker say less than the same number by several.",
                cap=sheet.cap,
                most=spread.most,
            )
        )
    if spread.workers and spread.uncoded:
        said.append(
            say_n("For %(n)s of them no worker was given.", "For %(n)s of them no worker was given.", spread.uncoded)
        )
    return tuple(said)


def excluded_many(left_out: int, of: int) -> Sentence | None:
    """Said where more than 1 in 5 could not be drawn at all."""
    if not too_many_set_aside(left_out, of):
        return None
    return say(
        "%(n)s of %(all)s records could not be drawn: more than 1 in 5. The result speaks only for the others.",
        n=left_out,
        all=of,
    )


def reading_in_words(finished_at: datetime, opened: int, set_aside: int) -> tuple[Sentence, Sentence | None]:
    """What one check made of the records; and, where it set many aside, that."""
    told = say(
        "Read on %(day)s: %(read)s read, %(aside)s set aside.",
        day=finished_at, read=opened - set_aside, aside=set_aside or say("none"),
    )  # fmt: skip
    return told, many_set_aside(set_aside, opened)


def many_set_aside(set_aside: int, opened: int) -> Sentence | None:
    """Said wherever such a sample is shown; whoever reviews it decides whether it stands."""
    if not too_many_set_aside(set_aside, opened):
        return None
    return say(
        "%(n)s of %(all)s records that came up were set aside while reading: more than 1 in 5.",
        n=set_aside,
        all=opened,
    )
