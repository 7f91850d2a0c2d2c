"""The doors through which an action moves: agreed, done, closed, sent back, withdrawn; and other terms for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import request
from werkzeug.wrappers import Response

from spotcheck.core.database import db
from spotcheck.core.forms import Form, read
from spotcheck.core.permissions import Verb
from spotcheck.core.refusals import Refusal
from spotcheck.core.words import Sentence, say
from spotcheck.tracker import operations, schemas
from spotcheck.tracker.models import Action
from spotcheck.tracker.routes import rooms
from spotcheck.tracker.routes.action import again
from spotcheck.tracker.routes.opened import Opened, load_action
from spotcheck.tracker.rules import clarity
from spotcheck.tracker.rules.doors import Door
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import go


@rooms.post("/actions/<uuid:action_id>/agreement")
@needs(Verb.AGREE_ACTION, load_action)
def agree(opened: Opened) -> Response:
    def operation(action: Action, given: dict[str, Any]) -> Sentence:
        operations.agree(
            action,
            lead_id=given["lead_id"],
            due_on=given["due_on"],
            support=clarity.support_needed(given["support"], none_needed=given["no_support"]),
            criteria=given["criteria"] or "",
            kinds=given["kinds"],
            by=standing(),
            at=now(),
            seen_version=given["version"],
        )
        return say("Agreed. Its lead sees it under Mine.")

    return done_by(opened, Door.AGREE.value, schemas.Agreement(), operation)


@rooms.post("/actions/<uuid:action_id>/completion")
@needs(Verb.REPORT_DONE, load_action)
def report_done(opened: Opened) -> Response:
    def operation(action: Action, given: dict[str, Any]) -> Sentence:
        words = given["words"] or ""
        operations.report_done(action, words=words, by=standing(), at=now(), seen_version=given["version"])
        return say("Reported done. Now others look whether it worked.")

    return done_by(opened, Door.REPORT_DONE.value, schemas.Words(), operation)


@rooms.post("/actions/<uuid:action_id>/closure")
@needs(Verb.CLOSE_ACTION, load_action)
def close(opened: Opened) -> Response:
    def operation(action: Action, given: dict[str, Any]) -> Sentence:
        words = given["words"] or ""
        operations.close(action, words=words, by=standing(), at=now(), seen_version=given["version"])
        return say("Closed. A fresh look showed the change.")

    return done_by(opened, Door.CLOSE.value, schemas.Words(), operation)


@rooms.post("/actions/<uuid:action_id>/return")
@needs(Verb.CLOSE_ACTION, load_action)
def send_back(opened: Opened) -> Response:
    def operation(action: Action, given: dict[str, Any]) -> Sentence:
        reason = given["reason"] or ""
        operations.send_back(action, reason=reason, by=standing(), at=now(), seen_version=given["version"])
        return say("Sent back. Its lead sees your reason.")

    return done_by(opened, Door.SEND_BACK.value, schemas.Reason(), operation)


@rooms.post("/actions/<uuid:action_id>/withdrawal")
@needs(Verb.WITHDRAW_ACTION, load_action)
def withdraw(opened: Opened) -> Response:
    def operation(action: Action, given: dict[str, Any]) -> Sentence:
        reason = given["reason"] or ""
        operations.withdraw(action, reason=reason, by=standing(), at=now(), seen_version=given["version"])
        return say("Withdrawn. It does not count as closed.")

    return done_by(opened, Door.WITHDRAW.value, schemas.Reason(), operation)


@rooms.post("/actions/<uuid:action_id>/terms")
@needs(Verb.AGREE_ACTION, load_action)
def change_terms(opened: Opened) -> Response:
    def operation(action: Action, given: dict[str, Any]) -> Sentence:
        operations.change_terms(
            action,
            lead_id=given["lead_id"],
            due_on=given["due_on"],
            reason=given["reason"] or "",
            by=standing(),
            at=now(),
            seen_version=given["version"],
        )
        return say("Changed. The reason is kept in the history.")

    return done_by(opened, Door.CHANGE_TERMS.value, schemas.Terms(), operation)


def done_by(opened: Opened, name: str, form: Form, operation: Callable[[Action, dict[str, Any]], Sentence]) -> Response:
    """Read the form, do it, commit, and on to the page with a receipt; or the page again with what was sent."""
    action_id = opened.action.id
    try:
        receipt = operation(opened.action, read(form, request.form))
    except Refusal as refusal:
        return again(opened, name, refusal)
    db.session.commit()
    return go(".action_page", action_id=action_id, receipt=receipt)
