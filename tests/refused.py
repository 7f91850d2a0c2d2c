"""A refusal, looked at from all sides: it says something, and it leaves everything as it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from spotcheck.core.refusals import Refusal, Why
from spotcheck.tracker.models import Action
from spotcheck.tracker.operations import close
from tests.cast import Member
from tests.support.rows import every_row


def refused(verb: Callable[..., Any], *about: Any, why: Why = Why.NOT_NOW, **told: Any) -> str:
    """What the verb says when it refuses. Nothing in the database may be different afterwards."""
    before = every_row()
    with pytest.raises(Refusal) as no:
        verb(*about, **told)
    assert every_row() == before
    assert no.value.why is why
    assert no.value.sentences or no.value.fields
    return str(no.value)


def not_closed(action: Action, by: Member, *, at: datetime, **told: Any) -> str:
    """What somebody hears who tries to close this action."""
    return refused(close, action, words="It looks fine.", by=by.standing(), at=at, **told)
