"""Plans that ask short questions: which there are, a new one, the end of one."""

from __future__ import annotations

import uuid

from flask import request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from spotcheck.core.database import db
from spotcheck.core.forms import plain_id, read
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Answer, Thing, Verb, may
from spotcheck.core.refusals import Refusal
from spotcheck.core.words import Sentence, say
from spotcheck.learning.models import PromptPlan
from spotcheck.learning.operations.planning import Planned, end_plan, make_plan
from spotcheck.learning.queries.choosing import Choosing, choosing
from spotcheck.learning.queries.plans import plan, plans
from spotcheck.learning.routes import rooms
from spotcheck.learning.rules.planning import EVERY_WEEKS, Whom, every_in_words, too_few
from spotcheck.learning.schemas import plans as schemas
from spotcheck.organisation.queries import service as find_service
from spotcheck.web.errors import status_of
from spotcheck.web.guard import ask, needs, now, standing
from spotcheck.web.respond import go, respond
from spotcheck.web.transaction import undo


def _load_plan(plan_id: uuid.UUID) -> PromptPlan | None:
    return plan(standing().organisation_id, plan_id)


def _load_choice() -> Choosing | None:
    asked = read(schemas.PlanAsked(), request.values)
    return choosing(standing(), {**asked, "finding": None, "worker": None}, at=now())


@rooms.get("/prompts/plans")
@needs(Verb.SEE_PROMPTS)
def plans_page() -> Response:
    here = Thing(standing().organisation_id)
    return respond(
        "learning/plans.html",
        plans=[(one, _says(one.plan), _may_plan(one.plan.thing)) for one in plans(standing())],
        may_plan=_may_plan(here),
    )


@rooms.get("/prompts/plans/new")
@needs(Verb.PLAN_PROMPTS, _load_choice)
def new_plan(found: Choosing) -> Response:
    return _page(found)


@rooms.post("/prompts/plans")
@needs(Verb.PLAN_PROMPTS)
def plan_prompts() -> Response:
    try:
        given = read(schemas.Planned(), request.form)
        there = find_service(standing().organisation_id, given["service"])
        if there is None:
            raise NotFound
        ask(Verb.PLAN_PROMPTS, Thing(there.organisation_id, there.id))
        planned = Planned(
            id=given["id"],
            service_id=there.id,
            checklist_id=given["checklist"],
            item_keys=tuple(dict.fromkeys(given["item"])),
            every_weeks=given["every_weeks"],
            whom=Whom(given["whom"]),
        )
        make_plan(planned, by=standing(), at=now())
        db.session.commit()
    except Refusal as refusal:
        undo()
        return _again(refusal)
    return go("learning.plans_page", receipt=say("Planned. The first questions go out tomorrow."))


@rooms.post("/prompts/plans/<uuid:plan_id>/ending")
@needs(Verb.PLAN_PROMPTS, _load_plan)
def end_prompt_plan(found: PromptPlan) -> Response:
    end_plan(found, by=standing(), at=now())
    db.session.commit()
    return go("learning.plans_page", receipt=say("It asks no more. What was asked stays."))


def _says(of: PromptPlan) -> Sentence:
    whom, every = Whom(of.whom).label, every_in_words(of.every_weeks)
    return say("%(whom)s: one question %(every)s.", whom=whom, every=every)


def _may_plan(thing: Thing) -> bool:
    return may(standing(), Verb.PLAN_PROMPTS, thing) is Answer.ALLOWED


def _again(refusal: Refusal) -> Response:
    named = {name: plain_id(request.form.get(name)) for name in ("service", "checklist")}
    found = choosing(standing(), {**named, "finding": None, "worker": None}, at=now())
    if found is None:
        raise NotFound
    ask(Verb.PLAN_PROMPTS, found.thing)
    return _page(found, refusal)


def _page(found: Choosing, refusal: Refusal | None = None) -> Response:
    often = [(str(weeks), every_in_words(weeks), too_few(len(found.items), weeks)) for weeks in EVERY_WEEKS]
    return respond(
        "learning/new_plan.html",
        status=status_of(refusal) if refusal else 200,
        choosing=found,
        form_id=plain_id(request.form.get("id")) or new_id(),
        often=[(weeks, words, note or "") for weeks, words, note in often],
        people=[(whom.value, whom.label) for whom in Whom],
        whom=request.form.get("whom", Whom.EVERYBODY.value),
        every_weeks=request.form.get("every_weeks", "4"),
        items=request.form.getlist("item") or [item.key for item in found.items],
        back={"label": say("Planned questions"), "href": url_for("learning.plans_page")},
        said=refusal.sentences if refusal else (),
        wrong=refusal.fields if refusal else {},
    )
