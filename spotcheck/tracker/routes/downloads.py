"""The tracker's list and an action's history, to open in a spreadsheet. A reader's file has no names in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from flask import url_for
from werkzeug.wrappers import Response

from spotcheck.core.clock import local_date
from spotcheck.core.permissions import Verb
from spotcheck.core.words import Sentence, say
from spotcheck.tracker.models import Action
from spotcheck.tracker.queries import lists
from spotcheck.tracker.queries.lists import Row
from spotcheck.tracker.routes import narrowed, rooms, telling
from spotcheck.tracker.routes.opened import Opened, load_action
from spotcheck.tracker.routes.sight import sight_of
from spotcheck.tracker.rules import held_words, strength
from spotcheck.tracker.rules.facts import RequirementFacts
from spotcheck.tracker.rules.words import STATE_NAMES, State, reference, requirement_in_words
from spotcheck.web.downloads import csv_file, history_file, xlsx_file
from spotcheck.web.filters import spoken
from spotcheck.web.guard import needs, now, standing

_LEAD = say("Lead")
ACTIONS = (
    say("Number"), say("Title"), say("What will change"), say("Strength"), say("Kind of change"), say("Service"),
    say("Topic"), say("Standard"), say("State"),
    _LEAD, say("Due"), say("Support"), say("What will be seen"), say("Planned looks"),
    say("Proposed"), say("Agreed"), say("Done"),
    say("Closed"), say("Withdrawn"), say("Reason"), say("Sent back"), say("Reopened"), say("Missing before closing"),
    say("Still holding"), say("Address"),
)  # fmt: skip


@rooms.get("/actions.csv")
@needs(Verb.OPEN_APP)
def actions_file() -> Response:
    return csv_file("actions", *_table())


@rooms.get("/actions.xlsx")
@needs(Verb.OPEN_APP)
def actions_workbook() -> Response:
    return xlsx_file("actions", say("Actions"), *_table())


def _table() -> tuple[list[Sentence], Iterator[list[Any]]]:
    """The headings, and the rows of the view that is asked for; nobody's name for a reader (R12)."""
    asked = narrowed.asked()
    names = standing().sees_names
    header = [one for one in ACTIONS if names or one is not _LEAD]
    at = now()
    found = lists.every_row(standing(), asked["view"], narrowed.filters(asked), at=at)
    return header, (_action(row, names=names, today=local_date(at)) for row in found)


@rooms.get("/actions/<uuid:action_id>/history.csv")
@needs(Verb.SEE_ACTION, load_action)
def action_history_file(opened: Opened) -> Response:
    sight = sight_of(opened, standing(), at=now())
    name = f"{reference(opened.action.number)}-history"
    return history_file(name, telling.lines(sight), names=sight.told.known.shown)


def _action(row: Row, *, names: bool, today: date) -> list[Any]:
    action = row.action
    return [
        reference(action.number),
        action.title,
        action.change,
        *_strength(action),
        row.service,
        row.topic,
        row.standard,
        STATE_NAMES[State(action.state)],
        *([row.lead] if names else []),
        action.due_on,
        action.support,
        action.criteria,
        "; ".join(str(spoken(_planned(one.requirement))) for one in row.answer.weighed) or None,
        *(at and local_date(at) for at in (action.proposed_at, action.agreed_at, action.done_at, action.closed_at)),
        action.withdrawn_at and local_date(action.withdrawn_at),
        action.withdrawn_reason,
        action.sent_back,
        action.reopened,
        " ".join(str(spoken(one.sentence)) for one in row.answer.missing) if action.state == State.DONE else None,
        held_words.in_a_cell(row.holding, today),
        url_for(".action_page", action_id=action.id, _external=True),
    ]


def _planned(one: RequirementFacts) -> Sentence:
    rule = requirement_in_words(one.look, one.scheme, one.weeks, one.asks)
    return say("%(rule)s: “%(standard)s”", rule=rule, standard=one.standard)


def _strength(action: Action) -> tuple[Any, Any]:
    kinds = strength.known(action.kinds)
    found = strength.strength_of(kinds)
    return found and strength.STRENGTH_WORDS[found], strength.kinds_in_words(kinds)
