"""The tracker: every action that one may see, in views and filters that live in the address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import url_for
from werkzeug.wrappers import Response

from spotcheck.core.clock import local_date
from spotcheck.core.permissions import Answer, Thing, Verb, may
from spotcheck.core.words import Sentence, say
from spotcheck.tracker.queries import lists
from spotcheck.tracker.queries.choices import choices
from spotcheck.tracker.queries.lists import Row
from spotcheck.tracker.routes import narrowed, rooms
from spotcheck.tracker.rules import held_words, story, views
from spotcheck.tracker.rules.due import DUE_NAMES
from spotcheck.tracker.rules.views import VIEW_NAMES, View
from spotcheck.tracker.rules.words import State, dotted, reference
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import respond

PAGE, PART = "tracker/tracker.html", "tracker/_list.html"
BESIDE = ("tracker/_heading.html", "tracker/_views.html")


@rooms.get("/actions")
@needs(Verb.OPEN_APP)
def actions_page() -> Response:
    asked = narrowed.asked()
    view, filters, kept = asked["view"], narrowed.filters(asked), narrowed.kept(asked)
    page = lists.page(standing(), view, filters, after=asked["after"], at=now())
    counts = lists.counts(standing(), filters, at=now())
    today = local_date(now())
    return respond(
        PAGE,
        part=PART,
        also=BESIDE,
        heading=views.heading(view, counts[view]),
        about=views.about(view, counts[view], filtered=bool(kept)),
        view=view,
        views=[_view(one, counts[one], view, kept) for one in View],
        choices=(offered := choices(standing())),
        asked=asked,
        strengths=narrowed.STRENGTHS,
        dues=DUE_NAMES.items(),
        filtered=narrowed.in_words(kept, offered),
        rows=[_row(row, today) for row in page.rows],
        first=url_for(".actions_page", view=view, **kept) if asked["after"] else None,
        more=url_for(".actions_page", view=view, after=page.more, **kept) if page.more else None,
        file=url_for(".actions_file", view=view, **kept) if page.rows else None,
        proposes=_may(Verb.PROPOSE_ACTION),
        brings=_may(Verb.BRING_ACTIONS),
    )


def _may(verb: Verb) -> bool:
    return may(standing(), verb, Thing(standing().organisation_id)) is Answer.ALLOWED


def _view(view: View, count: int, current: View, kept: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "word": VIEW_NAMES[view],
        "href": url_for(".actions_page", view=view, **kept),
        "count": views.counted(count) if count else 0,
        "current": view is current,
    }


def _row(row: Row, today: date) -> dict[str, Any]:
    action = row.action
    state = State(action.state)
    ended = action.closed_at or action.withdrawn_at
    return {
        "href": url_for(".action_page", action_id=action.id),
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


def _above(row: Row) -> Sentence:
    """`A-12 · Hazel Court · Medication · Priya leads`."""
    words = say("%(name)s, who has left", name=row.lead) if row.lead_left else say("%(name)s leads", name=row.lead)
    leads = [words] if row.lead else []
    return dotted([reference(row.action.number), row.service, row.topic, *leads])
