"""Reads of the tracker, from what a person may see; and the plain facts that its rules decide on."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from spotcheck.checklists.models import ChecklistVersion, Item
from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.core.permissions import Standing, Thing, Tie, Verb
from spotcheck.core.words import Sentence
from spotcheck.organisation.models import Verifier
from spotcheck.organisation.queries import standings_reaching
from spotcheck.sampling.models import Draw
from spotcheck.standards.models import Standard
from spotcheck.tracker.models import Action, Evidence, Finding, Requirement
from spotcheck.tracker.rules.closing import Closing, Weighed, closing
from spotcheck.tracker.rules.facts import ActionFacts, DrawFacts, EvidenceFacts, RequirementFacts
from spotcheck.tracker.rules.independence import CouldVerify, capturing_refused, could_verify
from spotcheck.tracker.rules.words import Look, State


def action(organisation_id: uuid.UUID, action_id: uuid.UUID) -> Action | None:
    return db.session.get(Action, (organisation_id, action_id))


def requirement(organisation_id: uuid.UUID, requirement_id: uuid.UUID) -> Requirement | None:
    return db.session.get(Requirement, (organisation_id, requirement_id))


def finding(organisation_id: uuid.UUID, finding_id: uuid.UUID) -> Finding | None:
    return db.session.get(Finding, (organisation_id, finding_id))


def action_thing(action: Action, *, at: datetime) -> Thing:
    """What the permission table needs to know of an action: its service, its lead, its verifiers of today."""
    invited = db.session.scalars(
        sa.select(Verifier.person_id).where(
            Verifier.organisation_id == action.organisation_id,
            Verifier.action_id == action.id,
            Verifier.from_at <= at,
            Verifier.until_at > at,
            sa.or_(Verifier.ended_at.is_(None), Verifier.ended_at > at),
        )
    )
    ties = {(Tie.VERIFIER, person_id) for person_id in invited}
    if action.lead_id is not None:
        ties.add((Tie.LEAD, action.lead_id))
    return Thing(action.organisation_id, action.service_id, frozenset(ties))


def visible_to(standing: Standing) -> sa.ColumnElement[bool]:
    """The actions this person may see: of their services, those they lead, and those they were invited to verify."""
    own = Action.organisation_id == standing.organisation_id
    services = standing.services_for(Verb.SEE_ACTION)
    if services is None:
        return own
    return sa.and_(
        own,
        sa.or_(
            Action.service_id.in_(services),
            Action.lead_id == standing.person_id,
            Action.id.in_(standing.verifies),
        ),
    )


def plan_of(action: Action) -> list[Requirement]:
    """The requirements in force, in the order they were made."""
    return [one for one in every_requirement(action) if one.replaced_at is None]


def every_requirement(action: Action) -> list[Requirement]:
    """The requirements in force and those that were replaced, in the order they were made."""
    query = sa.select(Requirement).where(
        Requirement.organisation_id == action.organisation_id, Requirement.action_id == action.id
    )
    return list(db.session.scalars(query.order_by(Requirement.made_at, Requirement.id)))


def evidence_of(action: Action) -> list[Evidence]:
    """The newest evidence of each check, of every round."""
    query = sa.select(Evidence).where(
        Evidence.organisation_id == action.organisation_id,
        Evidence.action_id == action.id,
        Evidence.superseded.is_(False),
    )
    return list(db.session.scalars(query.order_by(Evidence.began_at, Evidence.id)))


def findings_of(action: Action) -> list[Finding]:
    """What led to this action, oldest first."""
    query = sa.select(Finding).where(Finding.organisation_id == action.organisation_id, Finding.action_id == action.id)
    return list(db.session.scalars(query.order_by(Finding.found_at, Finding.id)))


def closing_of(action: Action, *, at: datetime) -> Closing:
    """The one answer to "may this close?", from what is in the database."""
    plan = plan_of(action)
    texts = standard_texts(plan)
    return closing(
        action_facts(action),
        [requirement_facts(one, texts) for one in plan],
        evidence_facts(evidence_of(action)),
        today=local_date(at),
    )


def action_facts(action: Action) -> ActionFacts:
    return ActionFacts(action.id, State(action.state), action.lead_id, action.round, action.done_at)


def requirement_facts(one: Requirement, texts: dict[uuid.UUID, str]) -> RequirementFacts:
    return RequirementFacts(
        one.id, Look(one.kind), one.size, one.allowed, one.weeks, texts[one.standard_id], one.until_on
    )


def standard_texts(requirements: Iterable[Requirement]) -> dict[uuid.UUID, str]:
    """The sentences of the standards these requirements name."""
    wanted = {(one.organisation_id, one.standard_id) for one in requirements}
    if not wanted:
        return {}
    organisation_id = next(iter(wanted))[0]
    query = sa.select(Standard.id, Standard.text).where(
        Standard.organisation_id == organisation_id, Standard.id.in_([standard_id for _, standard_id in wanted])
    )
    return dict(db.session.execute(query).all())


def evidence_facts(rows: Sequence[Evidence]) -> list[EvidenceFacts]:
    """The rows as the closing rule takes them, with the draw each sample was read from."""
    draws = _draws(rows)
    return [
        EvidenceFacts(
            requirement_id=row.requirement_id,
            source_id=row.source_id,
            round=row.round,
            began_at=row.began_at,
            captured_by=row.captured_by_id,
            observed=row.observed_id,
            shift=row.shift,
            draw=draws.get(row.draw_id) if row.draw_id else None,
            usable=row.usable,
            misses=row.misses,
            reviewed_by=row.reviewed_by_id,
            stands=row.stands,
        )
        for row in rows
    ]


def _draws(rows: Sequence[Evidence]) -> dict[uuid.UUID, DrawFacts]:
    wanted = {row.draw_id for row in rows if row.draw_id}
    if not wanted:
        return {}
    query = sa.select(Draw).where(Draw.organisation_id == rows[0].organisation_id, Draw.id.in_(wanted))
    return {
        draw.id: DrawFacts(draw.requirement_id, draw.round, draw.drawn_at, draw.size)
        for draw in db.session.scalars(query)
    }


def used_in_this_round(action: Action) -> bool:
    """Whether looking has begun: a record was drawn, or evidence came, since the action was reported done (R7)."""
    if State(action.state) is not State.DONE:
        return False
    mine = sa.select(Requirement.id).where(
        Requirement.organisation_id == action.organisation_id, Requirement.action_id == action.id
    )
    drawn = sa.exists().where(
        Draw.organisation_id == action.organisation_id, Draw.requirement_id.in_(mine), Draw.round == action.round
    )
    seen = sa.exists().where(
        Evidence.organisation_id == action.organisation_id,
        Evidence.action_id == action.id,
        Evidence.round == action.round,
    )
    return bool(db.session.scalar(sa.select(sa.or_(drawn, seen))))


def could_verify_action(action: Action, lead_id: uuid.UUID | None, *, at: datetime) -> CouldVerify:
    """Who could capture, review and close if this person led it (R3)."""
    invited = {person_id for tie, person_id in action_thing(action, at=at).ties if tie is Tie.VERIFIER}
    standings = standings_reaching(action.organisation_id, action.service_id, at=at)
    return could_verify(lead_id, standings, frozenset(invited))


def capture_refused(standing: Standing, requirement: Requirement, *, at: datetime) -> tuple[Sentence, ...]:
    """Why this person cannot capture evidence for this requirement now; empty when they can (R3, R6, R7)."""
    return capturing_refused(
        action_facts(db.session.get_one(Action, (requirement.organisation_id, requirement.action_id))),
        requirement_facts(requirement, standard_texts([requirement])),
        replaced=requirement.replaced_at is not None,
        person_id=standing.person_id,
        today=local_date(at),
    )


@dataclass(frozen=True, slots=True)
class Need:
    """A look that an action still waits for. `refused`: why the person asking cannot be the one to capture it."""

    action: Action
    requirement: Requirement
    weighed: Weighed
    refused: tuple[Sentence, ...]

    @property
    def remaining(self) -> int:
        return self.weighed.remaining


def needs_at(standing: Standing, *, at: datetime) -> list[Need]:
    """What still has to be captured for actions that are done, where this person may capture; soonest first."""
    services = standing.services_for(Verb.CAPTURE)
    query = sa.select(Action).where(
        Action.organisation_id == standing.organisation_id, Action.state == State.DONE.value, Action.missing > 0
    )
    if services is not None:
        query = query.where(sa.or_(Action.service_id.in_(services), Action.id.in_(standing.verifies)))
    actions = list(db.session.scalars(query.order_by(Action.done_at, Action.id).limit(50)))
    found = [_need(standing, action, one, weighed, at) for action, one, weighed in _open_plans(actions, at)]
    return sorted(found, key=lambda need: (need.weighed.last_day or date.max, need.action.number))


def _open_plans(actions: list[Action], at: datetime) -> list[tuple[Action, Requirement, Weighed]]:
    """The requirements of these actions that still wait for a look; four queries, however many actions."""
    if not actions:
        return []
    organisation_id, ids = actions[0].organisation_id, [action.id for action in actions]
    plans = list(
        db.session.scalars(
            sa.select(Requirement)
            .where(
                Requirement.organisation_id == organisation_id,
                Requirement.action_id.in_(ids),
                Requirement.replaced_at.is_(None),
            )
            .order_by(Requirement.made_at, Requirement.id)
        )
    )
    rows = list(
        db.session.scalars(
            sa.select(Evidence).where(
                Evidence.organisation_id == organisation_id,
                Evidence.action_id.in_(ids),
                Evidence.superseded.is_(False),
            )
        )
    )
    texts, seen = standard_texts(plans), evidence_facts(rows)
    found = []
    for action in actions:
        mine = [one for one in plans if one.action_id == action.id]
        answer = closing(
            action_facts(action), [requirement_facts(one, texts) for one in mine], seen, today=local_date(at)
        )
        found += [
            (action, one, weighed)
            for one, weighed in zip(mine, answer.weighed, strict=True)
            if weighed.remaining > sum(waits.usable for waits in weighed.waiting)
        ]
    return found


def _need(standing: Standing, action: Action, one: Requirement, weighed: Weighed, at: datetime) -> Need:
    refused = capturing_refused(
        action_facts(action),
        weighed.requirement,
        replaced=False,
        person_id=standing.person_id,
        today=local_date(at),
    )
    return Need(action, one, weighed, refused)


def standards_asked_by(organisation_id: uuid.UUID, checklist_id: uuid.UUID) -> set[uuid.UUID]:
    """The standards that any published version of this checklist asks about."""
    query = (
        sa.select(Item.standard_id)
        .join(
            ChecklistVersion,
            sa.and_(ChecklistVersion.organisation_id == Item.organisation_id, ChecklistVersion.id == Item.version_id),
        )
        .where(Item.organisation_id == organisation_id, ChecklistVersion.checklist_id == checklist_id)
    )
    return set(db.session.scalars(query.distinct()))
