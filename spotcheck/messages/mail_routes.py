"""A person's own page about mail: their address, its code, and what they want to hear of."""

from __future__ import annotations

from flask import Blueprint, current_app, request
from werkzeug.wrappers import Response

from spotcheck.core.database import db
from spotcheck.core.forms import read
from spotcheck.core.permissions import Answer, Thing, Verb, may
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import say
from spotcheck.messages import mail_operations as operations
from spotcheck.messages import mail_queries as queries
from spotcheck.messages import mail_rules as rules
from spotcheck.messages import schemas
from spotcheck.web.errors import status_of
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import go, respond
from spotcheck.web.transaction import undo


def put_on(rooms: Blueprint) -> None:
    rooms.get("/mail")(mail_page)
    rooms.post("/mail")(give_address)
    rooms.post("/mail/confirmation")(confirm_address)
    rooms.post("/mail/choice")(choose_mail)
    rooms.post("/mail/removal")(take_address_away)


@needs(Verb.OPEN_APP)
def mail_page() -> Response:
    return _page()


@needs(Verb.OPEN_APP)
def give_address() -> Response:
    try:
        given = read(schemas.AddressGiven(), request.form)
        if not _sends():
            raise Refusal(Why.NOT_NOW, say("Mail is off here, so no code could reach you."))
        operations.give_address(given["address"], by=standing(), at=now())
    except Refusal as refusal:
        return _page(refusal)
    db.session.commit()
    return go("messages.mail_page", receipt=say("A code is on its way to you. It can take some minutes."))


@needs(Verb.OPEN_APP)
def confirm_address() -> Response:
    try:
        given = read(schemas.CodeGiven(), request.form)
        right = operations.confirm_address(given["code"], by=standing(), at=now())
    except Refusal as refusal:
        return _page(refusal)
    db.session.commit()
    if not right:
        return _page(Refusal(Why.INVALID, fields={"code": say("This is another code. Look at the newest mail.")}))
    return go("messages.mail_page", receipt=say("Confirmed. Mail comes to this address from now on."))


@needs(Verb.OPEN_APP)
def choose_mail() -> Response:
    try:
        given = read(schemas.MailWanted(), request.form)
    except Refusal as refusal:
        return _page(refusal)
    operations.choose_mail(rules.Wants(given["wants"]), by=standing(), at=now())
    db.session.commit()
    return go("messages.mail_page", receipt=say("Saved."))


@needs(Verb.OPEN_APP)
def take_address_away() -> Response:
    operations.take_address_away(by=standing(), at=now())
    db.session.commit()
    return go("messages.mail_page", receipt=say("Taken away. No more mail comes."))


def _page(refusal: Refusal | None = None) -> Response:
    if refusal:
        undo()
    you = standing()
    answers = may(you, Verb.CHANGE_ROLES, Thing(you.organisation_id)) is Answer.ALLOWED
    return respond(
        "messages/mail.html",
        status=status_of(refusal) if refusal else 200,
        on=_sends(),
        row=queries.address_of(you.organisation_id, you.person_id),
        wants=[(one.value, name) for one, name in rules.WANTS_NAMES.items()],
        given=request.form if refusal else {},
        wrong=refusal.fields if refusal else {},
        said=refusal.sentences if refusal else (),
        answers=answers,
        undelivered=queries.not_delivered(you.organisation_id) if answers else [],
    )


def _sends() -> bool:
    return bool(current_app.extensions["settings"].sends_mail)
