"""Saying what happens about something that rose, and choosing when things rise."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace

from flask import request
from werkzeug.wrappers import Response

from spotcheck.core import history
from spotcheck.core.database import db
from spotcheck.core.forms import read
from spotcheck.core.history import HistoryLine
from spotcheck.core.permissions import Answer, Thing, Tie, Verb, may
from spotcheck.core.refusals import Refusal
from spotcheck.core.words import Sentence, say, say_n
from spotcheck.organisation.told import tell
from spotcheck.tracker import schemas
from spotcheck.tracker.operations import rising as operations
from spotcheck.tracker.queries import rising as queries
from spotcheck.tracker.rising_models import Rise
from spotcheck.tracker.routes import rooms
from spotcheck.tracker.routes.action import again
from spotcheck.tracker.routes.opened import Opened, load_action
from spotcheck.tracker.routes.shown import ACKNOWLEDGE
from spotcheck.tracker.rules import rising as rules
from spotcheck.tracker.rules.rising import USUAL, Ladder, Rung
from spotcheck.tracker.rules.rising_words import RUNG_NAMES
from spotcheck.web.errors import status_of
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import go, respond
from spotcheck.web.transaction import undo


@dataclass(frozen=True, slots=True)
class OfRise:
    opened: Opened
    rise: Rise
    thing: Thing


def _rise(action_id: uuid.UUID, rise_id: uuid.UUID) -> OfRise | None:
    """Something that rose about this action; None when it is about another."""
    opened = load_action(action_id)
    found = queries.rise(standing().organisation_id, rise_id)
    if opened is None or found is None or found.action_id != opened.action.id:
        return None
    thing = replace(opened.thing, ties=opened.thing.ties | {(Tie.TOLD, found.to_id)})
    return OfRise(opened, found, thing)


@rooms.post("/actions/<uuid:action_id>/rises/<uuid:rise_id>/acknowledgement")
@needs(Verb.ACKNOWLEDGE, _rise)
def acknowledge(found: OfRise) -> Response:
    action_id = found.opened.action.id
    try:
        given = read(schemas.Acknowledgement(), request.form)
        reason = given["reason"] or ""
        operations.acknowledge(found.rise, reason=reason, new_on=given["new_on"], by=standing(), at=now())
    except Refusal as refusal:
        return again(found.opened, ACKNOWLEDGE, refusal)
    db.session.commit()
    said = say("Kept, beside the day there was.") if given["new_on"] else say("Kept, in the story of this action.")
    return go(".action_page", action_id=action_id, receipt=said)


@rooms.get("/rising")
@needs(Verb.SEE_LADDER)
def ladder_page() -> Response:
    return _ladder()


@rooms.post("/rising")
@needs(Verb.CHANGE_LADDER)
def choose_ladder() -> Response:
    try:
        given = read(schemas.LadderChosen(), request.form)
        ladder = Ladder(*(given[rung.name.casefold()] for rung in Rung))
        operations.choose_ladder(ladder, by=standing(), at=now())
        db.session.commit()
    except Refusal as refusal:
        undo()
        return _ladder(refusal)
    return go(".ladder_page", receipt=say("Saved. It counts from tomorrow’s look at what is late."))


def _ladder(refusal: Refusal | None = None) -> Response:
    organisation_id = standing().organisation_id
    days = queries.ladder_of(organisation_id).days()
    given = request.form if refusal else {rung.name.casefold(): str(n) for rung, n in days.items()}
    return respond(
        "tracker/ladder.html",
        status=status_of(refusal) if refusal else 200,
        rungs=[
            {
                "field": rung.name.casefold(),
                "name": RUNG_NAMES[rung],
                "after": say_n("after %(n)s day", "after %(n)s days", days[rung]),
                "usual": usual,
                "value": given.get(rung.name.casefold(), ""),
            }
            for rung, usual in USUAL.days().items()
        ],
        longest=rules.LONGEST,
        may_change=may(standing(), Verb.CHANGE_LADDER, Thing(organisation_id)) is Answer.ALLOWED,
        wrong=refusal.fields if refusal else {},
        said=refusal.sentences if refusal else (),
        lines=tell(
            history.lines(organisation_id, "ladder", organisation_id),
            lambda _line: say("chose when what is late rises."),
            _changes,
            with_names=standing().sees_names,
        ),
    )


def _changes(line: HistoryLine) -> tuple[tuple[Sentence, object, object], ...]:
    payload = line.payload or {}
    before, after = payload.get("before") or {}, payload.get("after") or {}
    return tuple((RUNG_NAMES[Rung(rung)], before.get(rung), n) for rung, n in after.items())
