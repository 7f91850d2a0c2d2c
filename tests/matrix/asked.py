"""Short questions in each place of the matrix: one that waits, and one that is answered and read by nobody."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from spotcheck.core.permissions import Tie
from tests.make_prompts import a_prompt, an_answer, questions

Ties = frozenset[tuple[Tie, uuid.UUID]]


def furnish_prompts(put: Callable[..., None], ties: Ties, people: Any, *, at: datetime) -> None:
    """Two questions are put to the observed worker by the author of checks; a third is still to be asked."""
    first, second, third = questions(people.organisation_id)[:3]
    before = at - timedelta(hours=5)
    put("unasked question", third.id)
    answered = a_prompt(people, people.tomasz, by=people.author, at=before, items=[second])
    an_answer(answered, at=before + timedelta(hours=1))
    put("answered prompt", answered.id, ties)
    put("prompt", a_prompt(people, people.tomasz, by=people.author, at=before, items=[first]).id, ties)
