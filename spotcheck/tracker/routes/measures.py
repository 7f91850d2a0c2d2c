"""The counts over time beside a plan: one is added, each week is counted, one is taken away. They support only."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from flask import request
from werkzeug.wrappers import Response

from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.core.forms import plain_id, read
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Answer, Thing, Verb, may
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import Sentence, say
from spotcheck.tracker import operations, queries, schemas
from spotcheck.tracker.models import Measure
from spotcheck.tracker.queries import measures as reads
from spotcheck.tracker.routes import rooms
from spotcheck.tracker.routes.measured import measure_page_of
from spotcheck.tracker.routes.opened import Opened, load_action
from spotcheck.tracker.rules import measures as rules
from spotcheck.tracker.rules.words import State, reference
from spotcheck.web.errors import status_of
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import go, respond
from spotcheck.web.transaction import undo


@dataclass(frozen=True, slots=True)
class Beside:
    """A measure, with the action it stands beside."""

    measure: Measure
    opened: Opened

    @property
    def thing(self) -> Thing:
        return self.opened.thing


def load_measure(action_id: uuid.UUID, measure_id: uuid.UUID) -> Beside | None:
    """None when the measure belongs to another action."""
    opened = load_action(action_id)
    found = reads.measure(standing().organisation_id, measure_id)
    if opened is None or found is None or found.action_id != opened.action.id:
        return None
    return Beside(found, opened)


@rooms.get("/actions/<uuid:action_id>/measures/new")
@needs(Verb.CHANGE_PLAN, load_action)
def new_measure(opened: Opened) -> Response:
    return _new(opened)


@rooms.post("/actions/<uuid:action_id>/measures")
@needs(Verb.CHANGE_PLAN, load_action)
def add_measure(opened: Opened) -> Response:
    try:
        given = read(schemas.NewMeasure(), request.form)
        made = operations.add_measure(
            opened.action,
            what=given["what"] or "",
            source=given["source"] or "",
            direction=given["direction"],
            baseline_from=given["baseline_from"],
            baseline_weeks=rules.USUAL_BASELINE if given["baseline_weeks"] is None else given["baseline_weeks"],
            reason=given["reason"] or "",
            measure_id=given["id"],
            by=standing(),
            at=now(),
        )
    except Refusal as refusal:
        undo()
        return _new(opened, _unless_hidden(refusal))
    place = {"action_id": made.action_id, "measure_id": made.id}
    db.session.commit()
    return go(".measure_page", **place, receipt=say("Added. Now count the weeks that are over."))


@rooms.get("/actions/<uuid:action_id>/measures/<uuid:measure_id>")
@needs(Verb.SEE_ACTION, load_measure)
def measure_page(beside: Beside) -> Response:
    return _page(beside)


@rooms.post("/actions/<uuid:action_id>/measures/<uuid:measure_id>/counts")
@needs(Verb.COUNT, load_measure)
def count_week(beside: Beside) -> Response:
    try:
        given = read(schemas.Week(), request.form)
        operations.count_week(
            beside.measure,
            week=given["week"],
            count=given["count"],
            counted_from=given["counted_from"],
            reason=given["reason"] or "",
            by=standing(),
            at=now(),
        )
    except Refusal as refusal:
        undo()
        return _page(beside, _unless_hidden(refusal))
    return _kept(beside, say("Kept."))


@rooms.post("/actions/<uuid:action_id>/measures/<uuid:measure_id>/removal")
@needs(Verb.CHANGE_PLAN, load_measure)
def take_away_measure(beside: Beside) -> Response:
    try:
        reason = read(schemas.WhyTakenAway(), request.form)["reason"] or ""
        operations.take_away_measure(beside.measure, reason=reason, by=standing(), at=now())
    except Refusal as refusal:
        undo()
        return _page(beside, _unless_hidden(refusal))
    return _kept(beside, say("Taken away. What was counted stays in the history."))


def _kept(beside: Beside, receipt: Sentence) -> Response:
    place = {"action_id": beside.measure.action_id, "measure_id": beside.measure.id}
    db.session.commit()
    return go(".measure_page", **place, receipt=receipt)


def _unless_hidden(refusal: Refusal) -> Refusal:
    """What somebody else can do is for the error page; everything else is shown beside the form."""
    if refusal.why is Why.NOT_YOU:
        raise refusal
    return refusal


def _new(opened: Opened, refusal: Refusal | None = None) -> Response:
    """The form, with what would keep this person from adding a count now."""
    action = opened.action
    return respond(
        "tracker/measures/new.html",
        status=status_of(refusal) if refusal else 200,
        action=action,
        reference=reference(action.number),
        needs_reason=action.state != State.PROPOSED.value,
        refused=queries.plan_stands(action, by=standing().person_id),
        directions=[(one.value, words, rules.DIRECTION_HINTS[one]) for one, words in rules.DIRECTIONS.items()],
        supports=rules.SUPPORTS,
        form_id=plain_id(request.form.get("id")) or new_id(),
        given=request.form if refusal else {"baseline_weeks": rules.USUAL_BASELINE},
        latest=local_date(now()),
        wrong=refusal.fields if refusal else {},
        said=refusal.sentences if refusal else (),
    )


def _page(beside: Beside, refusal: Refusal | None = None) -> Response:
    shown: dict[str, Any] = measure_page_of(beside.opened, beside.measure)
    may_count = may(standing(), Verb.COUNT, beside.thing) is Answer.ALLOWED
    return respond(
        "tracker/measures/page.html",
        status=status_of(refusal) if refusal else 200,
        **shown,
        may_count=may_count,
        given=request.form if refusal else {"week": shown["next_week"]},
        wrong=refusal.fields if refusal else {},
        said=refusal.sentences if refusal else (),
    )
