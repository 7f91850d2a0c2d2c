"""The second and third step of setting up: services, then people. Each can be left and taken up again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from spotcheck.core.database import db
from spotcheck.core.forms import read
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Role, Verb
from spotcheck.core.refusals import Refusal
from spotcheck.core.words import Sentence, say, say_n
from spotcheck.desk.set_up import Newcomer, add_service, invite_people
from spotcheck.desk.set_up_rules import AT_A_SERVICE, FIRST_ROLES, ROWS, Step
from spotcheck.desk.set_up_schemas import NewPeople, NewService
from spotcheck.organisation import queries, rules
from spotcheck.organisation.routes.invitations import show
from spotcheck.organisation.routes.loaders import chosen_service
from spotcheck.web.errors import status_of
from spotcheck.web.filters import capital
from spotcheck.web.guard import needs, now, standing, who
from spotcheck.web.respond import go, respond
from spotcheck.web.transaction import undo


def put_on(rooms: Blueprint) -> None:
    """Add these doors to the desk's."""
    rooms.get("/set-up/services")(services_step)
    rooms.post("/set-up/services")(open_service)
    rooms.get("/set-up/people")(people_step)
    rooms.post("/set-up/people")(invite)


@needs(Verb.CHANGE_SERVICES)
def services_step() -> Response:
    return _services()


@needs(Verb.CHANGE_SERVICES)
def open_service() -> Response:
    try:
        given = read(NewService(), request.form)
        then = given.pop("then")
        service = add_service(**given, by=standing(), at=now())
        db.session.commit()
    except Refusal as refusal:
        undo()
        return _services(refusal)
    step = "desk.services_step" if then == Step.SERVICES else "desk.people_step"
    return go(step, receipt=say("%(name)s is there.", name=service.name))


@needs(Verb.CHANGE_ROLES)
def people_step() -> Response:
    return _people()


@needs(Verb.CHANGE_ROLES)
def invite() -> Response:
    try:
        given = read(NewPeople(), request.form)
        links = invite_people(_rows(given), chosen_service(given["service"]), by=standing(), at=now())
        db.session.commit()
    except Refusal as refusal:
        undo()
        return _people(refusal)
    return show(
        links,
        say_n("One person can join now", "%(n)s people can join now", len(links)),
        back=url_for("desk.today_page"),
        back_words=say("Today"),
        on=url_for("desk.people_step"),
    )


def steps(now_at: Step | None) -> list[tuple[Sentence, str | None, bool]]:
    """The steps: words, where each is (the first is done once), whether it is this one. The last one can wait, and
    is a page of its own."""
    signed_in = now_at is not None
    return [
        (say("You"), None, not signed_in),
        (say("Services"), url_for("desk.services_step") if signed_in else None, now_at is Step.SERVICES),
        (say("People"), url_for("desk.people_step") if signed_in else None, now_at is Step.PEOPLE),
        (say("Competence, can wait"), url_for("learning.needed_page") if signed_in else None, False),
    ]


def _rows(given: Mapping[str, Any]) -> list[Newcomer]:
    return [
        Newcomer(f"name_{n}", name, Role(given[f"role_{n}"] or first), given[f"id_{n}"])
        for n, first in enumerate(FIRST_ROLES, start=1)
        if (name := given[f"name_{n}"])
    ]


def _services(refusal: Refusal | None = None) -> Response:
    there = queries.services(standing().organisation_id)
    return respond(
        "desk/set_up_services.html",
        status=status_of(refusal) if refusal else 200,
        steps=steps(Step.SERVICES),
        services=there,
        kinds=rules.KIND_WORDS,
        given=request.form if refusal else {} if there else {"name": who().organisation_name},
        said=refusal.sentences if refusal else (),
        wrong=refusal.fields if refusal else {},
    )


def _people(refusal: Refusal | None = None) -> Response:
    there = queries.services(standing().organisation_id)
    form = request.form if refusal else {}
    usual = there[0].id if len(there) == 1 else None
    return respond(
        "desk/set_up_people.html",
        status=status_of(refusal) if refusal else 200,
        steps=steps(Step.PEOPLE),
        services=[(one.id, one.name) for one in there],
        service=form.get("service") or usual,
        roles=[(role.value, capital(rules.ROLE_WORDS[role])) for role in AT_A_SERVICE],
        rows=[
            {
                "n": n,
                "id": form.get(f"id_{n}") or new_id(),
                "name": form.get(f"name_{n}", ""),
                "role": form.get(f"role_{n}") or FIRST_ROLES[n - 1].value,
            }
            for n in range(1, ROWS + 1)
        ],
        said=refusal.sentences if refusal else (),
        wrong=refusal.fields if refusal else {},
    )
