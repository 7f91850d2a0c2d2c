"""Short questions that an action asks, for tests: asked, answered and read by the product's own operations."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from spotcheck.core.clock import local_date
from spotcheck.learning.models import Prompt
from spotcheck.learning.operations.asking import ask
from spotcheck.learning.operations.reviewing import Judgement, review
from spotcheck.learning.queries.links import row_of
from spotcheck.tracker.models import Requirement
from tests import make
from tests.cast import Member
from tests.make_prompts import asking, questions


def wanted(cast: Any) -> list[Any]:
    """The two questions that an interview about PRN records cannot do without."""
    return [one for one in questions(cast.organisation_id) if one.standard_id == make.standard_id(cast.organisation_id)]


def put(requirement: Requirement, cast: Any, worker: Member, *, by: Member, at: datetime, **more: Any) -> list[Prompt]:
    """Both of them, for this part of a plan."""
    given = {"items": wanted(cast), "due_on": local_date(at) + timedelta(days=7), **more}
    return ask(asking(cast, worker, at=at, requirement_id=requirement.id, **given), by=by.standing(), at=at)


def read(prompt: Prompt, *, by: Member, at: datetime, missed: bool = False) -> None:
    """The newest answer holds every point, or none."""
    row = row_of(prompt)
    points = frozenset() if missed else frozenset(point["key"] for point in row.item.points)
    latest = row.answers[-1].row
    review(prompt, Judgement(answer_id=latest.id, points=points), by=by.standing(at), at=at)
