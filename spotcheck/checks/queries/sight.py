"""Which finished checks a person sees: `rules.sight`, asked of the database. Every list of checks starts here."""

from __future__ import annotations

import uuid
from datetime import datetime

import sqlalchemy as sa

from spotcheck.checks.models import Check, Correction, Hold, Review
from spotcheck.checks.queries.pairs import kept_apart
from spotcheck.core.permissions import Standing, Verb
from spotcheck.tracker.models import Requirement


def visible_to(standing: Standing, *, at: datetime) -> sa.ColumnElement[bool]:
    """The checks this person sees: of their services, those they captured, those about them, those they verify."""
    deciding, seeing = standing.services_for(Verb.REVIEW_CHECK), standing.services_for(Verb.SEE_CHECK)
    hidden = sa.or_(held_back(at), passed_on())
    return sa.and_(
        Check.organisation_id == standing.organisation_id,
        sa.func.coalesce(kept_apart() != standing.person_id, sa.true()),
        sa.case(
            (Check.worker_id == standing.person_id, sa.not_(hidden)),
            else_=sa.or_(
                _of(deciding),
                Check.author_id == standing.person_id,
                sa.and_(sa.or_(_of(seeing), verified_by(standing)), sa.not_(passed_on())),
            ),
        ),
    )


def reviewable_by(standing: Standing) -> sa.ColumnElement[bool]:
    """The checks whose review is granted to this person; whether they are independent of it comes after (R3)."""
    return sa.and_(
        Check.organisation_id == standing.organisation_id,
        sa.or_(
            _of(standing.services_for(Verb.REVIEW_CHECK)),
            sa.and_(verified_by(standing), sa.not_(passed_on())),
        ),
    )


def corrected() -> sa.ColumnElement[bool]:
    """Whether a check has a correction beside it."""
    return sa.exists().where(Correction.organisation_id == Check.organisation_id, Correction.check_id == Check.id)


def held_back(at: datetime) -> sa.ColumnElement[bool]:
    """Whether a check is held back from the person observed at this moment."""
    return sa.exists().where(
        Hold.organisation_id == Check.organisation_id,
        Hold.check_id == Check.id,
        Hold.until_at > at,
        sa.or_(Hold.ended_at.is_(None), Hold.ended_at > at),
    )


def passed_on() -> sa.ColumnElement[bool]:
    """Whether the newest review said that a check is not for coaching (R13)."""
    newest = (
        sa.select(Review.passed_to)
        .where(Review.organisation_id == Check.organisation_id, Review.check_id == Check.id)
        .order_by(Review.corrections_seen.desc())
        .limit(1)
        .correlate(Check)
        .scalar_subquery()
    )
    return newest.is_not(None)


def verified_by(standing: Standing) -> sa.ColumnElement[bool]:
    """Whether a check is evidence for an action that this person is invited to verify."""
    if not standing.verifies:
        return sa.false()
    wanted = sa.select(Requirement.id).where(
        Requirement.organisation_id == standing.organisation_id, Requirement.action_id.in_(standing.verifies)
    )
    return Check.requirement_id.in_(wanted)


def _of(services: frozenset[uuid.UUID] | None) -> sa.ColumnElement[bool]:
    return sa.true() if services is None else Check.service_id.in_(services)
