"""A line of history about a prompt: who and when. Words stay in the rows."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from spotcheck.core import history
from spotcheck.learning.models import Prompt


def note(
    prompt: Prompt, what: str, *, by: uuid.UUID | None, at: datetime, device_at: datetime | None = None, **more: Any
) -> None:
    history.record(
        prompt.organisation_id,
        what=what,
        kind="prompt",
        thing_id=prompt.id,
        by=by,
        at=at,
        device_at=device_at,
        service_id=prompt.service_id,
        **more,
    )
