"""What came from a phone and needs a person: its author sees theirs, a manager those of their services."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from spotcheck.checklists.models import ChecklistVersion
from spotcheck.checks.queries.facts import requirement_with_action
from spotcheck.core.clock import LONDON
from spotcheck.core.database import db
from spotcheck.core.permissions import Standing, Thing, Tie, Verb
from spotcheck.core.words import Sentence, say
from spotcheck.delivery.models import Arrival, Phone
from spotcheck.delivery.models import Grant as CaptureGrant
from spotcheck.delivery.rules.arriving import Came, reasons_in_words
from spotcheck.delivery.rules.captured import Odd
from spotcheck.delivery.rules.settling import Facts
from spotcheck.organisation.models import Person, Service

Author, Carrier = aliased(Person), aliased(Person)
_OPEN = (Came.WAITS.value, Came.REFUSED.value)
_KINDS = {
    "alert": say("A message that someone is at risk"),
    "photo": say("A photo"),
    "prompt-answer": say("An answer to a short question"),
}
MOST = 100


@dataclass(frozen=True, slots=True)
class Waiting:
    """An arrival with the names that go with it. `title`: of the checklist it was captured on."""

    arrival: Arrival
    author: str | None
    carrier: str | None
    service: str | None
    phone: str
    title: str | None

    @property
    def thing(self) -> Thing:
        return thing_of(self.arrival)

    @property
    def claimed(self) -> bool:
        return is_claimed(self.arrival)

    @property
    def typed(self) -> str:
        """The sign-in name that was written on the phone."""
        return str(self._claim.get("sign_in") or "")

    @property
    def whom(self) -> str | None:
        """Whom it is about, in the words of whoever captured it."""
        return self._claim.get("whom")

    @property
    def what(self) -> Sentence | str:
        """What it is, as the heading of its page."""
        if self.title is not None:
            return self.title
        return _KINDS.get(self.arrival.kind, say("Something captured"))

    @property
    def why(self) -> tuple[Sentence | str, ...]:
        """Why it waits: what is odd about it, or the words of the rule that refused it."""
        if self.arrival.state == Came.REFUSED:
            return tuple(self.arrival.reasons)
        return reasons_in_words(self.arrival.reasons)

    @property
    def _claim(self) -> dict[str, Any]:
        found: dict[str, Any] = (self.arrival.content or {}).get("claim") or {}
        return found


def waiting_for(standing: Standing) -> list[Waiting]:
    """What this person is asked about, the newest first. Two queries."""
    rows = _read(_visible(standing), Arrival.state.in_(_OPEN))
    return [one for one in rows if not about(one.arrival, standing.person_id)]


def set_aside_lately(standing: Standing, *, since: datetime) -> list[Waiting]:
    """What was set aside since then, for those who see it."""
    rows = _read(_visible(standing), Arrival.state == Came.ASIDE.value, Arrival.settled_at > since)
    return [one for one in rows if not about(one.arrival, standing.person_id)]


def how_many_wait(standing: Standing) -> tuple[sa.ScalarSelect[int], sa.ScalarSelect[int]]:
    """How many wait for this person as their author, and how many for them as a manager, to ask with something else."""
    mine = sa.func.coalesce(Arrival.author_id == standing.person_id, sa.false())
    of_theirs, of_others = (
        sa.select(sa.func.count()).where(_visible(standing), Arrival.state.in_(_OPEN), one).scalar_subquery()
        for one in (mine, sa.not_(mine))
    )
    return of_theirs, of_others


def waiting(standing: Standing, arrival_id: uuid.UUID) -> Waiting | None:
    """One arrival, settled or not, for somebody it is not about."""
    found = _read(Arrival.organisation_id == standing.organisation_id, Arrival.id == arrival_id)
    return next((one for one in found if not about(one.arrival, standing.person_id)), None)


def about(arrival: Arrival, person_id: uuid.UUID) -> bool:
    """Whether it is about this person's own practice: they see the check itself, once it is one (R12)."""
    return observed(arrival) == person_id != arrival.author_id


def observed(arrival: Arrival) -> uuid.UUID | None:
    content = arrival.content or {}
    return _id(content.get("kept", content.get("answer", {})).get("worker"))


def facts_of(arrival: Arrival) -> Facts:
    """What the rules of settling decide on."""
    content = arrival.content or {}
    wanted = _id(content.get("kept", {}).get("requirement"))
    plan = requirement_with_action(arrival.organisation_id, wanted)
    return Facts(
        came=Came(arrival.state),
        author_id=arrival.author_id,
        claimed=is_claimed(arrival),
        readable=bool(content.keys() & {"kept", "message", "photo", "answer"}) and arrival.captured_at is not None,
        observed_id=observed(arrival),
        lead_id=plan[1].lead_id if plan else None,
    )


def is_claimed(arrival: Arrival) -> bool:
    return Odd.CLAIMED.value in arrival.reasons or "claim" in (arrival.content or {})


def thing_of(arrival: Arrival) -> Thing:
    ties = frozenset({(Tie.AUTHOR, arrival.author_id)}) if arrival.author_id else frozenset()
    return Thing(arrival.organisation_id, arrival.service_id, ties)


def clock(at: datetime) -> str:
    """`06:10`, on the clock where care is given."""
    return f"{at.astimezone(LONDON):%H:%M}"


def _visible(standing: Standing) -> sa.ColumnElement[bool]:
    """Every list starts here: their own, and those of the services where they decide."""
    reach = standing.services_for(Verb.SEE_ARRIVAL)
    deciding: sa.ColumnElement[bool] = sa.true()
    if reach is not None:
        nowhere = Arrival.service_id.is_(None) if reach else sa.false()
        deciding = sa.or_(Arrival.service_id.in_(reach), nowhere)
    mine = Arrival.author_id == standing.person_id
    return sa.and_(Arrival.organisation_id == standing.organisation_id, sa.or_(mine, deciding))


def _read(*which: sa.ColumnElement[bool]) -> list[Waiting]:
    def linked(column: Any, to: Any) -> sa.ColumnElement[bool]:
        return sa.and_(to.organisation_id == Arrival.organisation_id, to.id == column)

    rows = db.session.execute(
        sa.select(Arrival, Author.name, Carrier.name, Service.name, Phone.name)
        .join(CaptureGrant, linked(Arrival.grant_id, CaptureGrant))
        .join(Phone, linked(CaptureGrant.phone_id, Phone))
        .outerjoin(Author, linked(Arrival.author_id, Author))
        .outerjoin(Carrier, linked(Arrival.carrier_id, Carrier))
        .outerjoin(Service, linked(Arrival.service_id, Service))
        .where(*which)
        .order_by(Arrival.received_at.desc(), Arrival.id.desc())
        .limit(MOST)
    ).all()
    titles = _titles([row[0] for row in rows])
    return [Waiting(*row, titles.get(_id((row[0].content or {}).get("kept", {}).get("version")))) for row in rows]


def _titles(arrivals: Sequence[Arrival]) -> dict[uuid.UUID | None, str]:
    named = {_id((one.content or {}).get("kept", {}).get("version")) for one in arrivals} - {None}
    return _version_titles(arrivals[0].organisation_id, named) if named else {}


def _version_titles(organisation_id: uuid.UUID, version_ids: Collection[Any]) -> dict[uuid.UUID | None, str]:
    query = sa.select(ChecklistVersion.id, ChecklistVersion.title).where(
        ChecklistVersion.organisation_id == organisation_id, ChecklistVersion.id.in_(version_ids)
    )
    return dict(db.session.execute(query).all())


def _id(text: Any) -> uuid.UUID | None:
    return uuid.UUID(text) if text else None
