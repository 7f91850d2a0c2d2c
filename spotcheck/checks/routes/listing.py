"""The list of finished checks, as a page and as a file. What narrows it lives in the address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from spotcheck.checklists.rules import Kind
from spotcheck.checks.queries import lists
from spotcheck.checks.queries.exported import Seen, seen_in
from spotcheck.checks.queries.lists import Choices, Filters, Row
from spotcheck.checks.routes import rooms
from spotcheck.checks.rules import listing as rules
from spotcheck.checks.rules.content import Shift, read_words
from spotcheck.checks.rules.listing import State
from spotcheck.checks.schemas.listing import ChecksAsked
from spotcheck.core.clock import local_date
from spotcheck.core.forms import read
from spotcheck.core.permissions import Answer, Thing, Verb, may
from spotcheck.core.words import Sentence, day_in_words, say
from spotcheck.tracker.rules.words import dotted, reference
from spotcheck.web.downloads import csv_file
from spotcheck.web.filters import spoken
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import respond

PAGE, PART = "checks/checks.html", "checks/_list.html"
NAMED = (say("Captured by"), say("Person observed"))
FILE = (
    say("Finished"), say("Received"), say("Service"), say("Kind"), say("Checklist"), say("Version"), *NAMED,
    say("Shift"), say("Announced"), say("Setting"), say("Evidence for"), say("What was seen"), say("A strength"),
    say("Review"), say("Risk"), say("Commentary"), say("Address"),
)  # fmt: skip


@rooms.get("/checks")
@needs(Verb.OPEN_APP)
def checks_page() -> Response:
    asked, filters = _asked()
    page = lists.page(standing(), filters, after=asked["after"], at=now())
    n = lists.count(standing(), filters, at=now())
    kept = {name: value for name, value in asked.items() if value and name != "after"}
    offered = lists.choices(standing(), at=now())
    return respond(
        PAGE,
        part=PART,
        also=("checks/_list_heading.html",),
        heading=rules.heading(n, filtered=bool(kept)),
        about=rules.about(n, filtered=bool(kept)),
        rows=page.rows,
        choices=offered,
        kinds=[(kind.value, kind.label) for kind in Kind],
        states=[(state.value, state.label) for state in State],
        asked=asked,
        filtered=_filtered(kept, offered),
        reviews=may(standing(), Verb.SEE_REVIEWS, Thing(standing().organisation_id)) is Answer.ALLOWED,
        first=url_for(".checks_page", **kept) if asked["after"] else None,
        more=url_for(".checks_page", after=page.more, **kept) if page.more else None,
        file=url_for(".checks_file", **kept) if page.rows else None,
    )


@rooms.get("/checks.csv")
@needs(Verb.OPEN_APP)
def checks_file() -> Response:
    _, filters = _asked()
    names = standing().sees_names
    return csv_file("checks", [one for one in FILE if names or one not in NAMED], _rows(filters, names=names))


def _asked() -> tuple[dict[str, Any], Filters]:
    asked = read(ChecksAsked(), request.args)
    kind, state = asked["kind"], asked["state"]
    return asked, Filters(
        asked["service"],
        Kind(kind) if kind else None,
        asked["checklist"],
        asked["since"],
        asked["until"],
        State(state) if state else None,
    )


def _filtered(kept: Mapping[str, Any], offered: Choices) -> Sentence:
    """The filters that are on, in words."""
    if not kept:
        return say("Filter")
    known = {"service": dict(offered.services), "checklist": dict(offered.checklists)}
    said: list[object] = [known[name].get(kept[name], say("something else")) for name in known if name in kept]
    if "kind" in kept:
        said.append(Kind(kept["kind"]).label)
    if "since" in kept:
        said.append(say("from %(day)s", day=day_in_words(kept["since"])))
    if "until" in kept:
        said.append(say("to %(day)s", day=day_in_words(kept["until"])))
    if "state" in kept:
        said.append(State(kept["state"]).label)
    return say("Filter: %(what)s", what=dotted(said, between=", "))


def _rows(filters: Filters, *, names: bool) -> Iterator[list[Any]]:
    for some in lists.every_row(standing(), filters, at=now()):
        seen = seen_in(some)
        yield from (_row(row, seen[row.check.id], names=names) for row in some)


def _row(row: Row, seen: Seen, *, names: bool) -> list[Any]:
    check = row.check
    by_day = row.kind is Kind.VOICE  # an hour could tell which person or family it was
    return [
        local_date(check.finished_at) if by_day else check.finished_at,
        None if by_day else check.received_at,
        row.service,
        row.kind.label,
        row.title,
        row.version,
        *([row.author, row.worker] if names else []),
        Shift(check.shift).label if check.shift else None,
        None if check.announced is None else say("Yes") if check.announced else say("No"),
        check.setting,
        reference(row.action.number) if row.action else None,
        "; ".join(f"{spoken(words)}: {n}" for words, n in seen.outcomes),
        read_words(check.words).strength,
        (State.WAITING if row.waits else State.REVIEWED).label if row.sight.judged else None,
        seen.risk,
        seen.commentary,
        url_for(".check_page", check_id=check.id, _external=True),
    ]
