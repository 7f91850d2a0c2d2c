"""How much that cannot be opened is kept for one organisation."""

from __future__ import annotations

MOST = 200
MOST_BYTES = 20_000_000


def has_room(number: int, size: int, more: int) -> bool:
    """Whether one more of this size is kept beside those there are."""
    return number < MOST and size + more <= MOST_BYTES
