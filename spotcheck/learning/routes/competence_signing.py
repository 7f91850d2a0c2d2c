"""One person and one topic: what it stands on, what comes next, and signing off."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from spotcheck.checklists.rules import Kind
from spotcheck.checks.rules.repeats import free_from
from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.core.forms import plain_id, read
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Answer, Thing, Tie, Verb, may
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import Sentence, say
from spotcheck.learning.operations import competence_signing as operations
from spotcheck.learning.queries import competence_needed as asked
from spotcheck.learning.queries import competence_places as places
from spotcheck.learning.queries import competence_signed as signed
from spotcheck.learning.queries.competence_looks import Captured
from spotcheck.learning.queries.competence_places import Learner
from spotcheck.learning.queries.prompts import put_lately
from spotcheck.learning.routes import rooms
from spotcheck.learning.routes.competence import line_of
from spotcheck.learning.routes.competence_loaders import Opened, OpenedSignOff, load_learner, load_sign_off
from spotcheck.learning.rules.competence import State
from spotcheck.learning.rules.competence_signing import CAME_WORDS, signing_refused, who_can_sign
from spotcheck.learning.rules.competence_words import needed_in_words, next_in_words, next_kind, so_far
from spotcheck.learning.rules.state import how_read
from spotcheck.learning.schemas import competence as schemas
from spotcheck.organisation.queries import names
from spotcheck.web.errors import status_of
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import go, respond
from spotcheck.web.transaction import undo

ASKS_FOR_MORE = (State.NOT_BEGUN, State.ON_THE_WAY, State.DUE_SOON, State.LAPSED)
ICONS = {Kind.OBSERVATION: "eye", Kind.INTERVIEW: "ask"}


@rooms.get("/competence/<uuid:service_id>/<uuid:topic_id>/<uuid:worker_id>")
@needs(Verb.SEE_LEARNER, load_learner)
def learner_page(opened: Opened) -> Response:
    return _page(opened)


@rooms.post("/competence/<uuid:service_id>/<uuid:topic_id>/<uuid:worker_id>/sign-off")
@needs(Verb.SIGN_OFF, load_learner)
def sign_off(opened: Opened) -> Response:
    try:
        given = read(schemas.SigningOff(), request.form)
        made = operations.sign_off(
            opened.worker, opened.service, opened.learner.topic.id, note=given["note"] or "", sign_off_id=given["id"],
            by=standing(), at=now(),
        )  # fmt: skip
        until = made.again_on
    except Refusal as refusal:
        undo()
        return _page(opened, refusal)
    address = opened.address
    db.session.commit()
    return go(".learner_page", **address, receipt=say("Signed off until %(day)s.", day=until))


@rooms.post("/sign-offs/<uuid:sign_off_id>/second-looks")
@needs(Verb.SIGN_OFF, load_sign_off)
def look_again(opened: OpenedSignOff) -> Response:
    return _decided(opened, operations.still_stands, say("Kept: it still stands."))


@rooms.post("/sign-offs/<uuid:sign_off_id>/taking-back")
@needs(Verb.SIGN_OFF, load_sign_off)
def take_sign_off_back(opened: OpenedSignOff) -> Response:
    return _decided(opened, operations.take_back, say("Taken back. Fresh looks can begin."))


def _decided(opened: OpenedSignOff, decide: Any, receipt: Sentence) -> Response:
    row = opened.row
    address = {"service_id": row.service_id, "topic_id": row.topic_id, "worker_id": row.worker_id}
    try:
        reason = read(schemas.Why(), request.form)["reason"] or ""
        decide(row, reason=reason, by=standing(), at=now())
    except Refusal as refusal:
        undo()
        shown = load_learner(**address)
        if shown is None or refusal.why is Why.NOT_YOU:
            raise
        return _page(shown, refusal)
    db.session.commit()
    if load_learner(**address) is None:  # they left, or the topic is not asked any more
        return go(".competence_page", service_id=address["service_id"], receipt=receipt)
    return go(".learner_page", **address, receipt=receipt)


def _page(opened: Opened, refusal: Refusal | None = None) -> Response:
    learner = opened.learner
    found, needed = learner.place.progress, learner.needed
    may_sign = may(standing(), Verb.SIGN_OFF, opened.thing) is Answer.ALLOWED
    refused = signing_refused(found, needed, signer=standing().person_id, worker=opened.worker.id)
    row = learner.signed.row if learner.signed else None
    ever = signed.ever_signed(learner.topic.organisation_id, opened.service.id, opened.worker.id, learner.topic.id)
    people = [*(one.look.by for one in learner.looks), *(one.signed_by_id for one in ever)]
    who = names(learner.topic.organisation_id, people)
    used = set(signed.looks_of(row)) if row else set()
    return respond(
        "learning/learner.html",
        status=status_of(refusal) if refusal else 200,
        opened=opened,
        mine=opened.worker.id == standing().person_id,
        several=may(standing(), Verb.SEE_LEARNER, Thing(opened.service.organisation_id, opened.service.id))
        is Answer.ALLOWED,
        line=line_of(learner),
        needed=needed_in_words(needed),
        so_far=so_far(found, needed),
        next=next_in_words(found, needed) if learner.place.state in ASKS_FOR_MORE else None,
        complete=found.complete,
        starts=_starts(learner, opened),
        looks=_looks(opened, who, used),
        questions=_questions(opened),
        not_seen=places.not_seen(learner) if found.complete and may_sign else (),
        can_sign=may_sign and not refused,
        refused=refused if found.complete and may_sign else (),
        who_can=who_can_sign(places.who_signs(learner, opened.service, at=now()))
        if found.complete and not (may_sign and not refused)
        else None,
        signed=_signed(learner, who, len(used), may_sign=may_sign),
        earlier=[
            {"row": one, "by": who.get(one.signed_by_id), "on": local_date(one.signed_at)}
            for one in ever
            if one is not row
        ],
        form_id=plain_id(request.form.get("id")) or new_id(),
        given=request.form if refusal else {},
        wrong=refusal.fields if refusal else {},
        said=refusal.sentences if refusal else (),
    )


def _starts(learner: Learner, opened: Opened) -> list[dict[str, Any]]:
    """Where the look begins that comes next, for those who may capture here and are not the worker."""
    kind = next_kind(learner.place.progress, learner.needed)
    here = Thing(opened.service.organisation_id, opened.service.id)
    if (
        kind is None
        or opened.worker.id == standing().person_id
        or may(standing(), Verb.CAPTURE, here) is not Answer.ALLOWED
    ):
        return []
    return [
        {
            "title": say("Observe: %(checklist)s", checklist=version.title)
            if checklist.kind == Kind.OBSERVATION.value
            else say("Ask: %(checklist)s", checklist=version.title),
            "href": url_for(
                "checks.new_check",
                kind=checklist.kind,
                service=opened.service.id,
                checklist=checklist.id,
                worker=opened.worker.id,
            ),
            "icon": ICONS[Kind(checklist.kind)],
        }
        for checklist, version in asked.checklists_of(opened.service.organisation_id, opened.learner.topic.id)
        if checklist.kind == kind.value
    ]


def _looks(opened: Opened, who: Mapping[uuid.UUID, str], used: Collection[uuid.UUID]) -> list[dict[str, Any]]:
    counting = {one.check for one in opened.learner.place.progress.looks}
    return [
        {
            "title": one.title,
            "href": _href(one, opened.service.id),
            "who": who.get(one.look.by),
            "on": one.look.on,
            "icon": ICONS[one.look.kind],
            **_says(one, counts=one.look.check in counting, used=one.look.check in used),
        }
        for one in opened.learner.looks
    ]


def _questions(opened: Opened) -> list[dict[str, Any]]:
    """The short questions they had lately in this topic, for who reads answers: so nobody asks the same unknowingly."""
    here = Thing(opened.service.organisation_id, opened.service.id)
    if opened.worker.id == standing().person_id or may(standing(), Verb.READ_ANSWER, here) is not Answer.ALLOWED:
        return []
    return [
        {
            "text": row.item.text,
            "on": local_date(row.prompt.made_at),
            "href": url_for("learning.prompt_page", prompt_id=row.prompt.id),
            "says": say(
                "%(read)s. It can come again from %(day)s.",
                read=how_read(row.facts, today=local_date(now())),
                day=free_from(row.prompt.made_at, now()),
            ),
        }
        for row in put_lately(standing(), opened.worker.id, opened.learner.topic.id, at=now())
    ]


def _says(one: Captured, *, counts: bool, used: bool) -> dict[str, Any]:
    """What this look is worth here. What was not met is something to work on, and the check says what."""
    look = one.look
    if counts or used:
        return {"word": say("Counts") if counts else say("Signed off on this"), "kind": ""}
    if look.stopped:
        return {"word": say("Stopped to keep someone safe"), "kind": "safe"}
    if look.met and one.waits:
        return {"word": say("Waits for its review"), "kind": "wait"}
    if look.met is None:
        return {"word": say("Says nothing about this"), "kind": "off"}
    return {"word": say("From before") if look.met and look.counts else say("Does not count"), "kind": "off"}


def _href(one: Captured, service_id: uuid.UUID) -> str | None:
    """The check, where it opens for the person asking."""
    ties = frozenset({(Tie.AUTHOR, one.look.by), (Tie.OBSERVED, one.worker)})
    about = Thing(standing().organisation_id, service_id, ties)
    seen = may(standing(), Verb.SEE_CHECK, about) is Answer.ALLOWED
    return url_for("checks.check_page", check_id=one.look.check) if seen else None


def _signed(learner: Learner, who: Mapping[uuid.UUID, str], looks: int, *, may_sign: bool) -> dict[str, Any] | None:
    if learner.signed is None:
        return None
    row = learner.signed.row
    return {
        "row": row,
        "by": who.get(row.signed_by_id),
        "on": local_date(row.signed_at),
        "looks": looks,
        "came": [CAME_WORDS[what] for what in learner.signed.came],
        "second": signed.second_looks_of(row),
        "decides": may_sign and row.worker_id != standing().person_id,
    }
