"""A row of the tracker's list, as it is shown there and when it comes back alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import url_for

from spotcheck.core.clock import local_date
from spotcheck.core.permissions import Answer, Thing, Verb, may
from spotcheck.core.words import Sentence, say
from spotcheck.tracker.models import Action
from spotcheck.tracker.queries.lists import Row
from spotcheck.tracker.rules import held_words, story
from spotcheck.tracker.rules.words import State, dotted, reference
from spotcheck.web.guard import standing


def row_of(row: Row, today: date, where: Mapping[str, Any]) -> dict[str, Any]:
    """What the row shows. `where`: the view and the filters of the list it stands in."""
    action = row.action
    state = State(action.state)
    ended = action.closed_at or action.withdrawn_at
    return {
        "id": action.id,
        "href": url_for(".action_page", action_id=action.id),
        "change": url_for(".row_page", action_id=action.id, **where) if may_change(action) else "",
        "title": action.title,
        "above": _above(row),
        "next": held_words.in_one_line(row.holding, today)
        if state is State.CLOSED
        else story.in_one_line(
            state,
            row.answer,
            due_on=action.due_on,
            today=today,
            reason=action.withdrawn_reason,
            lead_left=row.lead_left,
        ),
        "came_back": story.came_back(action.sent_back, action.reopened),
        "stages": _stages(row, today),
        "when": held_words.when(row.holding, local_date(action.closed_at), today)
        if action.closed_at
        else story.when(
            state, row.answer, due_on=action.due_on, ended_on=local_date(ended) if ended else None, today=today
        ),
    }


def _stages(row: Row, today: date) -> story.Stages:
    """The spots of a row; when it is closed, on to the looks that show whether it holds."""
    action = row.action
    found = story.stages(
        State(action.state),
        ready=not row.answer.missing,
        agreed=action.agreed_at is not None,
        done=action.done_at is not None,
    )
    return (*found[:-1], *held_words.spots(row.holding, today)) if row.holding.looks else found


def may_change(action: Action) -> bool:
    """Whether this person may change its lead and its day now, by role and by its state."""
    thing = Thing(action.organisation_id, action.service_id)
    return action.state == State.AGREED.value and may(standing(), Verb.AGREE_ACTION, thing) is Answer.ALLOWED


def _above(row: Row) -> Sentence:
    """`A-12 · Hazel Court · Medication · Priya leads`."""
    words = say("%(name)s, who has left", name=row.lead) if row.lead_left else say("%(name)s leads", name=row.lead)
    leads = [words] if row.lead else []
    return dotted([reference(row.action.number), row.service, row.topic, *leads])
