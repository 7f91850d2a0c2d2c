"""Ids that sort by the time they were made, so that an index grows at its end."""

from __future__ import annotations

import os
import time
import uuid

_VERSION_7 = 0x7
_VARIANT = 0b10


def new_id() -> uuid.UUID:
    """A UUID of version 7 (RFC 9562): 48 bits of Unix milliseconds, then 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10), "big")
    value = (milliseconds & ((1 << 48) - 1)) << 80
    value |= _VERSION_7 << 76
    value |= (random >> 68 & 0xFFF) << 64
    value |= _VARIANT << 62
    value |= random & ((1 << 62) - 1)
    return uuid.UUID(int=value)
