"""Short questions in each place of the matrix: waiting, answered, with a time booked; and a plan."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from spotcheck.checklists.queries import checklist_by_key
from spotcheck.core.clock import local_date
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Tie
from spotcheck.learning.operations.answering import ask_for_support
from spotcheck.learning.operations.coaching import book
from spotcheck.learning.operations.planning import Planned, make_plan
from tests.make_prompts import PRN, a_prompt, an_answer, questions

Ties = frozenset[tuple[Tie, uuid.UUID]]


def furnish_prompts(put: Callable[..., None], ties: Ties, people: Any, *, at: datetime) -> None:
    """Two questions are put to the observed worker by the author of checks; a third is still to be asked."""
    first, second, third = questions(people.organisation_id)
    about_plans = questions(people.organisation_id, "care-plan-interview")[0]
    before = at - timedelta(hours=5)
    put("unasked question", third.id)
    put("answered question", second.id)
    coached = a_prompt(people, people.tomasz, by=people.author, at=before, items=[about_plans])
    an_answer(coached, at=before)
    book(coached, on_day=local_date(at), by=people.author.standing(), at=before)
    put("coached prompt", coached.id, ties)
    answered = a_prompt(people, people.tomasz, by=people.author, at=before, items=[second])
    answer = an_answer(answered, at=before + timedelta(hours=1))
    put("answer", answer.id, ties)
    ask_for_support(answered, words="Show me once more.", by=people.tomasz.standing(), at=before)
    put("answered prompt", answered.id, ties)
    put("prompt", a_prompt(people, people.tomasz, by=people.author, at=before, items=[first]).id, ties)
    checklist = checklist_by_key(people.organisation_id, PRN)
    assert checklist is not None
    planned = Planned(id=new_id(), service_id=people.hazel, checklist_id=checklist.id, item_keys=(), every_weeks=4)
    put("prompt plan", make_plan(planned, by=people.samuel.standing(), at=before).id)
