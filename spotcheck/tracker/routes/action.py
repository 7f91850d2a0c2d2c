"""The page of one action: a story, with the next step for whoever looks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import request
from werkzeug.wrappers import Response

from spotcheck.core.forms import plain_id
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Verb
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import Sentence, say
from spotcheck.organisation.rules import LONGEST_STAY, USUAL_STAY
from spotcheck.tracker.models import Action
from spotcheck.tracker.queries.imports import row_of_action
from spotcheck.tracker.queries.page import candidates
from spotcheck.tracker.queries.rising import raised_about
from spotcheck.tracker.queries.ways import Way, ways_to_look
from spotcheck.tracker.routes import looks, rooms, stages, telling
from spotcheck.tracker.routes import shown as forms
from spotcheck.tracker.routes.held import held
from spotcheck.tracker.routes.measured import beside_plan
from spotcheck.tracker.routes.opened import Opened, load_action
from spotcheck.tracker.routes.questions import asking_place, can_ask
from spotcheck.tracker.routes.risen import came_before_in_words, risen
from spotcheck.tracker.routes.said import said
from spotcheck.tracker.routes.shown import ACKNOWLEDGE, ADD, COMMENT, REPLACE, TAKE_AWAY, WINDOW, Sent, Shown, shown
from spotcheck.tracker.routes.sight import Sight, sight_of
from spotcheck.tracker.routes.wording import kinds_offered, nudges_about
from spotcheck.tracker.rules import plan, seen, strength, suggested
from spotcheck.tracker.rules.conditions import Conditions, Differ
from spotcheck.tracker.rules.doors import Door
from spotcheck.tracker.rules.words import Look, State, reference, requirement_in_words
from spotcheck.web.curve_picture import curve_picture
from spotcheck.web.errors import status_of
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import respond
from spotcheck.web.transaction import undo

PAGE = "tracker/action.html"


@rooms.get("/actions/<uuid:action_id>")
@needs(Verb.SEE_ACTION, load_action)
def action_page(opened: Opened) -> Response:
    return show(opened)


def show(opened: Opened, sent: Sent | None = None, *, status: int | None = None) -> Response:
    """The page; `sent` is a form that came back, shown again with everything that was typed.

    For htmx: that form alone when something in it needs another look, or what is refused and what was written.
    """
    sight = sight_of(opened, standing(), at=now())
    offered = _forms(sight, sent)
    raised = raised_about(opened.action, standing())
    rose = risen(opened, sight, raised, sent)
    if rose["form"]:
        offered[ACKNOWLEDGE] = rose["form"]
    again_form = offered.get(sent.name) if sent else offered.get(ADD)
    return respond(
        PAGE,
        part=_part(sent, again_form),
        status=status or (status_of(sent.refusal) if sent else 200),
        action=opened.action,
        reference=reference(opened.action.number),
        told=sight.told,
        place=opened.place,
        state=sight.state,
        ended=sight.state is State.WITHDRAWN,
        stands=telling.stands(sight),
        line=stages.line(sight),
        step=(step := sight.step),
        back=telling.came_back(sight),
        taken_back=telling.taken_back(sight),
        next_place=telling.next_place(step),
        next_beside=_beside(sight),
        risen=rose,
        repeats=came_before_in_words(opened, sight, raised),
        missing=telling.missing(sight) if sight.state is State.DONE else (),
        gap=sight.told.able.gap if sight.state in {State.PROPOSED, State.AGREED, State.DONE} else None,
        refused=sent if sent and not (again_form and sent.is_invalid) else None,
        strength=strength.strength_in_words(strength.known(opened.action.kinds)),
        shares=(shares := telling.shares(sight)),
        shares_say=seen.pictures_in_words(shares),
        plan=_plan(sight, sent),
        held=held(sight),
        measures=beside_plan(opened, stands=bool(_plan_stands(sight))),
        replaced=looks.replaced(sight),
        earlier=looks.earlier(sight),
        stages=stages.stages(sight),
        comments=said(sight),
        facts=telling.facts(sight),
        lines=telling.lines(sight),
        may_hold=Verb.HOLD_FOR_LAW in sight.you.may,
        forms=offered,
        outside=_outside(sight),
        form=again_form,
        **_choices(sight, offered),
    )


def _outside(sight: Sight) -> list[dict[str, Any]]:
    """Who was invited from outside, for whoever may end that."""
    if Verb.INVITE_VERIFIER not in sight.you.may:
        return []
    return [
        {"id": one.id, "name": person.name, "until": sight.near(one.until_at), "joined": person.account_id is not None}
        for person, one in sight.told.invited
    ]


def _part(sent: Sent | None, form: Shown | None) -> str:
    """What htmx gets: the form alone when something in it needs another look, or why not and what was written; the
    form that plans a look when another standard was asked for; otherwise the next step."""
    if sent is not None:
        return forms.TEMPLATES[sent.name.split("-")[0]] if form and sent.is_invalid else "tracker/_refused.html"
    return forms.TEMPLATES[ADD] if form and "standard" in request.args else "tracker/_next.html"


def _forms(sight: Sight, sent: Sent | None) -> dict[str, Shown]:
    """The forms this person may use now, by their id."""
    action, step = sight.told.action, sight.step
    taken_back = telling.taken_back(sight)
    asked_for = {step.door, Door.WITHDRAW if taken_back and taken_back.to_decide else None}
    found = []
    for door in (Door.AGREE, Door.REPORT_DONE, Door.CLOSE, Door.SEND_BACK, Door.WITHDRAW, Door.CHANGE_TERMS):
        if door in sight.doors:
            terms: dict[str, Any] = {"lead_id": action.lead_id, "due_on": action.due_on}
            known = terms if door is Door.CHANGE_TERMS else _usual_agreement(action) if door is Door.AGREE else {}
            found.append(shown(door.value, action, sent, usual=known, open=door in asked_for))
    if Door.INVITE in sight.doors:
        usual = {"id": new_id(), "until": sight.today + USUAL_STAY}
        open_now = step.door is Door.INVITE or sight.told.able.gap is not None
        found.append(shown(Door.INVITE.value, action, sent, usual=usual, open=open_now))
    if Door.PLAN in sight.doors and not _plan_stands(sight):
        spread = plan.usual(Look.OBSERVATION, sight.opened.place.give_care).asks
        usual = {"differ": spread.in_order, "observers": spread.observers}
        found.append(shown(ADD, action, sent, usual=usual, open=not sight.told.plan))
        for one in sight.told.plan:
            rule = {name: getattr(one, name) for name in ("size", "allowed", "second_size", "second_allowed", "weeks")}
            rule["apart"] = f"{one.target}/{one.floor}"
            rule |= {"differ": one.asks.in_order, "observers": one.observers}
            found.append(shown(REPLACE, action, sent, requirement=one, usual=rule))
            others = [Look(other.kind) for other in sight.told.plan if other is not one]
            if not plan.taking_away_refused(sight.state, others):
                found.append(shown(TAKE_AWAY, action, sent, requirement=one))
    if Door.NEW_WINDOW in sight.doors:
        unmet = {one.requirement.id for one in sight.told.answer.weighed if one.remaining}
        found += [
            shown(WINDOW, action, sent, requirement=one, open=step.door is Door.NEW_WINDOW and step.id == one.id)
            for one in sight.told.plan
            if one.id in unmet
        ]
    if Verb.COMMENT in sight.you.may:
        found.append(shown(COMMENT, action, sent, usual={"id": new_id()}))
    return {form.id: form for form in found}


def _usual_agreement(action: Action) -> dict[str, Any]:
    """What was said about it already: when it was proposed, or brought in from an old plan."""
    row = row_of_action(action)
    return {"kinds": action.kinds} | (dict(row.answers or {}) if row is not None else {})


def _plan(sight: Sight, sent: Sent | None) -> dict[str, Any]:
    """What must be seen, with what the whole plan can and cannot show (R7)."""
    told = sight.told
    return {
        "looks": looks.looks(sight),
        "stands": _plan_stands(sight) if Door.PLAN in sight.doors else (),
        "chance": suggested.whole_plan([(Look(one.kind), looks.rule_of(one)) for one in told.plan]),
    }


def _beside(sight: Sight) -> str:
    """Where the look that comes next can be asked as a short question instead."""
    weighed = {one.requirement.id: one for one in sight.told.answer.weighed}
    here = [one for one in sight.told.plan if sight.step.door is Door.LOOK and one.id == sight.step.id]
    return next((asking_place(one.id) for one in here if can_ask(one, weighed[one.id], sight)), "")


def _plan_stands(sight: Sight) -> tuple[Any, ...]:
    return plan.plan_stands(
        sight.state,
        lead_id=sight.told.action.lead_id,
        by=sight.you.person_id,
        used_in_this_round=sight.told.used,
    )


def _choices(sight: Sight, offered: Mapping[str, Shown]) -> dict[str, Any]:
    """What the forms that are shown let one choose from; read only when such a form is there."""
    found: dict[str, Any] = {}
    if Door.AGREE.value in offered or Door.CHANGE_TERMS.value in offered:
        found["candidates"] = candidates(sight.told, at=now())
    if Door.AGREE.value in offered:
        action, kinds = sight.told.action, offered[Door.AGREE.value].values.get("kinds")
        found["kinds"] = kinds_offered(kinds)
        found["nudges"] = nudges_about(action.title, action.change, kinds, sight.opened.place.topic_key)
    if Door.INVITE.value in offered:
        found["last_stay"] = sight.today + LONGEST_STAY
        found["came_before"] = sight.told.came_before
    if ADD in offered:
        found |= _looks_to_add(sight, offered[ADD])
        found |= {"differ": plan.DIFFER, "few": _few_here(sight), "apart": suggested.APART}
    return found


def _few_here(sight: Sight) -> tuple[Sentence, ...]:
    """What a usual plan cannot ask here, because too few people work here: said where it is chosen."""
    size, _ = plan.DEFAULTS[Look.OBSERVATION]
    return looks.too_few_here(Conditions(frozenset({Differ.WORKERS}), 2), size, sight)


def _looks_to_add(sight: Sight, form: Shown) -> dict[str, Any]:
    """The standard to plan a look for (the one asked for, else the action's own), and the ways to look at it."""
    every = ways_to_look(sight.told.action.organisation_id)
    standards = {way.standard_id: way.standard for way in every}
    wanted = plain_id(form.values.get("standard_id") or request.args.get("standard"))
    chosen = wanted if wanted in standards else sight.told.action.standard_id
    ways = [way for way in every if way.standard_id == chosen]
    must = any(way.must for way in ways)
    return {
        "suggestions": suggested.suggested(must=must) if any(way.look is Look.SAMPLE for way in ways) else (),
        "safe_first": suggested.SAFE_FIRST if must else "",
        **_what_it_shows(ways, form),
        "standards": sorted(standards.items(), key=lambda standard: standard[1].casefold()),
        "standard_id": chosen,
        "standard": standards.get(chosen),
        "ways": [(way.checklist_id, _usual(way.look, sight.opened.place.give_care), way.title) for way in ways],
        "kinds_of_look": {way.look.value for way in ways},
    }


def _what_it_shows(ways: Sequence[Way], form: Shown) -> dict[str, Any]:
    """What the rule in this form can and cannot show, in words and as a picture; nothing while it cannot be asked."""
    values = form.values
    if not values.get("show") or form.wrong:
        return {}
    look = next((way.look for way in ways if str(way.checklist_id) == values.get("checklist_id")), Look.SAMPLE)
    chosen = suggested.Suggested(values["suggested"]) if values.get("suggested") else None
    numbers: dict[str, Any] = {
        name: int(values[name]) if values.get(name) else None
        for name in ("size", "allowed", "second_size", "second_allowed", "weeks")
    }
    rule = suggested.asked_for(look, chosen, **numbers, apart=suggested.apart_of(values.get("apart")))
    population = int(values["records"]) if values.get("records") else None
    picture = curve_picture(rule.scheme, target=rule.target, floor=rule.floor)
    return {"shows": suggested.shows(rule, population), "curve": picture}


def _usual(look: Look, give_care: int) -> Sentence:
    """What a look of this kind is, with the numbers it usually has; how many records is a question of its own."""
    if look is Look.SAMPLE:
        return say("Records drawn at random")
    rule = plan.usual(look, give_care)
    return requirement_in_words(look.value, rule.scheme, rule.weeks, rule.asks)


def again(opened: Opened, name: str, refusal: Refusal) -> Response:
    """The page after a refusal, with the form as it was sent. What somebody else can do is for the error page."""
    if refusal.why is Why.NOT_YOU:
        raise refusal
    form_id = forms.form_id_of(name, opened.requirement.id if opened.requirement else None)
    undo()
    return show(opened, forms.sent(form_id, refusal))
