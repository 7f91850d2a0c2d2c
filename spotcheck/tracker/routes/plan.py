"""The doors of the verification plan: what must be seen before an action closes (R7)."""

from __future__ import annotations

from typing import Any

from flask import request
from werkzeug.wrappers import Response

from spotcheck.checklists.queries import checklist
from spotcheck.core.forms import read
from spotcheck.core.permissions import Verb
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import Sentence, say
from spotcheck.tracker import operations, schemas
from spotcheck.tracker.models import Action, Requirement
from spotcheck.tracker.routes import rooms
from spotcheck.tracker.routes.action import again, show
from spotcheck.tracker.routes.moves import done_by
from spotcheck.tracker.routes.opened import Opened, load_action, load_requirement
from spotcheck.tracker.routes.shown import ADD, REPLACE, TAKE_AWAY, WINDOW, sent
from spotcheck.tracker.rules import plan
from spotcheck.tracker.rules.conditions import Conditions, Differ
from spotcheck.tracker.rules.suggested import Suggested, apart_of, asked_for
from spotcheck.tracker.rules.words import Look
from spotcheck.web.guard import needs, now, standing


@rooms.post("/actions/<uuid:action_id>/requirements")
@needs(Verb.CHANGE_PLAN, load_action)
def add_requirement(opened: Opened) -> Response:
    def operation(action: Action, given: dict[str, Any]) -> Sentence:
        rule = _rule_given(action, given)
        operations.add_requirement(
            action,
            standard_id=given["standard_id"],
            checklist_id=given["checklist_id"],
            **_in_numbers(rule),
            reason=given["reason"] or "",
            by=standing(),
            at=now(),
            seen_version=given["version"],
        )
        return say("Added to the plan.")

    if request.form.get("show"):
        return _show_what_it_shows(opened)
    return done_by(opened, ADD, schemas.NewRequirement(), operation)


def _show_what_it_shows(opened: Opened) -> Response:
    """The form as it was filled in, with what its rule can and cannot show. Nothing is kept."""
    try:
        given = read(schemas.NewRequirement(), request.form)
        wrong = plan.rule_refused(_look_of(opened.action, given), _rule_given(opened.action, given))
        if wrong:
            raise Refusal(Why.INVALID, fields=wrong)
    except Refusal as refusal:
        return again(opened, ADD, refusal)
    return show(opened, sent(ADD, Refusal(Why.INVALID)), status=200)


def _look_of(action: Action, given: dict[str, Any]) -> Look:
    found = checklist(action.organisation_id, given["checklist_id"])
    return Look(found.kind) if found else Look.SAMPLE


def _rule_given(action: Action, given: dict[str, Any]) -> plan.Rule:
    chosen = Suggested(given["suggested"]) if given["suggested"] else None
    return asked_for(_look_of(action, given), chosen, **_numbers(given))


def _numbers(given: dict[str, Any]) -> dict[str, Any]:
    names = ("size", "allowed", "second_size", "second_allowed", "weeks")
    asks = Conditions(frozenset(Differ(one) for one in given["differ"]), given["observers"] or 1)
    return {name: given[name] for name in names} | {"apart": apart_of(given["apart"]), "asks": asks}


def _in_numbers(rule: plan.Rule) -> dict[str, Any]:
    scheme = rule.scheme
    return {
        "size": scheme.size,
        "allowed": scheme.allowed,
        "second_size": scheme.second_size,
        "second_allowed": scheme.second_allowed,
        "weeks": rule.weeks,
        "target": rule.target,
        "floor": rule.floor,
        "asks": rule.asks,
    }


@rooms.post("/actions/<uuid:action_id>/requirements/<uuid:requirement_id>/replacement")
@needs(Verb.CHANGE_PLAN, load_requirement)
def replace_requirement(opened: Opened) -> Response:
    def operation(_action: Action, given: dict[str, Any]) -> Sentence:
        old = named(opened)
        as_before = {**_numbers(given), "apart": apart_of(given["apart"]) or (old.target, old.floor)}
        operations.replace_requirement(
            old,
            **_in_numbers(asked_for(Look(old.kind), None, **as_before)),
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
