"""Someone is at risk now (R10): what to do and whom to ring, and the message that stays until somebody has it."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask_login import current_user
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from spotcheck.core import history
from spotcheck.core.database import db
from spotcheck.core.forms import plain_id, read
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Answer, Verb, may
from spotcheck.core.refusals import Refusal
from spotcheck.core.words import Sentence, say, say_n
from spotcheck.messages import mail_routes, operations, queries, rules, schemas
from spotcheck.messages.models import Alert
from spotcheck.messages.queries import Seen
from spotcheck.messages.rules import Wait
from spotcheck.organisation import queries as organisation
from spotcheck.organisation.models import Service
from spotcheck.organisation.other_numbers import other_numbers
from spotcheck.organisation.told import tell
from spotcheck.web.errors import status_of
from spotcheck.web.guard import ask, needs, now, open_door, standing
from spotcheck.web.respond import frame, go, htmx, respond

rooms = Blueprint("messages", __name__)
mail_routes.put_on(rooms)


def _alert(alert_id: uuid.UUID) -> Alert | None:
    return queries.alert(standing().organisation_id, alert_id)


@rooms.get("/at-risk")
@open_door
def at_risk() -> Response:
    """What to do comes first, so the page is there for somebody whose session has ended, too."""
    if not current_user.is_authenticated:
        return respond("messages/at_risk_signed_out.html")
    return _page()


@rooms.get("/alerts")
@open_door
def watch() -> Response:
    """The banners again, for a page that lies open. Nothing for a session that has ended: no page is taken away."""
    if not htmx.partial:
        return redirect(url_for("messages.at_risk"), code=303)
    return respond("", part="messages/_alerts.html", **_alerts())


@rooms.post("/alerts")
@needs(Verb.RAISE_ALERT)
def tell_managers() -> Response:
    try:
        given = read(schemas.AtRisk(), request.form)
    except Refusal as refusal:
        return _page(refusal)
    service = organisation.service(standing().organisation_id, given["service"])
    if service is None:
        raise NotFound
    ask(Verb.RAISE_ALERT, queries.service_thing(standing(), service.id, at=now()))
    alert = operations.raise_alert(given["id"], service.id, given["words"] or "", by=standing(), at=now())
    db.session.commit()
    return go("messages.alert_page", alert_id=alert.id, receipt=say("Sent to the managers. Now ring."))


@rooms.get("/alerts/<uuid:alert_id>")
@needs(Verb.SEE_ALERT, _alert)
def alert_page(alert: Alert) -> Response:
    seen = queries.seen(alert)
    return respond(
        "messages/alert.html",
        part="messages/_alert.html",
        seen=seen,
        yours=alert.raised_by_id == standing().person_id,
        state=_state(seen),
        ring=_ring(seen.service),
        others=other_numbers(seen.service),
        chased=seen.alert.taken_at is None and rules.wait(seen.alert.raised_at, now()) is not Wait.NEW,
        alerts=[_banner(other) for other in queries.open_for(standing()) if other.alert.id != alert.id],
        may_take=may(standing(), Verb.TAKE_ALERT, alert.thing) is Answer.ALLOWED,
        lines=tell(
            history.lines(alert.organisation_id, "alert", alert.id),
            lambda line: rules.in_history(line.what, alert.raised_at, line.at),
        ),
    )


@rooms.post("/alerts/<uuid:alert_id>/acknowledgement")
@needs(Verb.TAKE_ALERT, _alert)
def take(alert: Alert) -> Response:
    taken = operations.take_alert(alert, by=standing(), at=now())
    db.session.commit()
    receipt = say("You have it. Whoever raised it sees your name now.") if taken else _state(queries.seen(alert))
    if htmx.partial:  # from the banner: the page below, perhaps half filled in, stays
        also = ("components/_receipt.html",)
        banners = {**_alerts(), "watch": False}
        return respond("", part="messages/_alerts.html", also=also, receipts=[receipt], **banners)
    return go("messages.alert_page", alert_id=alert.id, receipt=receipt)


def _page(refusal: Refusal | None = None) -> Response:
    """The page for whoever is signed in: whom to ring where they are, the form, and what became of what they raised."""
    there = queries.services_to_tell(standing(), at=now())
    chosen = _chosen(there)
    return respond(
        "messages/at_risk.html",
        status=status_of(refusal) if refusal else 200,
        services=there,
        chosen=chosen,
        ring=_ring(chosen) if chosen else None,
        others_to_ring=other_numbers(chosen) if chosen else (),
        rings={service.id: _ring(service) for service in there},
        form_id=plain_id(request.form.get("id")) or new_id(),
        words=request.form.get("words"),
        wrong=refusal.fields if refusal else {},
        said=refusal.sentences if refusal else (),
        raised=[(seen, _state(seen)) for seen in queries.raised_by(standing(), at=now())],
        others=[
            (seen, _state(seen))
            for seen in queries.lately(standing(), at=now())
            if seen.alert.raised_by_id != standing().person_id
        ],
    )


def _chosen(there: list[Service]) -> Service | None:
    """Where the person is: what the address or the form says, or the one place they belong to."""
    named = plain_id(request.values.get("service"))
    if named is not None:
        return next((service for service in there if service.id == named), None)
    return there[0] if len(there) == 1 else None


def _ring(service: Service) -> Sentence:
    return rules.ring(service.on_call_name, service.on_call_number, service.name)


def _state(seen: Seen) -> Sentence:
    return rules.state(seen.taken_by, seen.alert.raised_at, seen.alert.taken_at, now())


@frame
def _alerts() -> dict[str, Any]:
    """What stays on every page until somebody has it: for those who can take it, and for the person who raised it.

    For an hour after that whoever raised it is told there who has it.
    """
    if not current_user.is_authenticated:
        return {}
    shown = queries.shown_to(standing(), at=now())
    banners = [_banner(seen) for seen in shown[: queries.MOST]]
    if more := len(shown) - len(banners):
        says = say_n("One more message that someone is at risk.", "%(n)s more messages that someone is at risk.", more)
        banners.append({"says": says, "href": url_for("messages.at_risk")})
    reach = standing().services_for(Verb.TAKE_ALERT)
    return {"alerts": banners, "watch": bool(banners) or reach is None or bool(reach)}


def _banner(seen: Seen) -> dict[str, Any]:
    """Whoever raised it is told to ring; whoever can take it gets the button; a manager who raised it has both."""
    alert, service = seen.alert, seen.service
    mine, answered = alert.raised_by_id == standing().person_id, alert.taken_at is not None
    if answered:
        says, detail = _state(seen), rules.told(service.name, alert.raised_at, now())
    elif mine:
        says = rules.ring_yourself(service.on_call_number, alert.raised_at, now())
        detail = rules.told(service.name, alert.raised_at, now())
    else:
        says = rules.said_by(seen.raised_by, service.name, alert.raised_at, now())
        detail = rules.what_now(alert.raised_at, now())
    may_take = may(standing(), Verb.TAKE_ALERT, alert.thing) is Answer.ALLOWED
    return {
        "says": say("%(says)s.", says=says) if answered else says,
        "detail": detail,
        "answered": answered,
        "href": url_for("messages.alert_page", alert_id=alert.id),
        "ring": service.on_call_number if mine and not answered else None,
        "take": url_for("messages.take", alert_id=alert.id) if may_take and not answered else None,
    }
