"""Help with a subject access request: a page that says what comes, and the file."""

from __future__ import annotations

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.core.permissions import Verb
from spotcheck.desk.copies import make_copy
from spotcheck.desk.copy_rules import LEFT_OUT
from spotcheck.organisation.models import Person
from spotcheck.organisation.routes.loaders import OfPerson, load_person
from spotcheck.web.guard import needs, now, standing, who
from spotcheck.web.respond import respond


def put_on(rooms: Blueprint) -> None:
    """Add these doors to the desk's: what is held about somebody lies in all rooms."""
    rooms.get("/people/<uuid:person_id>/copy")(copy_page)
    rooms.post("/people/<uuid:person_id>/copy")(copy_file)
    rooms.post("/mine/copy")(own_copy)


@needs(Verb.COPY_PERSON, load_person)
def copy_page(found: OfPerson) -> Response:
    return respond("desk/copy.html", person=found.person, left_out=LEFT_OUT)


@needs(Verb.COPY_PERSON, load_person)
def copy_file(found: OfPerson) -> Response:
    return _file(found.person)


@needs(Verb.OPEN_APP)
def own_copy() -> Response:
    """Everything held about the person signed in, for themselves."""
    return _file(db.session.get_one(Person, (standing().organisation_id, standing().person_id)))


def _file(person: Person) -> Response:
    sections = make_copy(person, by=standing(), at=now())
    body = render_template(
        "desk/copy_file.html",
        name=person.name,
        organisation=who().organisation_name,
        made_at=now(),
        sections=sections,
        left_out=LEFT_OUT,
    )
    db.session.commit()
    name = f"held-about-one-person-{local_date(now())}.html"
    return Response(body, mimetype="text/html", headers={"Content-Disposition": f'attachment; filename="{name}"'})
