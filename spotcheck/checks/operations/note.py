from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from spotcheck.checks.models import Check
from spotcheck.core import history
from spotcheck.core.permissions import Standing


def note(
    check: Check,
    what: str,
    *,
    by: Standing,
    at: datetime,
    device_at: datetime | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str | None = None,
) -> None:
    """A line in the history of a finished check."""
    history.record(
        check.organisation_id,
        what=what,
        kind="check",
        thing_id=check.id,
        by=by.person_id,
        at=at,
        device_at=device_at,
        service_id=check.service_id,
        before=before,
        after=after,
        reason=reason,
    )
