"""What a draw needs before chance is asked."""

from __future__ import annotations

from collections.abc import Collection

from spotcheck.core.words import Sentence, say

MOST_RECORDS = 5_000
MOST_TO_READ = 60


def draw_refused(
    *,
    population: int,
    left_out: int,
    left_out_reason: str | None,
    size: int,
    excluded: Collection[int] = (),
    coded: Collection[int] = (),
) -> dict[str, Sentence]:
    """What is wrong with a draw as asked for, by field; empty when it can be made."""
    wrong: dict[str, Sentence] = {}
    if not 1 <= population <= MOST_RECORDS:
        wrong["population"] = say("Give the highest number on your sheet, from 1 to %(most)s.", most=MOST_RECORDS)
    if not 1 <= size <= MOST_TO_READ:
        wrong["size"] = say("Choose how many records to read, from 1 to %(most)s.", most=MOST_TO_READ)
    if not 0 <= left_out <= MOST_RECORDS:
        wrong["left_out"] = say("Give the number of records left off the sheet, or 0.")
    if left_out > 0 and not (left_out_reason or "").strip():
        wrong["left_out_reason"] = say("Say in a few words why these records were left off the sheet.")
    if wrong:
        return wrong
    for field, numbers in (("excluded", excluded), ("codes", coded)):
        if any(not 1 <= number <= population for number in numbers):
            wrong[field] = say("Your sheet ends at %(n)s. Use its numbers only.", n=population)
    if len(set(excluded)) >= population:
        wrong["excluded"] = say("Every number is left out, so there is nothing to draw from.")
    return wrong
