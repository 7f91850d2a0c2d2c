"""One finished check, as somebody opens it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from spotcheck.checklists.models import ChecklistVersion
from spotcheck.checklists.rules import Kind
from spotcheck.checks.models import Check
from spotcheck.checks.queries.pairs import kept_apart, with_whom
from spotcheck.checks.queries.sight import corrected, held_back, passed_on
from spotcheck.checks.rules.review import TookPart
from spotcheck.checks.rules.sight import Shown, Sight, sight, thing
from spotcheck.core.database import db
from spotcheck.core.permissions import Answer, Standing, Thing, Verb, may
from spotcheck.organisation.models import Person, Service
from spotcheck.organisation.queries import names, standings_reaching, verifiers_of
from spotcheck.sampling.models import Draw
from spotcheck.standards.models import Standard
from spotcheck.tracker.models import Action, Requirement

Author, Worker = aliased(Person), aliased(Person)


@dataclass(frozen=True, slots=True)
class Opened:
    """A check, what it belongs to, and what of it the person who opens it may see."""

    check: Check
    version: ChecklistVersion
    service: str
    author: str
    worker: str | None
    requirement: Requirement | None
    standard: str | None  # that the requirement names
    action: Action | None
    draw: int | None
    corrected: bool
    watched_with: uuid.UUID | None
    shown: Shown
    sight: Sight
    thing: Thing

    @property
    def kind(self) -> Kind:
        return Kind(self.check.kind)

    @property
    def took_part(self) -> TookPart:
        return took_part(self.check, self.action, self.watched_with)


def took_part(check: Check, action: Action | None, watched_with: uuid.UUID | None) -> TookPart:
    """Who may not judge this check. `action`: the one it is evidence for. `watched_with`: who watched the same work."""
    return TookPart(check.author_id, check.worker_id, action.lead_id if action else None, watched_with)


def opened(standing: Standing, check_id: uuid.UUID, *, at: datetime) -> Opened | None:
    """The check of this id as this person sees it; None when for them there is none. One query."""
    row = db.session.execute(
        _whole(at).where(Check.organisation_id == standing.organisation_id, Check.id == check_id)
    ).one_or_none()
    if row is None:
        return None
    (
        check,
        version,
        service,
        author,
        worker,
        requirement,
        standard,
        action,
        draw,
        any_correction,
        held,
        passed,
        too,
        apart,
    ) = row
    shown = Shown(
        organisation_id=check.organisation_id,
        service_id=check.service_id,
        captured_by=check.author_id,
        observed=check.worker_id,
        action_id=action.id if action else None,
        held_back=held,
        passed_on=passed,
        kept_apart=apart,
    )
    seen = sight(standing, shown)
    if seen is None:
        return None
    about = thing(standing, shown)
    return Opened(
        check, version, service, author, worker, requirement, standard, action, draw, any_correction, too, shown, seen,
        about,
    )  # fmt: skip


def action_of(check: Check) -> Action | None:
    """The action that a check is evidence for, if it is for one."""
    if check.requirement_id is None:
        return None
    query = (
        sa.select(Action)
        .join(Requirement, linked(Requirement, Requirement.action_id, Action))
        .where(Requirement.organisation_id == check.organisation_id, Requirement.id == check.requirement_id)
    )
    return db.session.scalar(query)


def reviewers(check: Check, part: TookPart, action: Action | None, *, at: datetime) -> list[str]:
    """The names of everybody who may review this check and took no part in it (R3)."""
    about = Thing(check.organisation_id, check.service_id)
    independent = {
        person_id
        for person_id, standing in standings_reaching(check.organisation_id, check.service_id, at=at).items()
        if may(standing, Verb.REVIEW_CHECK, about) is Answer.ALLOWED
    }
    if action is not None:
        independent |= {person.id for person in verifiers_of(check.organisation_id, action.id, at=at)}
    independent -= {part.captured_by, part.observed, part.leads, part.watched_with}
    return sorted(names(check.organisation_id, independent).values())


def linked(of: Any, column: Any, to: Any) -> sa.ColumnElement[bool]:
    """How rows of one organisation join: `column` of `of` names a row of `to`."""
    return sa.and_(to.organisation_id == of.organisation_id, to.id == column)


def checks_with(*columns: Any) -> sa.Select[*tuple[Any, ...]]:
    """Checks, joined with what names them: version, service, `Author`, `Worker`, the action they are evidence for."""
    return (
        sa.select(Check, *columns)
        .join(ChecklistVersion, linked(Check, Check.version_id, ChecklistVersion))
        .join(Service, linked(Check, Check.service_id, Service))
        .join(Author, linked(Check, Check.author_id, Author))
        .outerjoin(Worker, linked(Check, Check.worker_id, Worker))
        .outerjoin(Requirement, linked(Check, Check.requirement_id, Requirement))
        .outerjoin(Action, linked(Requirement, Requirement.action_id, Action))
    )


def _whole(at: datetime) -> sa.Select[*tuple[Any, ...]]:
    return (
        checks_with(
            ChecklistVersion,
            Service.name,
            Author.name,
            Worker.name,
            Requirement,
            Standard.text,
            Action,
            Draw.number,
            corrected(),
            held_back(at),
            passed_on(),
            with_whom(),
            kept_apart(),
        )
        .outerjoin(Standard, linked(Requirement, Requirement.standard_id, Standard))
        .outerjoin(Draw, linked(Check, Check.draw_id, Draw))
    )
