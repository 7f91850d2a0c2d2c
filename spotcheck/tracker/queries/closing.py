"""What the rules of closing decide on, read from the database as plain facts."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.core.permissions import Standing
from spotcheck.core.words import Sentence
from spotcheck.organisation.queries import standings_reaching, verifiers_of
from spotcheck.sampling.models import Draw
from spotcheck.standards.models import Standard
from spotcheck.tracker.models import Action, Evidence, Requirement
from spotcheck.tracker.rules import plan
from spotcheck.tracker.rules.closing import Closing, closing
from spotcheck.tracker.rules.facts import ActionFacts, DrawFacts, DriftFacts, EvidenceFacts, RequirementFacts
from spotcheck.tracker.rules.holding import Holding, holding
from spotcheck.tracker.rules.independence import CouldVerify, capturing_refused, could_verify, drift_look_refused
from spotcheck.tracker.rules.story import looks_left
from spotcheck.tracker.rules.weighing import Verdict, Weighed
from spotcheck.tracker.rules.words import Look, Source, State


def closing_of(action: Action, *, at: datetime) -> Closing:
    """The one answer to "may this close?", from what is in the database."""
    return closings_of([action], at=at)[action.id]


def closings_of(actions: Sequence[Action], *, at: datetime) -> dict[uuid.UUID, Closing]:
    """The answer for each of these actions of one organisation; two queries, however many they are."""
    return {action_id: answer.closing for action_id, answer in answers_of(actions, at=at).items()}


@dataclass(frozen=True, slots=True)
class Answers:
    """Whether it may close, and whether it held since."""

    closing: Closing
    holding: Holding


def answers_of(actions: Sequence[Action], *, at: datetime) -> dict[uuid.UUID, Answers]:
    """Both answers for each of these actions of one organisation; two queries, however many they are."""
    if not actions:
        return {}
    plans: dict[uuid.UUID, list[RequirementFacts]] = {action.id: [] for action in actions}
    for one, text in db.session.execute(_plans(actions)):
        plans[one.action_id].append(requirement_facts(one, {one.standard_id: text}))
    seen = [evidence_fact(row, draw) for row, draw in db.session.execute(_evidence(actions))]
    today = local_date(at)
    found = {}
    for action in actions:
        facts, plan = action_facts(action), plans[action.id]
        brought = [one for one in seen if one.requirement_id in {part.id for part in plan}]
        found[action.id] = Answers(closing(facts, plan, brought, today=today), holding(facts, plan, brought))
    return found


def holding_of(action: Action, *, at: datetime) -> Holding:
    """Whether it held since it closed, from what is in the database."""
    return answers_of([action], at=at)[action.id].holding


def _plans(actions: Sequence[Action]) -> sa.Select[Requirement, str]:
    return (
        sa.select(Requirement, Standard.text)
        .join(
            Standard,
            sa.and_(Standard.organisation_id == Requirement.organisation_id, Standard.id == Requirement.standard_id),
        )
        .where(
            Requirement.organisation_id == actions[0].organisation_id,
            Requirement.action_id.in_([action.id for action in actions]),
            Requirement.replaced_at.is_(None),
        )
        .order_by(Requirement.made_at, Requirement.id)
    )


def _evidence(actions: Sequence[Action]) -> sa.Select[Evidence, Draw]:
    return (
        sa.select(Evidence, Draw)
        .outerjoin(Draw, sa.and_(Draw.organisation_id == Evidence.organisation_id, Draw.id == Evidence.draw_id))
        .where(
            Evidence.organisation_id == actions[0].organisation_id,
            Evidence.action_id.in_([action.id for action in actions]),
            Evidence.superseded.is_(False),
        )
        .order_by(Evidence.began_at, Evidence.id)
    )


def action_facts(action: Action) -> ActionFacts:
    return ActionFacts(action.id, State(action.state), action.lead_id, action.round, action.done_at)


def requirement_facts(one: Requirement, texts: dict[uuid.UUID, str]) -> RequirementFacts:
    return RequirementFacts(
        one.id,
        Look(one.kind),
        one.size,
        one.allowed,
        one.weeks,
        texts[one.standard_id].rstrip("."),
        one.until_on,
        one.made_at,
        _drift_facts(one),
        one.second_size or 0,
        one.second_allowed or 0,
        one.asks,
    )


def _drift_facts(one: Requirement) -> DriftFacts | None:
    if one.drift_weeks is None or one.opens_on is None or one.due_on is None:
        return None
    return DriftFacts(one.drift_weeks, one.opens_on, one.due_on, one.overtaken_on, one.after_id)


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


def evidence_fact(row: Evidence, draw: Draw | None) -> EvidenceFacts:
    """The row as the closing rule takes it, with the draw a sample was read from."""
    return EvidenceFacts(
        requirement_id=row.requirement_id,
        source_id=row.source_id,
        round=row.round,
        began_at=row.began_at,
        captured_by=row.captured_by_id,
        observed=row.observed_id,
        shift=row.shift,
        draw=draw_facts(draw) if draw else None,
        usable=row.usable,
        misses=row.misses,
        reviewed_by=row.reviewed_by_id,
        stands=row.stands,
        worker_number=row.worker_number,
        reviewed_at=row.reviewed_at,
        read_from=row.read_from or 1,
        read_to=row.read_to or 0,
        source=Source(row.source),
    )


def draw_facts(draw: Draw) -> DrawFacts:
    return DrawFacts(draw.requirement_id, draw.round, draw.drawn_at, draw.in_draw, draw.drawn_by_id, draw.counted_by_id)


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


def plan_stands(action: Action, *, by: uuid.UUID) -> tuple[Sentence, ...]:
    """Why this person cannot change what must be seen now, whatever their reason; empty when they can (R7)."""
    return plan.plan_stands(
        State(action.state), lead_id=action.lead_id, by=by, used_in_this_round=used_in_this_round(action)
    )


def filling_of(one: Requirement, *, at: datetime) -> Weighed | None:
    """What fills a part of a plan whose looks must differ; None where nothing must, or where nobody looks now. Two
    queries."""
    if not one.asks or one.replaced_at is not None:
        return None
    action = db.session.get_one(Action, (one.organisation_id, one.action_id))
    if State(action.state) is not State.DONE:
        return None
    return next(weighed for weighed in closing_of(action, at=at).weighed if weighed.requirement.id == one.id)


def read_on_from(organisation_id: uuid.UUID, requirement_id: uuid.UUID | None, *, at: datetime) -> int | None:
    """The place in its draw from which a sample's second step is read now; None when none is due."""
    one = db.session.get(Requirement, (organisation_id, requirement_id)) if requirement_id else None
    if one is None or not one.second_size or one.replaced_at is not None:
        return None
    answer = closing_of(db.session.get_one(Action, (organisation_id, one.action_id)), at=at)
    weighed = next(weighed for weighed in answer.weighed if weighed.requirement.id == one.id)
    return weighed.read_to + 1 if weighed.verdict is Verdict.MIXED and looks_left(weighed) else None


def could_verify_action(action: Action, lead_id: uuid.UUID | None, *, at: datetime) -> CouldVerify:
    """Who could capture, review and close if this person led it (R3)."""
    outside = verifiers_of(action.organisation_id, action.id, at=at)
    invited = {person.id for person in outside if person.account_id is not None and person.ended_at is None}
    standings = standings_reaching(action.organisation_id, action.service_id, at=at)
    return could_verify(lead_id, standings, frozenset(invited))


def capture_refused(standing: Standing, requirement: Requirement, *, at: datetime) -> tuple[Sentence, ...]:
    """Why this person cannot capture evidence for this requirement now; empty when they can (R3, R6, R7, R8)."""
    action = db.session.get_one(Action, (requirement.organisation_id, requirement.action_id))
    if requirement.drift_weeks is not None:
        return drift_look_refused(
            action_facts(action),
            holding_of(action, at=at),
            requirement.id,
            closed_in=requirement.drift_round,
            person_id=standing.person_id,
            today=local_date(at),
        )
    return capturing_refused(
        action_facts(action),
        requirement_facts(requirement, standard_texts([requirement])),
        replaced=requirement.replaced_at is not None,
        person_id=standing.person_id,
        today=local_date(at),
    )
