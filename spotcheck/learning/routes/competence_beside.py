"""What other rooms' pages show of it: one's own on Mine, what is due beside the list of actions."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from flask_login import current_user

from spotcheck.core.permissions import Verb
from spotcheck.core.words import say
from spotcheck.learning.queries import competence_places as places
from spotcheck.learning.queries.competence_due import Waits, waits_of
from spotcheck.learning.queries.competence_signed import Again, to_look_at_again
from spotcheck.learning.queries.supervision import records_of
from spotcheck.learning.routes.competence import line_of
from spotcheck.learning.rules.competence import State
from spotcheck.learning.rules.competence_words import waits_in_words
from spotcheck.organisation.queries import person, services
from spotcheck.web.guard import now, standing
from spotcheck.web.respond import frame

MOST = 3  # lines beside the list; the rest is one link away


@frame
def beside() -> dict[str, Any]:
    """`own_competence` on Mine, `competence_due` on the list of actions; nothing on any other page."""
    if not current_user.is_authenticated:
        return {}
    if request.endpoint == "checks.mine_page":
        return {"own_competence": _own(), "sees_competence": _sees(), "own_talks": _talks()}
    if request.endpoint == "tracker.actions_page":
        return {"competence_due": _due()}
    return {}


def _own() -> list[dict[str, Any]]:
    """Where the person signed in is, at each of their services, with what they have begun."""
    me = person(standing().organisation_id, standing().person_id)
    here = {held.service_id for held in standing().roles if held.service_id is not None}
    if me is None or not here:
        return []
    return [
        {**line_of(one), "service": service}
        for service in services(standing().organisation_id, here)
        for one in places.of_person(service, me, at=now())
        if one.place.state is not State.NOT_BEGUN
    ]


def _talks() -> dict[str, Any] | None:
    """The last talk with the person signed in, and where all of them are."""
    found = records_of(standing().organisation_id, standing().person_id)
    return {"record": found[0][0], "who": found[0][1], "n": len(found)} if found else None


def _sees() -> bool:
    return standing().services_for(Verb.SEE_COMPETENCE) != frozenset()


def _due() -> list[dict[str, Any]]:
    """What is due, topic by topic, for who sees names; then the way to all of it."""
    if not _sees():
        return []
    waits = waits_of(_of_others(to_look_at_again(standing(), at=now()))) if _sees_names() else []
    return [
        *(_line(one) for one in waits[:MOST]),
        {"says": say("Who is signed off"), "href": url_for("learning.competence_services")},
    ]


def _of_others(again: list[Again]) -> list[Again]:
    return [one for one in again if one.row.worker_id != standing().person_id]


def _line(one: Waits) -> dict[str, Any]:
    anchor = f"topic-{one.topic_id}"
    return {
        "says": waits_in_words(one.topic, one.service, one.counts),
        "href": url_for("learning.competence_page", service_id=one.service_id, _anchor=anchor),
    }


def _sees_names() -> bool:
    return standing().services_for(Verb.SEE_LEARNER) != frozenset()
