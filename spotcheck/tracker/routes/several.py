"""Several actions get another day or another lead at once, for one reason: tick, choose, send."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from typing import Any

from flask import request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.core.forms import plain_id, read
from spotcheck.core.permissions import Verb
from spotcheck.core.refusals import Refusal
from spotcheck.core.words import Sentence, say
from spotcheck.tracker import operations, schemas
from spotcheck.tracker.models import Action
from spotcheck.tracker.operations.several import Several
from spotcheck.tracker.queries import lists
from spotcheck.tracker.queries.actions import to_agree
from spotcheck.tracker.queries.leads import leads_at
from spotcheck.tracker.queries.lists import Row
from spotcheck.tracker.routes import narrowed, rooms
from spotcheck.tracker.rules import several as rules
from spotcheck.tracker.rules import story
from spotcheck.tracker.rules.words import State, dotted, reference
from spotcheck.web.errors import status_of
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import go, respond
from spotcheck.web.transaction import undo

PAGE = "tracker/several.html"


@rooms.get("/actions/several")
@needs(Verb.AGREE_ACTION)
def several_page() -> Response:
    return _page({})


@rooms.post("/actions/several")
@needs(Verb.AGREE_ACTION)
def change_several() -> Response:
    try:
        given = read(schemas.SeveralTerms(), request.form)
        chosen = _chosen(given["chosen"])
        found = operations.change_several(
            chosen,
            lead_id=given["lead_id"],
            due_on=given["due_on"],
            reason=given["reason"] or "",
            leads=leads_at(standing().organisation_id, {action.service_id for action, _ in chosen}, at=now()).keys(),
            by=standing(),
            at=now(),
        )
    except Refusal as refusal:
        undo()
        return _page(_typed(), refusal)
    receipt = rules.told(len(found.changed), len(found.left))
    left = _left(found)
    db.session.commit()
    if left:
        return _page(_typed() | {"chosen": [one["id"] for one in left]}, left=left, receipt=receipt)
    asked = narrowed.asked()
    return go(".actions_page", receipt=receipt, view=asked["view"], **narrowed.kept(asked))


def _chosen(ticked: Sequence[str]) -> list[tuple[Action, int]]:
    """The actions that were ticked, each in the version that was looked at. One that is not theirs is not there."""
    seen: dict[uuid.UUID, int] = {}
    for one in ticked:
        its_id, _, version = one.partition(":")
        action_id = plain_id(its_id)
        if action_id is None or not version.isdecimal():
            raise NotFound
        seen[action_id] = int(version[:9])
    found = to_agree(standing(), seen)
    if len(found) < len(seen):
        raise NotFound
    return [(action, seen[action.id]) for action in found]


def _left(found: Several) -> list[dict[str, Any]]:
    return [
        {
            "id": action.id,
            "title": dotted([reference(action.number), action.title]),
            "href": url_for(".action_page", action_id=action.id),
            "why": sentences,
        }
        for action, sentences in found.left
    ]


def _typed() -> dict[str, Any]:
    ticked = [plain_id(one.partition(":")[0]) for one in request.form.getlist("chosen")]
    return request.form.to_dict() | {"chosen": ticked}


def _page(
    values: dict[str, Any],
    refusal: Refusal | None = None,
    *,
    left: Sequence[dict[str, Any]] = (),
    receipt: Sentence | None = None,
) -> Response:
    asked = narrowed.asked()
    view, kept = asked["view"], narrowed.kept(asked)
    rows = lists.changeable(standing(), view, narrowed.filters(asked), at=now(), most=rules.MOST)
    return respond(
        PAGE,
        status=status_of(refusal) if refusal else 200,
        choices=[_choice(row) for row in rows],
        chosen=_ticks(rows, values.get("chosen") or ()),
        leads=_leads(rows),
        values=values,
        wrong=refusal.fields if refusal else {},
        said=refusal.sentences if refusal else (),
        left=left,
        changed=receipt,
        send=url_for(".change_several", view=view, **kept),
        back=url_for(".actions_page", view=view, **kept),
    )


def _ticks(rows: Sequence[Row], chosen: Collection[uuid.UUID | None]) -> list[str]:
    return [_value(row.action) for row in rows if row.action.id in chosen]


def _value(action: Action) -> str:
    return f"{action.id}:{action.version}"


def _choice(row: Row) -> tuple[str, str, Sentence]:
    action = row.action
    when = story.when(State(action.state), row.answer, due_on=action.due_on, ended_on=None, today=local_date(now()))
    leads = [say("%(name)s leads", name=row.lead)] if row.lead else []
    parts = [reference(action.number), row.service, *leads, *([when.says] if when else [])]
    return _value(action), action.title, dotted(parts)


def _leads(rows: Sequence[Row]) -> list[tuple[uuid.UUID, str]]:
    services = {row.action.service_id for row in rows}
    return list(leads_at(standing().organisation_id, services, at=now()).items()) if rows else []
