"""Who is signed off, and where everybody is: a list for each topic, ordered by what is due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from flask import redirect, url_for
from werkzeug.wrappers import Response

from spotcheck.core.permissions import Answer, Thing, Verb, may
from spotcheck.core.words import Sentence, say, say_n
from spotcheck.learning.queries import competence_places as places
from spotcheck.learning.queries.competence_needed import needed_of
from spotcheck.learning.queries.competence_places import Learner, OfTopic
from spotcheck.learning.routes import rooms
from spotcheck.learning.routes.competence_loaders import AtService, load_service
from spotcheck.learning.rules.competence import State, counted
from spotcheck.learning.rules.competence_words import (
    STATE_KINDS,
    STATE_WORDS,
    needed_in_words,
    next_in_words,
    told,
)
from spotcheck.organisation.queries import services
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import respond


@rooms.get("/competence")
@needs(Verb.SEE_COMPETENCE)
def competence_services() -> Response:
    """Straight on to the service, where there is only one."""
    found = services(standing().organisation_id, standing().services_for(Verb.SEE_COMPETENCE))
    if len(found) == 1:
        return redirect(url_for(".competence_page", service_id=found[0].id), code=303)
    return respond("learning/competence_services.html", services=found)


@rooms.get("/competence/<uuid:service_id>")
@needs(Verb.SEE_COMPETENCE, load_service)
def competence_page(opened: AtService) -> Response:
    names = may(standing(), Verb.SEE_LEARNER, opened.thing) is Answer.ALLOWED
    found = places.of_service(opened.service, at=now())
    return respond(
        "learning/competence.html",
        service=opened.service,
        heading=_heading(found) if names else say("How many are signed off"),
        topics=[_with_names(one) if names else _in_numbers(one) for one in found],
        names=names,
        several=standing().services_for(Verb.SEE_COMPETENCE) != frozenset({opened.service.id}),
        may_change=may(standing(), Verb.CHANGE_COMPETENCE, Thing(standing().organisation_id)) is Answer.ALLOWED,
    )


def line_of(one: Learner) -> dict[str, Any]:
    """Where somebody is, as a row of a list."""
    state = one.place.state
    waiting = state in {State.ON_THE_WAY, State.LAPSED, State.DUE_SOON}
    return {
        "worker": one.worker,
        "topic": one.topic,
        "word": STATE_WORDS[state],
        "kind": STATE_KINDS.get(state, "wait"),
        "told": told(one.place, one.needed, again_on=one.signed.row.again_on if one.signed else None),
        "next": next_in_words(one.place.progress, one.needed) if waiting else None,
    }


def _with_names(one: OfTopic) -> dict[str, Any]:
    begun = [each for each in one.learners if each.place.state is not State.NOT_BEGUN]
    return {
        **_topic(one),
        "begun": [line_of(each) for each in begun],
        "not_begun": [each.worker for each in one.learners if each.place.state is State.NOT_BEGUN],
    }


def _in_numbers(one: OfTopic) -> dict[str, Any]:
    found = counted([each.place for each in one.learners])
    shown = [(STATE_WORDS[state], n) for state, n in found.items()] if found else None
    return {**_topic(one), "counts": shown}


def _topic(one: OfTopic) -> dict[str, Any]:
    return {"topic": one.topic, "needed": needed_in_words(needed_of(one.competence))}


def _heading(found: Sequence[OfTopic]) -> Sentence:
    """What waits first."""
    states = Counter(each.place.state for one in found for each in one.learners)
    for state, one, many in _IN_ORDER:
        if n := states[state]:
            return say_n(one, many, n)
    return say("Nothing is due right now")


_IN_ORDER = (
    (State.SECOND_LOOK, "One sign-off needs a second look", "%(n)s sign-offs need a second look"),
    (State.LAPSED, "One sign-off is to be looked at again", "%(n)s sign-offs are to be looked at again"),
    (State.READY, "One is ready to sign off", "%(n)s are ready to sign off"),
    (State.DUE_SOON, "One sign-off is due soon", "%(n)s sign-offs are due soon"),
    (State.ON_THE_WAY, "One is on the way", "%(n)s are on the way"),
)
