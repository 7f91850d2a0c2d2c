"""No question is put to one person twice within 90 days: a learnt answer would tell us nothing."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from spotcheck.core.clock import local_date

NO_REPEAT = timedelta(days=90)


def free_from(asked_at: datetime | None, at: datetime) -> date | None:
    """The first day this question may be put to this person again, or None: it may be asked now."""
    if asked_at is None or at >= asked_at + NO_REPEAT:
        return None
    return local_date(asked_at + NO_REPEAT)
