"""Two who watch together: their pair, who is still watching, and what they saw alike once both have finished."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from spotcheck.checklists.models import ChecklistVersion, Item
from spotcheck.checklists.queries import items_of
from spotcheck.checklists.rules import Kind, Outcome, outcome
from spotcheck.checks.models import Check, CheckAnswer, Draft, Pair
from spotcheck.checks.rules.pairs import Agreement, Paired, compare
from spotcheck.core.database import db
from spotcheck.core.permissions import Standing, Thing, Tie
from spotcheck.organisation.queries import names


@dataclass(frozen=True, slots=True)
class Together:
    """A pair as one of the two sees it. `agreement` None: not both have finished.

    `mine` and `other` are their looks; `other` is None until somebody joins, `other_watches` while it is a draft.
    """

    pair: Pair
    version: ChecklistVersion
    items: Mapping[uuid.UUID, Item]
    other_name: str | None
    mine: uuid.UUID
    i_watch: bool
    i_finished: bool
    other_watches: bool
    other_finished: bool
    i_was_first: bool
    agreement: Agreement | None
    thing: Thing


def pair_by_code(organisation_id: uuid.UUID, code: str) -> Pair | None:
    return db.session.scalar(sa.select(Pair).where(Pair.organisation_id == organisation_id, Pair.code == code))


def pair_of(organisation_id: uuid.UUID, look_id: uuid.UUID) -> Pair | None:
    """The pair that a draft or check belongs to."""
    either = sa.or_(Pair.first_look_id == look_id, Pair.second_look_id == look_id)
    return db.session.scalar(sa.select(Pair).where(Pair.organisation_id == organisation_id, either))


def paired(pair: Pair) -> Paired:
    open_look = db.session.get(Draft, (pair.organisation_id, pair.first_look_id))
    return Paired(first_id=pair.first_id, second_id=pair.second_id, first_watches=open_look is not None)


def watched_with(check: Check) -> uuid.UUID | None:
    """Who else watched this piece of work. One query."""
    query = sa.select(with_whom()).where(Check.organisation_id == check.organisation_id, Check.id == check.id)
    return db.session.scalar(query)


def together(standing: Standing, pair_id: uuid.UUID) -> Together | None:
    """The pair of this id, with what the two saw alike; None when it is not there. About seven queries."""
    pair = db.session.get(Pair, (standing.organisation_id, pair_id))
    if pair is None:
        return None
    first = standing.person_id == pair.first_id
    mine, other = (pair.first_look_id, pair.second_look_id)[:: 1 if first else -1]
    other_id = pair.second_id if first else pair.first_id
    version = db.session.get_one(ChecklistVersion, (pair.organisation_id, pair.version_id))
    items = items_of(version)
    finished = _finished(pair)
    return Together(
        pair=pair,
        version=version,
        items={item.id: item for item in items},
        other_name=names(pair.organisation_id, [other_id]).get(other_id) if other_id else None,
        mine=mine or pair.first_look_id,
        i_watch=_is_open(pair, mine),
        i_finished=mine in finished,
        other_watches=_is_open(pair, other),
        other_finished=other in finished,
        i_was_first=first,
        agreement=_agreement(pair, items) if {mine, other} <= finished else None,
        thing=Thing(pair.organisation_id, pair.service_id, _ties(pair)),
    )


def with_whom() -> sa.ColumnElement[uuid.UUID | None]:
    """Who watched the same piece of work as the author of a check."""
    return (
        sa.select(sa.case((Pair.first_look_id == Check.id, Pair.second_id), else_=Pair.first_id))
        .where(
            Pair.organisation_id == Check.organisation_id,
            sa.or_(Pair.first_look_id == Check.id, Pair.second_look_id == Check.id),
        )
        .correlate(Check)
        .scalar_subquery()
    )


def kept_apart() -> sa.ColumnElement[uuid.UUID | None]:
    """Who watched with the author of a check and is still watching: until they finish they do not see it."""
    was_first = Pair.first_look_id == Check.id
    still = sa.exists().where(
        Draft.organisation_id == Pair.organisation_id,
        Draft.id == sa.case((was_first, Pair.second_look_id), else_=Pair.first_look_id),
    )
    return (
        sa.select(sa.case((was_first, Pair.second_id), else_=Pair.first_id))
        .where(
            Pair.organisation_id == Check.organisation_id,
            sa.or_(was_first, Pair.second_look_id == Check.id),
            still,
        )
        .correlate(Check)
        .scalar_subquery()
    )


def _ties(pair: Pair) -> frozenset[tuple[Tie, uuid.UUID]]:
    return frozenset((Tie.AUTHOR, one) for one in (pair.first_id, pair.second_id) if one is not None)


def _is_open(pair: Pair, look_id: uuid.UUID | None) -> bool:
    return look_id is not None and db.session.get(Draft, (pair.organisation_id, look_id)) is not None


def _finished(pair: Pair) -> set[uuid.UUID | None]:
    looks = [one for one in (pair.first_look_id, pair.second_look_id) if one is not None]
    return set(
        db.session.scalars(
            sa.select(Check.id).where(Check.organisation_id == pair.organisation_id, Check.id.in_(looks))
        )
    )


def _agreement(pair: Pair, items: Sequence[Item]) -> Agreement:
    """As each of them finished it: what was corrected since they talked is not what they saw."""
    seen = (_answers(pair, look) for look in (pair.first_look_id, pair.second_look_id))
    return compare([item.id for item in items], *seen)


def _answers(pair: Pair, look_id: uuid.UUID | None) -> dict[uuid.UUID, Outcome]:
    query = sa.select(CheckAnswer.item_id, CheckAnswer.outcome).where(
        CheckAnswer.organisation_id == pair.organisation_id, CheckAnswer.check_id == look_id
    )
    rows = db.session.execute(query)
    return {item_id: found for item_id, value in rows if (found := outcome(Kind.OBSERVATION, value)) is not None}
