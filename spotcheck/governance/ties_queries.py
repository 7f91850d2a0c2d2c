"""What a check or a short question is tied to that may keep it: legal holds, open actions, a passing on."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from spotcheck.checks.models import Check, Review
from spotcheck.governance.retention_models import LegalHold
from spotcheck.learning.models import Prompt
from spotcheck.tracker.models import Action, Finding, Requirement
from spotcheck.tracker.rules.words import State

OPEN = tuple(state.value for state in State if state not in {State.CLOSED, State.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class CheckTies:
    """Whether a check is held, whether an open action needs it, and whether it was passed on (R13), as columns."""

    held: sa.ColumnElement[bool]
    needed: sa.ColumnElement[bool]
    passed_on: sa.ColumnElement[bool]


def check_ties(organisation_id: uuid.UUID) -> CheckTies:
    of_plan = (
        sa.select(Requirement.action_id)
        .where(Requirement.organisation_id == Check.organisation_id, Requirement.id == Check.requirement_id)
        .correlate(Check)
        .scalar_subquery()
    )
    found_in = (
        sa.select(Finding.action_id)
        .where(Finding.organisation_id == Check.organisation_id, Finding.source_id == Check.id)
        .correlate(Check)
    )
    on_it = (
        LegalHold.check_id == Check.id,
        LegalHold.person_id.in_((Check.author_id, Check.worker_id)),
        LegalHold.action_id == of_plan,
        LegalHold.action_id.in_(found_in),
    )
    return CheckTies(
        held=sa.exists().where(
            LegalHold.organisation_id == organisation_id, LegalHold.lifted_at.is_(None), sa.or_(*on_it)
        ),
        needed=sa.exists().where(
            Action.organisation_id == Check.organisation_id,
            Action.state.in_(OPEN),
            sa.or_(Action.id == of_plan, Action.id.in_(found_in)),
        ),
        passed_on=sa.exists().where(
            Review.organisation_id == Check.organisation_id, Review.check_id == Check.id, Review.passed_to.is_not(None)
        ),
    )


@dataclass(frozen=True, slots=True)
class PromptTies:
    """Whether the action that a short question was asked for is held, or is open and needs it, as columns."""

    held: sa.ColumnElement[bool]
    needed: sa.ColumnElement[bool]


def prompt_ties(organisation_id: uuid.UUID) -> PromptTies:
    of_plan = (
        sa.select(Requirement.action_id)
        .where(Requirement.organisation_id == Prompt.organisation_id, Requirement.id == Prompt.requirement_id)
        .correlate(Prompt)
        .scalar_subquery()
    )
    on_it = (LegalHold.person_id.in_((Prompt.worker_id, Prompt.asked_by_id)), LegalHold.action_id == of_plan)
    return PromptTies(
        held=sa.exists().where(
            LegalHold.organisation_id == organisation_id, LegalHold.lifted_at.is_(None), sa.or_(*on_it)
        ),
        needed=sa.exists().where(
            Action.organisation_id == Prompt.organisation_id, Action.state.in_(OPEN), Action.id == of_plan
        ),
    )
