"""A walk through the life of actions: who does what next, and what came of it.

Nothing here says what ought to come of it: `naive` and `told` do."""

from __future__ import annotations

import random
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from types import SimpleNamespace
from typing import Any
from unittest import mock

import sqlalchemy as sa

from spotcheck.core import ids
from spotcheck.core.database import db
from spotcheck.core.permissions import Answer, Standing, Thing, Verb, may
from spotcheck.core.refusals import Refusal
from spotcheck.organisation.queries import standing_of
from spotcheck.tracker import queries
from spotcheck.tracker.models import Action, Requirement
from tests.cast import Cast, Member
from tests.make_checks import asked
from tests.walking.rows import one, rows

# A worker who is observed, the deputy, supervisors, managers, the quality lead, the reader, and an outsider.
EVERYBODY = (
    "tomasz", "amina", "grace", "priya", "samuel", "ruth", "nadia", "admin", "joseph", "leila", "outsider",
)  # fmt: skip
CHECKLISTS = ("mar-prn-sample", "medicines-observation", "prn-interview")
STEP = timedelta(minutes=17)


@dataclass(frozen=True)
class Question:
    """One item of a checklist, as it is answered."""

    id: uuid.UUID
    place: int
    standard_id: uuid.UUID
    points: tuple[str, ...]


@dataclass(frozen=True)
class Asks:
    """The version of a checklist that is asked now."""

    checklist_id: uuid.UUID
    version_id: uuid.UUID
    kind: str
    items: tuple[Question, ...]


@dataclass
class Walk:
    """`tally`: how often each thing came about. `log`: the walk in words, for whoever looks into what went wrong."""

    cast: Cast
    now: datetime
    tally: Counter[str] = field(default_factory=Counter)
    log: list[str] = field(default_factory=list)
    outside: list[Member] = field(default_factory=list)
    asks: dict[uuid.UUID, Asks] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for key in CHECKLISTS:
            version, items = asked(self.cast, key)
            questions = tuple(
                Question(item.id, place, item.standard_id, tuple(point["key"] for point in item.points or ()))
                for place, item in enumerate(items)
            )
            found = one("checklist", id=version.checklist_id)
            self.asks[version.checklist_id] = Asks(version.checklist_id, version.id, found["kind"], questions)

    # Who, and when.

    def member(self, name: str) -> Member:
        return next((one for one in self.outside if one.name == name), None) or getattr(self.cast, name)

    def somebody(self, dice: random.Random, *fitting: str) -> Member:
        """Mostly somebody who fits; otherwise anybody at all."""
        anybody = [*EVERYBODY, *(one.name for one in self.outside)]
        return self.member(dice.choice(fitting) if fitting and dice.random() < 0.8 else dice.choice(anybody))

    def standing(self, who: Member) -> Standing:
        return standing_of(who.organisation_id, who.id, at=self.now)

    def named(self, person_id: uuid.UUID | None) -> tuple[str, ...]:
        """What the person of this id is called here."""
        names = [*EVERYBODY, *(one.name for one in self.outside)]
        return tuple(name for name in names if self.member(name).id == person_id)

    def question(self, item_id: uuid.UUID) -> Question:
        return next(item for asks in self.asks.values() for item in asks.items if item.id == item_id)

    # What there is, each time read anew.

    def actions(self, *states: str) -> list[dict[str, Any]]:
        found = rows("action", organisation_id=self.cast.organisation_id)
        return sorted((one for one in found if not states or one["state"] in states), key=lambda one: one["number"])

    def action(self, row: dict[str, Any]) -> Action:
        return db.session.get_one(Action, (row["organisation_id"], row["id"]))

    def requirement(self, row: dict[str, Any]) -> Requirement:
        return db.session.get_one(Requirement, (row["organisation_id"], row["id"]))

    # Trying something.

    def may(self, who: Member, verb: Verb, action: Action | None) -> bool:
        """What a page asks first: somebody of another organisation finds nothing, others may not."""
        by = self.standing(who)
        if action is None:
            thing = Thing(self.cast.organisation_id, self.cast.hazel)
        elif queries.action(by.organisation_id, action.id) is None:
            return False
        else:
            thing = queries.action_thing(action, at=self.now)
        return may(by, verb, thing) is Answer.ALLOWED

    def tries(self, who: Member, what: str, do: Callable[[], Any], *, may: bool = True) -> bool:
        """Whether it was done. What is refused says why in words, and has written nothing."""
        if not may:
            return self._noted(who, what, "finds no such door")
        with written() as statements:
            try:
                do()
                db.session.flush()
            except Refusal as refusal:
                said = [*map(str, refusal.sentences), *map(str, refusal.fields.values())]
                db.session.flush()
                assert said and all(sentence.strip() for sentence in said), "a refusal without words"
                assert not statements, f"refused, and yet: {statements}"
                return self._noted(who, what, f"is told: {' '.join(said)}")
        self.tally[what] += 1
        self.log.append(f"{self.now:%d %b %H:%M} {who.name}: {what}")
        return True

    def _noted(self, who: Member, what: str, came: str) -> bool:
        self.tally["refused"] += 1
        self.tally[f"refused: {what}"] += 1
        self.log.append(f"{self.now:%d %b %H:%M} {who.name}: {what} … {came}")
        return False


@contextmanager
def written() -> Iterator[list[str]]:
    """The statements inside that change a row."""
    found: list[str] = []

    def note(_c: object, _cur: object, statement: str, *_: object) -> None:
        if statement.lstrip()[:6].upper() in {"INSERT", "UPDATE", "DELETE"}:
            found.append(statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)


@contextmanager
def ids_in_order() -> Iterator[None]:
    """Inside, ids are numbers that go up: the same dice give the same walk each time."""
    numbers = count(1)
    with (
        mock.patch.object(ids, "time", SimpleNamespace(time_ns=lambda: next(numbers) * 1_000_000)),
        mock.patch.object(ids, "os", SimpleNamespace(urandom=bytes)),
    ):
        yield
