"""The doors of the verification plan: what must be seen before an action closes (R7)."""

from __future__ import annotations

from typing import Any

from werkzeug.wrappers import Response

from spotcheck.checklists.queries import checklist
from spotcheck.core.permissions import Verb
from spotcheck.core.words import Sentence, say
from spotcheck.tracker import operations, schemas
from spotcheck.tracker.models import Action, Requirement
from spotcheck.tracker.routes import rooms
from spotcheck.tracker.routes.moves import done_by
from spotcheck.tracker.routes.opened import Opened, load_action, load_requirement
from spotcheck.tracker.routes.shown import ADD, REPLACE, TAKE_AWAY, WINDOW
from spotcheck.tracker.rules import plan
from spotcheck.tracker.rules.words import Look
from spotcheck.web.guard import needs, now, standing


@rooms.post("/actions/<uuid:action_id>/requirements")
@needs(Verb.CHANGE_PLAN, load_action)
def add_requirement(opened: Opened) -> Response:
    def operation(action: Action, given: dict[str, Any]) -> Sentence:
        found = checklist(action.organisation_id, given["checklist_id"])
        look = Look(found.kind) if found else Look.SAMPLE
        size, allowed, weeks = plan.numbers(look, given["size"], given["allowed"], given["weeks"])
        operations.add_requirement(
            action,
            standard_id=given["standard_id"],
            checklist_id=given["checklist_id"],
            size=size,
            allowed=allowed,
            weeks=weeks,
            reason=given["reason"] or "",
            by=standing(),
            at=now(),
            seen_version=given["version"],
        )
        return say("Added to the plan.")

    return done_by(opened, ADD, schemas.NewRequirement(), operation)


@rooms.post("/actions/<uuid:action_id>/requirements/<uuid:requirement_id>/replacement")
@needs(Verb.CHANGE_PLAN, load_requirement)
def replace_requirement(opened: Opened) -> Response:
    def operation(_action: Action, given: dict[str, Any]) -> Sentence:
        old = named(opened)
        size, allowed, weeks = plan.numbers(Look(old.kind), given["size"], given["allowed"], given["weeks"])
        operations.replace_requirement(
            old,
            size=size,
            allowed=allowed,
            weeks=weeks,
            reason=given["reason"] or "",
            by=standing(),
            at=now(),
            seen_version=given["version"],
        )
        return say("Replaced. The rule before it is kept in the history.")

    return done_by(opened, REPLACE, schemas.Replacement(), operation)


@rooms.post("/actions/<uuid:action_id>/requirements/<uuid:requirement_id>/removal")
@needs(Verb.CHANGE_PLAN, load_requirement)
def take_away_requirement(opened: Opened) -> Response:
    def operation(_action: Action, given: dict[str, Any]) -> Sentence:
        operations.take_away_requirement(
            named(opened), reason=given["reason"] or "", by=standing(), at=now(), seen_version=given["version"]
        )
        return say("Taken out of the plan. It is kept in the history.")

    return done_by(opened, TAKE_AWAY, schemas.Reason(), operation)


@rooms.post("/actions/<uuid:action_id>/requirements/<uuid:requirement_id>/window")
@needs(Verb.CHANGE_PLAN, load_requirement)
def give_new_window(opened: Opened) -> Response:
    def operation(_action: Action, given: dict[str, Any]) -> Sentence:
        operations.give_new_window(
            named(opened),
            until_on=given["until_on"],
            reason=given["reason"] or "",
            by=standing(),
            at=now(),
            seen_version=given["version"],
        )
        return say("There is more time now. The reason is kept in the history.")

    return done_by(opened, WINDOW, schemas.Window(), operation)


def named(opened: Opened) -> Requirement:
    """The part of the plan that the address names."""
    if opened.requirement is None:
        raise LookupError("this door is about one part of a plan")
    return opened.requirement
