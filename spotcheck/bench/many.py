"""A thousand organisations with as many actions as are asked for: what the tracker is measured on."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from spotcheck.bench import bulk
from spotcheck.checklists.models import Checklist, ChecklistVersion, Item
from spotcheck.checks.models import Check, CheckAnswer
from spotcheck.core.clock import local_date
from spotcheck.core.database import db, look_at_sizes
from spotcheck.core.history import HistoryHead, HistoryLine
from spotcheck.core.permissions import Role
from spotcheck.organisation.models import Organisation, Person, RoleHeld, Service
from spotcheck.organisation.sign_in import open_account, start_session
from spotcheck.sampling.models import Draw
from spotcheck.standards.models import Standard, Topic
from spotcheck.tracker.models import Action, Evidence, Requirement
from spotcheck.tracker.rising_models import RepeatFlag
from spotcheck.tracker.rules.order import stands_on
from spotcheck.tracker.rules.repeats import Repeat
from spotcheck.tracker.rules.words import Look, State

ORGANISATIONS = 1_000
LARGEST = 10  # one organisation has one in ten of all actions,
FULL = 600  # and so many at least: a page of every view is full, so that sizes differ by what is not shown
ANSWERS = 10  # for each action
ITEMS = 20  # of a check
SERVICES, PEOPLE, TOPICS = 40, 120, 12
BIG_HOUSE = 4  # one in so many is of the first service, so that a page of one service is full at every size
LEAVERS = 5  # of these people
DONE_FOR = timedelta(days=3)
WINDOW = timedelta(weeks=4)
CAME_BACK, CAME_AGAIN = 9, 7  # one in so many reopened, or a repeat: enough for a full page of those open
TITLES = ("Say why and what it did, each time", "Write what to do today", "Two people at the hoist", "Knock, and wait")

_HAPPENED = ("proposed", "agreed", "plan grew")
# One of twenty each: how an organisation's actions stand.
STANDS = (
    [(State.PROPOSED, 0)] + [(State.AGREED, 0)] * 5 + [(State.DONE, 1)] * 2 + [(State.DONE, 0)]
    + [(State.CLOSED, 0)] * 10 + [(State.WITHDRAWN, 0)]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asking:
    """Who looks at the tracker of the largest organisation, by the token of a session; and actions of each state."""

    organisation_id: uuid.UUID
    across: str
    manager: str
    actions: Sequence[uuid.UUID]


def furnish_many(actions: int, *, at: datetime) -> Asking:
    """Fill an empty database: the largest organisation has one in ten of the actions, the others share the rest."""
    bulk.without_links()
    of_largest = min(actions, max(FULL, actions // LARGEST))
    per_other, spare = divmod(actions - of_largest, ORGANISATIONS - 1)
    largest = _House(0, of_largest, SERVICES, at)
    largest.fill()
    for number in range(1, ORGANISATIONS):
        _House(number, per_other + (number <= spare), 2, at).fill()
    _answers()
    across, manager = (
        largest.signs_in(role, service) for role, service in ((Role.QUALITY_LEAD, None), (Role.MANAGER, 0))
    )
    db.session.commit()
    bulk.with_links()
    _look_at_the_sizes()
    shown = [largest.id("action", n) for n in range(min(len(STANDS), largest.actions))]
    return Asking(largest.organisation_id, across, manager, shown)


class _House:
    """One organisation. Its ids follow from its number, so nothing needs to be read back."""

    def __init__(self, number: int, actions: int, services: int, at: datetime) -> None:
        self.number, self.actions, self.services, self.at = number, actions, services, at
        self.organisation_id = self.id("organisation", 0)
        self.checks = -(-actions * ANSWERS // ITEMS)

    def id(self, kind: str, n: int) -> uuid.UUID:
        return uuid.UUID(int=(self.number << 64) | (_KINDS.index(kind) << 48) | n)

    def fill(self) -> None:
        for model, rows in (
            (Organisation, [{"id": self.organisation_id, "name": f"Bench {self.number}", "created_at": self.at}]),
            (HistoryHead, [{"organisation_id": self.organisation_id}]),
            (Service, self._services()),
            (Person, self._people()),
            (Topic, self._topics()),
            (Standard, self._standards()),
            (Checklist, self._checklists()),
            (ChecklistVersion, self._versions()),
            (Item, self._items()),
            (Action, self._actions()),
            (RepeatFlag, self._flags()),
            (Requirement, self._requirements()),
            (Draw, self._draws()),
            (Check, self._checks()),
            (Evidence, self._evidence()),
            (HistoryLine, self._history()),
        ):
            bulk.pour(model, self._mine(rows) if model is not Organisation else rows)

    def signs_in(self, role: Role, service: int | None) -> str:
        """A session of somebody with this role."""
        n = PEOPLE + (service is None)
        account = open_account(f"bench.{n}", secrets.token_urlsafe(12), at=self.at)
        person = Person(organisation_id=self.organisation_id, id=self.id("person", n), name=role, account_id=account.id)
        held = RoleHeld(
            organisation_id=self.organisation_id, person_id=person.id, role=role.value, given_by_id=person.id,
            service_id=None if service is None else self.id("service", service), from_at=self.at,
        )  # fmt: skip
        db.session.add_all([person, held])
        db.session.flush()
        return start_session(account, person, at=self.at)

    def _mine(self, rows: Iterator[dict[str, Any]] | list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for row in rows:
            yield {"organisation_id": self.organisation_id, **row}

    def _services(self) -> Iterator[dict[str, Any]]:
        for n in range(self.services):
            yield {"id": self.id("service", n), "name": f"House {n}", "kind": "care home"}

    def _people(self) -> Iterator[dict[str, Any]]:
        for n in range(PEOPLE if self.number == 0 else 8):
            left = self.at - timedelta(days=30) if n < LEAVERS and self.number == 0 else None
            yield {"id": self.id("person", n), "name": f"Person {n}", "ended_at": left}

    def _topics(self) -> Iterator[dict[str, Any]]:
        for n in range(TOPICS):
            yield {"id": self.id("topic", n), "key": f"topic-{n}", "name": f"Topic {n}"}

    def _standards(self) -> Iterator[dict[str, Any]]:
        for n in range(TOPICS):
            yield {"id": self.id("standard", n), "key": f"standard-{n}", "topic_id": self.id("topic", n),
                   "text": f"Practice {n} is as it should be.", "why": "It matters."}  # fmt: skip

    def _checklists(self) -> Iterator[dict[str, Any]]:
        for n, look in enumerate((Look.SAMPLE, Look.OBSERVATION)):
            yield {"id": self.id("checklist", n), "key": f"list-{n}", "kind": look.value,
                   "topic_id": self.id("topic", 0), "title": f"List {n}"}  # fmt: skip

    def _versions(self) -> Iterator[dict[str, Any]]:
        for n in range(2):
            yield {"id": self.id("version", n), "checklist_id": self.id("checklist", n), "number": 1, "digest": "",
                   "published_at": self.at, "published_by_id": self.id("person", 5), "title": f"List {n}",
                   "about": "", "minutes": 10, "settings": []}  # fmt: skip

    def _items(self) -> Iterator[dict[str, Any]]:
        for n in range(2 * ITEMS):
            yield {"id": self.id("item", n), "version_id": self.id("version", n // ITEMS), "position": n % ITEMS + 1,
                   "key": f"item-{n}", "part": "", "standard_id": self.id("standard", n % TOPICS), "text": f"Item {n}",
                   "good": "", "why": "", "must": False, "nodes": [], "points": [], "alerts": [],
                   "choices": []}  # fmt: skip

    def _actions(self) -> Iterator[dict[str, Any]]:
        today = local_date(self.at)
        for n in range(self.actions):
            state, missing = STANDS[n % len(STANDS)]
            agreed, done = state is not State.PROPOSED, state in {State.DONE, State.CLOSED}
            done_at = self._done_at(n, state, missing) if done else None
            due_on = today + timedelta(days=n % 60 - 20) if agreed else None
            look_by = local_date(done_at + WINDOW) if done_at and state is State.DONE and missing else None
            yield {
                "id": self.id("action", n), "number": n + 1, "service_id": self.id("service", self._service(n)),
                "standard_id": self.id("standard", self._turn(n) % TOPICS), "title": f"{TITLES[n % 4]} ({n})",
                "change": "What will change.", "state": state.value,
                "lead_id": self._lead(n) if agreed else None,
                "due_on": due_on, "support": "none" if agreed else None,
                "proposed_at": self.at - timedelta(days=60), "proposed_by_id": self._person(n + 1),
                "agreed_at": self.at - timedelta(days=50) if agreed else None,
                "agreed_by_id": self._person(n + 2) if agreed else None,
                "done_at": done_at, "done_by_id": self._person(n) if done else None,
                "closed_at": self.at - timedelta(days=n % 300) if state is State.CLOSED else None,
                "closed_by_id": self._person(n + 2) if state is State.CLOSED else None,
                "withdrawn_at": self.at - timedelta(days=n % 300) if state is State.WITHDRAWN else None,
                "round": 1 if done else 0, "missing": missing,
                "reopened": int(agreed and n % CAME_BACK == 0), "is_repeat": n % CAME_AGAIN == 0,
                "look_by": look_by, "stands_on": stands_on(state, due_on=due_on, look_by=look_by, missing=missing),
            }  # fmt: skip

    def _done_at(self, n: int, state: State, missing: int) -> datetime:
        """Some that are looked at still were done so long ago that their window has ended."""
        if state is State.CLOSED:
            return self.at - timedelta(days=40 + n % 300)
        return self.at - DONE_FOR - timedelta(days=n % 53 if missing else 0)

    def _flags(self) -> Iterator[dict[str, Any]]:
        for n in range(0, self.actions, CAME_AGAIN):
            yield {"id": self.id("flag", n), "action_id": self.id("action", n), "kind": Repeat.TWICE_HERE.value, "n": 2,
                   "noticed_at": self.at - timedelta(days=50)}  # fmt: skip

    def _requirements(self) -> Iterator[dict[str, Any]]:
        for n in range(self.actions):
            for which, size in enumerate((10, 1)):
                yield {"id": self.id("requirement", 2 * n + which), "action_id": self.id("action", n),
                       "kind": (Look.SAMPLE, Look.OBSERVATION)[which].value,
                       "standard_id": self.id("standard", self._turn(n) % TOPICS),
                       "checklist_id": self.id("checklist", which), "size": size, "allowed": 1 - which, "target": 95,
                       "floor": 70, "weeks": 4, "made_at": self.at - timedelta(days=400),
                       "made_by_id": self._person(n + 2)}  # fmt: skip

    def _draws(self) -> Iterator[dict[str, Any]]:
        for n in self._looked_at():
            yield {"id": self.id("draw", n), "number": n + 1, "service_id": self.id("service", self._service(n)),
                   "checklist_id": self.id("checklist", 0), "requirement_id": self.id("requirement", 2 * n),
                   "round": 1, "population": 40, "left_out": 0, "counted_by_id": self._person(n + 3), "size": 10,
                   "seed": f"{n:032x}", "drawn_at": self.at - timedelta(days=2),
                   "drawn_by_id": self._person(n + 3)}  # fmt: skip

    def _checks(self) -> Iterator[dict[str, Any]]:
        for n in range(self.checks):
            finished = self.at - timedelta(days=n % 365, minutes=n % 700)
            yield {"id": self.id("check", n), "author_id": self._person(n + 3),
                   "service_id": self.id("service", self._service(n)), "kind": Look.OBSERVATION.value,
                   "version_id": self.id("version", 1), "worker_id": self._person(n + 4), "opened_at": finished,
                   "finished_at": finished, "received_at": finished, "digest": "", "words": {}}  # fmt: skip

    def _evidence(self) -> Iterator[dict[str, Any]]:
        for n in self._looked_at():
            for which, usable in enumerate((10, 1)):
                if STANDS[n % len(STANDS)] == (State.DONE, 1) and which:
                    continue
                yield {"id": self.id("evidence", 2 * n + which), "action_id": self.id("action", n),
                       "requirement_id": self.id("requirement", 2 * n + which), "source_id": self.id("check", n // 2),
                       "revision": 1, "round": 1, "began_at": self.at - timedelta(days=1),
                       "captured_by_id": self._person(n + 3), "observed_id": self._person(n + 4) if which else None,
                       "draw_id": None if which else self.id("draw", n), "usable": usable, "misses": 0,
                       "reviewed_by_id": self._person(n + 2), "reviewed_at": self.at, "stands": True}  # fmt: skip

    def _history(self) -> Iterator[dict[str, Any]]:
        for n in range(3 * self.actions):
            yield {"id": self.id("line", n), "number": n + 1, "at": self.at - timedelta(days=60 - n % 3),
                   "by_id": self._person(n // 3), "what": _HAPPENED[n % 3], "kind": "action",
                   "thing_id": self.id("action", n // 3), "payload": {}, "payload_digest": "",
                   "digest": ""}  # fmt: skip

    def _looked_at(self) -> Iterator[int]:
        return (n for n in range(self.actions) if STANDS[n % len(STANDS)][0] in {State.DONE, State.CLOSED})

    def _turn(self, n: int) -> int:
        return n // len(STANDS)  # so that neither service nor standard goes with a state

    def _service(self, n: int) -> int:
        turn = self._turn(n)
        return 0 if turn % BIG_HOUSE == 0 else turn % self.services

    def _lead(self, n: int) -> uuid.UUID:
        """One in twenty of the largest one's is led by whoever looks across."""
        return self.id("person", PEOPLE + 1) if self.number == 0 and n % len(STANDS) == 2 else self._person(n)

    def _person(self, n: int) -> uuid.UUID:
        return self.id("person", n % (PEOPLE if self.number == 0 else 8))


_KINDS = (
    "organisation", "service", "person", "topic", "standard", "checklist", "version", "item", "action", "requirement",
    "draw", "check", "evidence", "line", "flag",
)  # fmt: skip


def _answers() -> None:
    """Every check answers every item of its version."""
    chosen = (
        sa.select(
            Check.organisation_id, Check.id, sa.literal(0), Item.id, sa.literal("well"),
        )
        .join(Item, sa.and_(Item.organisation_id == Check.organisation_id, Item.version_id == Check.version_id))
    )  # fmt: skip
    into = ["organisation_id", "check_id", "position", "item_id", "outcome"]
    db.session.execute(sa.insert(CheckAnswer).from_select(into, chosen))


def _look_at_the_sizes() -> None:
    """What both databases do by themselves in the course of a day: count what is where, to choose the way to it."""
    look_at_sizes()
    db.session.commit()
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.text("VACUUM (ANALYZE)"))  # else it begins by itself while pages are measured
