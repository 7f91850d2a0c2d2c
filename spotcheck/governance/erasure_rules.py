"""Whether what was shown is what goes, and when somebody's request to be erased can be met. Pure."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable

from spotcheck.core.words import Sentence, say
from spotcheck.governance.keeping_rules import HELD, NEEDED, Need

FORGOTTEN = "Somebody who left"  # what stands where a name stood


def fingerprint(rows: Iterable[tuple[str, uuid.UUID]]) -> str:
    """One short text for a list of rows, so that what is confirmed is what was shown."""
    whole = "\n".join(sorted(f"{table} {row_id}" for table, row_id in rows))
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


def changed_since(shown: str, now: str) -> tuple[Sentence, ...]:
    """Why a confirmation does not count: the list is another one by now."""
    if shown != now:
        return (say("The list has changed since you looked. Nothing was erased. Look at the new list, then confirm."),)
    return ()


def request_refused(*, gone: bool, works_here: bool, held: bool, leads: bool) -> tuple[Sentence, ...]:
    """Why somebody cannot be erased on request now; empty when they can (UK GDPR, article 17)."""
    if gone:
        return (say("What was held about them is erased already."),)
    if works_here:
        return (
            say("They work here. What is noted about care now is needed to keep people safe."),
            say("They can read it, reply to it, and ask for a correction."),
        )
    if held:
        return (HELD,)
    if leads:
        return (NEEDED[Need.LEADS],)
    return ()


STAYS_PASSED_ON = say("It was passed to safeguarding or HR, so it may be needed for a legal claim.")
