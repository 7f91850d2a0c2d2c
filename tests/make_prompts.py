"""Short questions for tests, asked and answered by the product's own operations."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from spotcheck.checklists.models import Item
from spotcheck.checklists.queries import checklist_by_key, current_version, items_of
from spotcheck.core.clock import local_date
from spotcheck.core.ids import new_id
from spotcheck.learning.models import Prompt, PromptAnswer
from spotcheck.learning.operations.answering import Given, answer
from spotcheck.learning.operations.asking import Asking, ask
from spotcheck.learning.operations.links import make_link
from spotcheck.learning.rules.answering import Door
from spotcheck.learning.rules.links import Lasts
from tests.cast import Member

PRN = "prn-interview"


def questions(organisation_id: uuid.UUID, key: str = PRN) -> list[Item]:
    """The questions of an interview, in their order."""
    found = checklist_by_key(organisation_id, key)
    assert found is not None
    version = current_version(organisation_id, found.id)
    assert version is not None
    return items_of(version)


def asking(
    cast: Any, *workers: Member, at: datetime, items: Sequence[Item] = (), due_on: date | None = None, **more: Any
) -> Asking:
    """The first question about PRN medicines, at Hazel Court, within a week, unless others are named."""
    chosen = items or questions(cast.organisation_id)[:1]
    return Asking(
        id=new_id(),
        organisation_id=cast.organisation_id,
        service_id=cast.hazel,
        version_id=chosen[0].version_id,
        worker_ids=[one.id for one in workers],
        item_ids=[one.id for one in chosen],
        due_on=due_on or local_date(at) + timedelta(days=7),
        **more,
    )


def a_prompt(cast: Any, worker: Member, *, by: Member, at: datetime, **more: Any) -> Prompt:
    return ask(asking(cast, worker, at=at, **more), by=by.standing(), at=at)[0]


def an_answer(
    prompt: Prompt,
    words: str = "I ask, and I write down why.",
    *,
    at: datetime,
    author: Member | None = None,
    **more: Any,
) -> PromptAnswer:
    """By the worker, signed in; or by `author`, to whom the phone belongs."""
    door = Door.HANDED_OVER if author else Door.SIGNED_IN
    given = Given(id=new_id(), words=words, door=door, **more)
    return answer(prompt, given, author_id=author.id if author else prompt.worker_id, at=at)


def a_link(prompt: Prompt, *, by: Member, at: datetime, lasts: Lasts = Lasts.ITS_DAY) -> str:
    """The code of a new link to this prompt."""
    return make_link(prompt, lasts=lasts, by=by.standing(), at=at).code
