"""The tracker: every action that one may see, in views and filters that live in the address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import url_for
from werkzeug.wrappers import Response

from spotcheck.core.clock import local_date
from spotcheck.core.permissions import Answer, Thing, Verb, may
from spotcheck.core.words import Sentence, say
from spotcheck.tracker.queries import lists
from spotcheck.tracker.queries.choices import choices
from spotcheck.tracker.routes import narrowed, rooms
from spotcheck.tracker.routes.rows import row_of
from spotcheck.tracker.rules import views
from spotcheck.tracker.rules.due import DUE_NAMES
from spotcheck.tracker.rules.views import VIEW_NAMES, View
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
    today = local_date(now())
    return respond(
        PAGE,
        part=PART,
        also=BESIDE,
        **beside_list(asked),
        choices=(offered := choices(standing())),
        asked=asked,
        strengths=narrowed.STRENGTHS,
        dues=DUE_NAMES.items(),
        filtered=narrowed.in_words(kept, offered),
        rows=(rows := [row_of(row, today, {"view": view, **kept}) for row in page.rows]),
        several=url_for(".several_page", view=view, **kept) if sum(bool(row["change"]) for row in rows) > 1 else None,
        first=url_for(".actions_page", view=view, **kept) if asked["after"] else None,
        more=url_for(".actions_page", view=view, after=page.more, **kept) if page.more else None,
        files=_files({"view": view, **kept}) if page.rows else (),
        proposes=_may(Verb.PROPOSE_ACTION),
        brings=_may(Verb.BRING_ACTIONS),
    )


def _files(where: Mapping[str, Any]) -> list[tuple[Sentence, str]]:
    return [
        (say("This list for Excel (XLSX)"), url_for(".actions_workbook", **where)),
        (say("As plain text (CSV)"), url_for(".actions_file", **where)),
    ]


def beside_list(asked: Mapping[str, Any]) -> dict[str, Any]:
    """What stands beside the rows: the heading that answers, and the views with their counts. One query."""
    view, kept = asked["view"], narrowed.kept(asked)
    counts = lists.counts(standing(), narrowed.filters(asked), at=now())
    first, rest = views.arranged(counts, view)
    return {
        "heading": views.heading(view, counts[view]),
        "about": views.about(view, counts[view], filtered=bool(kept)),
        "view": view,
        "views": [_view(one, counts[one], view, kept) for one in first],
        "more_views": [_view(one, counts[one], view, kept) for one in rest],
    }


def _may(verb: Verb) -> bool:
    return may(standing(), verb, Thing(standing().organisation_id)) is Answer.ALLOWED


def _view(view: View, count: int, current: View, kept: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "word": VIEW_NAMES[view],
        "href": url_for(".actions_page", view=view, **kept),
        "count": views.counted(count) if count else 0,
        "current": view is current,
    }
