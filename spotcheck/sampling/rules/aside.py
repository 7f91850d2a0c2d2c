"""Records that were drawn and then left out while reading: some are expected, many are a question."""

from __future__ import annotations


def too_many_set_aside(set_aside: int, opened: int) -> bool:
    """Whether more than 1 in 5 of the records that were opened were set aside. `opened` counts those that were read,
    too."""
    return set_aside * 5 > opened
