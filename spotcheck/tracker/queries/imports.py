"""Action plans that were brought as a table: the files of one person, their rows, and what a row can mean."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa

from spotcheck.core.database import db
from spotcheck.core.permissions import Role, Standing, Verb
from spotcheck.organisation.models import Person, RoleHeld, Service
from spotcheck.organisation.queries import held_at, how_many_give_care, services
from spotcheck.organisation.rules import role_in_words
from spotcheck.standards.models import Standard, Topic
from spotcheck.tracker.import_models import ActionImport, ImportColumns, ImportedRow
from spotcheck.tracker.models import Action
from spotcheck.tracker.rules.meant import Known
from spotcheck.tracker.rules.old_plan import Outcome

A_PAGE = 10  # rows, each with a form of its own
_LEADING = (Role.CARE_WORKER, Role.SUPERVISOR, Role.MANAGER, Role.QUALITY_LEAD)


def action_import(organisation_id: uuid.UUID, import_id: uuid.UUID) -> ActionImport | None:
    return db.session.get(ActionImport, (organisation_id, import_id))


def give_care(action: Action, *, at: datetime) -> int:
    """How many people give care at the action's service."""
    return db.session.scalar(sa.select(how_many_give_care(action.organisation_id, action.service_id, at=at))) or 0


def imports_of(standing: Standing) -> list[tuple[ActionImport, int, int]]:
    """The files this person brought, newest first, with how many rows each has and how many of them wait."""
    query = (
        sa.select(ActionImport)
        .where(ActionImport.organisation_id == standing.organisation_id, ActionImport.made_by_id == standing.person_id)
        .order_by(ActionImport.made_at.desc(), ActionImport.id.desc())
        .limit(20)
    )
    found = list(db.session.scalars(query))
    counts = sa.select(
        ImportedRow.import_id,
        sa.func.count(),
        sa.func.sum(sa.case((ImportedRow.outcome.is_(None), 1), else_=0)),
    ).where(
        ImportedRow.organisation_id == standing.organisation_id, ImportedRow.import_id.in_([one.id for one in found])
    )
    rows = {one: (all_, waiting) for one, all_, waiting in db.session.execute(counts.group_by(ImportedRow.import_id))}
    return [(one, *rows.get(one.id, (0, 0))) for one in found]


def rows_of(one: ActionImport) -> list[ImportedRow]:
    """The rows of this file in their order."""
    query = sa.select(ImportedRow).where(
        ImportedRow.organisation_id == one.organisation_id, ImportedRow.import_id == one.id
    )
    return list(db.session.scalars(query.order_by(ImportedRow.number)))


def row_numbered(one: ActionImport, number: int) -> ImportedRow | None:
    query = sa.select(ImportedRow).where(
        ImportedRow.organisation_id == one.organisation_id,
        ImportedRow.import_id == one.id,
        ImportedRow.number == number,
    )
    return db.session.scalar(query)


def brought_before(organisation_id: uuid.UUID, digests: Iterable[str]) -> dict[tuple[str, uuid.UUID], uuid.UUID]:
    """Of rows that say this, those that became actions once: with the service and the action."""
    query = (
        sa.select(ImportedRow.digest, Action.service_id, Action.id)
        .join(
            Action,
            sa.and_(Action.organisation_id == ImportedRow.organisation_id, Action.id == ImportedRow.action_id),
        )
        .where(ImportedRow.organisation_id == organisation_id, ImportedRow.digest.in_(set(digests)))
    )
    return {(digest, service_id): action_id for digest, service_id, action_id in db.session.execute(query)}


def row_of_action(action: Action) -> ImportedRow | None:
    """The row of an old plan that this action was made from."""
    query = sa.select(ImportedRow).where(
        ImportedRow.organisation_id == action.organisation_id,
        ImportedRow.action_id == action.id,
        ImportedRow.outcome != Outcome.ALREADY.value,
    )
    return db.session.scalar(query)


def numbers_of(organisation_id: uuid.UUID, action_ids: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, int]:
    """The numbers by which people name these actions."""
    wanted = {one for one in action_ids if one is not None}
    if not wanted:
        return {}
    query = sa.select(Action.id, Action.number).where(Action.organisation_id == organisation_id, Action.id.in_(wanted))
    return dict(db.session.execute(query).all())


def remembered_columns(organisation_id: uuid.UUID, headers: str) -> ImportColumns | None:
    return db.session.scalar(
        sa.select(ImportColumns).where(
            ImportColumns.organisation_id == organisation_id, ImportColumns.headers == headers
        )
    )


def services_to_bring_to(standing: Standing) -> list[tuple[uuid.UUID, str]]:
    """Where this person may agree actions."""
    reach = standing.services_for(Verb.AGREE_ACTION)
    return [(one.id, one.name) for one in services(standing.organisation_id, reach)]


def people_known(organisation_id: uuid.UUID, service_ids: Sequence[uuid.UUID], *, at: datetime) -> list[Known]:
    """Everybody who works, or worked, at one of these services or across, by name, with what they do there."""
    now = sa.case((sa.and_(*held_at(at)), 1), else_=0)
    query = (
        sa.select(Person.id, Person.name, Person.account_id, Person.ended_at, now, RoleHeld.role, Service.name)
        .join(RoleHeld, sa.and_(RoleHeld.organisation_id == Person.organisation_id, RoleHeld.person_id == Person.id))
        .outerjoin(
            Service, sa.and_(Service.organisation_id == RoleHeld.organisation_id, Service.id == RoleHeld.service_id)
        )
        .where(
            Person.organisation_id == organisation_id,
            RoleHeld.role.in_([role.value for role in _LEADING]),
            sa.or_(RoleHeld.service_id.is_(None), RoleHeld.service_id.in_(service_ids)),
        )
        .order_by(Person.name, Person.id, now.desc(), Service.name)
    )
    found: dict[uuid.UUID, Known] = {}
    for one, name, account, ended, holds, role, place in db.session.execute(query):
        left = ended is not None or not holds
        does = role_in_words(Role(role), place)
        found.setdefault(one, Known(one, name, left=left, signs_in=account is not None, does=does))
    return list(found.values())


def standards_with_topics(organisation_id: uuid.UUID) -> list[tuple[uuid.UUID, str, str]]:
    """Every standard: its id, its sentence, its topic's name."""
    query = (
        sa.select(Standard.id, Standard.text, Topic.name)
        .join(Topic, sa.and_(Topic.organisation_id == Standard.organisation_id, Topic.id == Standard.topic_id))
        .where(Standard.organisation_id == organisation_id)
        .order_by(Topic.name, Standard.text)
    )
    return [(one, text, topic) for one, text, topic in db.session.execute(query)]
