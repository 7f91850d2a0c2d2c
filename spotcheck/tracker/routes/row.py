"""The lead and the day of an action, changed from the list: the same form and operation as on its own page."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.core.forms import read
from spotcheck.core.permissions import Verb
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import say
from spotcheck.tracker import operations, schemas
from spotcheck.tracker.queries import lists
from spotcheck.tracker.queries.page import candidates, told
from spotcheck.tracker.routes import narrowed, rooms
from spotcheck.tracker.routes.opened import Opened, load_action
from spotcheck.tracker.routes.rows import may_change, row_of
from spotcheck.tracker.routes.shown import Sent, Shown, sent
from spotcheck.tracker.routes.tracker import beside_list
from spotcheck.tracker.rules.words import reference
from spotcheck.web.errors import status_of
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import go, htmx, respond
from spotcheck.web.transaction import undo

PAGE, FORM, ROW = "tracker/row.html", "tracker/forms/_terms_here.html", "tracker/_row.html"
BESIDE = ("tracker/_heading.html", "tracker/_views.html")


@rooms.get("/actions/<uuid:action_id>/row")
@needs(Verb.AGREE_ACTION, load_action)
def row_page(opened: Opened) -> Response:
    return _form(opened)


@rooms.post("/actions/<uuid:action_id>/row")
@needs(Verb.AGREE_ACTION, load_action)
def change_row(opened: Opened) -> Response:
    action_id, where = opened.action.id, _where()
    try:
        given = read(schemas.Terms(), request.form)
        operations.change_terms(
            opened.action,
            lead_id=given["lead_id"],
            due_on=given["due_on"],
            reason=given["reason"] or "",
            by=standing(),
            at=now(),
            seen_version=given["version"],
        )
    except Refusal as refusal:
        if refusal.why is Why.NOT_YOU:
            raise
        undo()
        return _form(opened, sent("terms", refusal))
    db.session.commit()
    if not htmx.partial:
        receipt = say("Changed. The reason is kept in the history.")
        return go(".actions_page", receipt=receipt, _anchor=f"row-{action_id}", **where)
    row = row_of(lists.one_row(standing(), action_id, at=now()), local_date(now()), where)
    answer = respond(PAGE, part=ROW, also=BESIDE, row=row, changed=True, **beside_list(narrowed.asked()))
    answer.headers["HX-Retarget"] = f"#row-{action_id}"  # what was asked for was a form; what comes is its whole row
    return answer


def _form(opened: Opened, back: Sent | None = None) -> Response:
    action, where = opened.action, _where()
    form = Shown(
        id=f"terms-{action.id}",
        action=url_for(".change_row", action_id=action.id, **where),
        version=action.version,
        values=back.values if back else {"lead_id": action.lead_id, "due_on": action.due_on},
        wrong=back.refusal.fields if back else {},
        says=back.said if back else (),
    )
    return respond(
        PAGE,
        part=FORM,
        status=status_of(back.refusal) if back else 200,
        action=action,
        reference=reference(action.number),
        form=form,
        changeable=may_change(action) and (back is None or back.is_invalid),
        kept=back.kept if back else (),
        candidates=candidates(told(action, standing(), opened.invited, inviting=None, at=now()), at=now()),
        back=url_for(".actions_page", _anchor=f"row-{action.id}", **where),
    )


def _where() -> dict[str, Any]:
    asked = narrowed.asked()
    return {"view": asked["view"], **narrowed.kept(asked)}
