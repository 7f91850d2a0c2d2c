"""The home while its story is told: what o'clock it is in the story, who is who, and what is asked where.

Everything here is plain values. An operation forgets what it has read, so rows that are kept would be read again and
again.
"""

from __future__ import annotations

import uuid
from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from spotcheck.checklists.queries import checklists_for, current_version, items_of
from spotcheck.checklists.rules import Kind
from spotcheck.core.clock import LONDON, local_date
from spotcheck.core.database import db
from spotcheck.core.permissions import Answer, Standing, Thing, Verb, may
from spotcheck.organisation.models import Person
from spotcheck.organisation.queries import standing_of
from spotcheck.standards.queries import standards


class Ago(NamedTuple):
    """`Ago(3, "21:40")`: three days before the demo is opened, at twenty to ten in the evening, in London."""

    days: int
    clock: str


# A story says when its next thing happens and is given that moment; between two of them, other stories go on.
Story = Generator[Ago | datetime, datetime, None]


@dataclass(frozen=True, slots=True)
class Question:
    """One item of a checklist. `points` are what must be said, in an interview."""

    id: uuid.UUID
    key: str
    standard_id: uuid.UUID
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A checklist as it is asked now."""

    id: uuid.UUID
    version_id: uuid.UUID
    kind: Kind
    questions: tuple[Question, ...]


@dataclass
class Home:
    """`at`: the moment at which the demo is opened. People, services, standards and checklists are by short names."""

    at: datetime
    organisation_id: uuid.UUID = field(init=False)
    services: dict[str, uuid.UUID] = field(default_factory=dict)
    people: dict[str, uuid.UUID] = field(default_factory=dict)
    standards: dict[str, uuid.UUID] = field(default_factory=dict)
    checklists: dict[str, Asked] = field(default_factory=dict)

    def learn_what_is_asked(self) -> None:
        """Read the standards and checklists that the organisation has adopted."""
        self.standards = {one.key: one.id for one in standards(self.organisation_id)}
        for checklist in checklists_for(self.organisation_id):
            version = current_version(self.organisation_id, checklist.id)
            if version is None:
                continue
            questions = tuple(
                Question(item.id, item.key, item.standard_id, tuple(point["key"] for point in item.points))
                for item in items_of(version)
            )
            self.checklists[checklist.key] = Asked(checklist.id, version.id, Kind(checklist.kind), questions)

    def item_of(self, checklist: str, standard: str) -> str:
        """The first item of this checklist that carries this standard."""
        asked = self.checklists[checklist].questions
        return next(one.key for one in asked if one.standard_id == self.standards[standard])

    def person(self, who: str) -> Person:
        return db.session.get_one(Person, (self.organisation_id, self.people[who]))

    def moment(self, when: Ago | datetime) -> datetime:
        if isinstance(when, datetime):
            return when
        on_the_wall = datetime.combine(self.days_ago(when.days), time.fromisoformat(when.clock), LONDON)
        return on_the_wall.astimezone(UTC)

    def days_ago(self, days: int) -> date:
        return local_date(self.at) - timedelta(days=days)

    def days_ahead(self, days: int) -> date:
        return local_date(self.at) + timedelta(days=days)

    def standing(self, who: str, at: datetime) -> Standing:
        """What this person could do at that moment of the story."""
        return standing_of(self.organisation_id, self.people[who], at=at)

    def allowed(self, who: str, verb: Verb, thing: Thing, at: datetime) -> Standing:
        """The same, once the permission table has been asked: the story does only what a page would let them do."""
        standing = self.standing(who, at)
        if may(standing, verb, thing) is not Answer.ALLOWED:
            raise PermissionError(f"{who} may not {verb}")
        return standing
