"""Inviting somebody to work here: by hand, with a one-time link that is shown once, as a picture and as text."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from flask import request, url_for
from werkzeug.wrappers import Response

from spotcheck.core.database import db
from spotcheck.core.forms import read
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Answer, Role, Thing, Verb, may
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import Sentence, say
from spotcheck.organisation import invitation_queries, invitation_rules, invitations, queries, rules
from spotcheck.organisation import schemas as forms
from spotcheck.organisation.invitations import Link
from spotcheck.organisation.models import Invitation, Person
from spotcheck.organisation.routes import rooms
from spotcheck.organisation.routes.loaders import OfPerson, chosen_service, load_person
from spotcheck.web.errors import status_of
from spotcheck.web.filters import capital, spoken
from spotcheck.web.guard import ask, needs, now, standing, who
from spotcheck.web.respond import go, respond
from spotcheck.web.transaction import undo


@dataclass(frozen=True, slots=True)
class OfInvitation:
    invitation: Invitation
    person: Person
    thing: Thing


def _invitation(invitation_id: uuid.UUID) -> OfInvitation | None:
    found = invitation_queries.invitation(standing().organisation_id, invitation_id)
    of = load_person(found.person_id) if found else None
    return OfInvitation(found, of.person, of.thing) if found and of else None


@rooms.get("/people/new")
@needs(Verb.INVITE_PERSON)
def new_person() -> Response:
    return _form()


@rooms.post("/people")
@needs(Verb.INVITE_PERSON)
def invite_person() -> Response:
    try:
        given = read(forms.NewPerson(), request.form)
        service = chosen_service(given["service"])
        if service is not None:
            ask(Verb.INVITE_PERSON, queries.service_thing(service))
        link = invitations.invite_person(
            given["name"], Role(given["role"]), service, person_id=given["id"], by=standing(), at=now()
        )
        db.session.commit()
    except Refusal as refusal:
        if refusal.why is Why.NOT_YOU:
            raise
        undo()
        return _form(refusal)
    on = url_for("organisation.new_person")
    return show([link], say("%(name)s can join now", name=given["name"]), on=on)


@rooms.post("/people/<uuid:person_id>/invitations")
@needs(Verb.INVITE_PERSON, load_person)
def make_link(found: OfPerson) -> Response:
    """A new link for somebody who lost theirs, or never had one."""
    link = invitations.make_link(found.person, by=standing(), at=now())
    db.session.commit()
    return show([link], say("A new link for %(name)s", name=found.person.name))


@rooms.get("/invitations")
@needs(Verb.INVITE_PERSON)
def invitations_page() -> Response:
    asked = read(forms.InvitationsAsked(), request.args)
    listed, after = invitation_queries.invitations(standing(), at=now(), after=asked["after"])
    return respond(
        "organisation/invitations.html",
        invitations=listed,
        first=url_for("organisation.invitations_page") if asked["after"] else None,
        more=url_for("organisation.invitations_page", after=after) if after else None,
    )


@rooms.post("/invitations/<uuid:invitation_id>/ending")
@needs(Verb.INVITE_PERSON, _invitation)
def revoke(found: OfInvitation) -> Response:
    invitations.revoke(found.invitation, by=standing(), at=now())
    db.session.commit()
    receipt = say("The link for %(name)s opens nothing now.", name=found.person.name)
    return go("organisation.person_page", person_id=found.person.id, receipt=receipt)


def show(
    links: Iterable[Link],
    title: Sentence,
    *,
    back: str | None = None,
    back_words: Sentence | None = None,
    on: str | None = None,
) -> Response:
    """The page with links that were just made. It is the only time they are shown."""
    slips = [_slip(link) for link in links]
    return respond(
        "organisation/links.html",
        title=title,
        slips=slips,
        only_here=invitation_rules.opens_only_here(request.host),
        back=back or url_for("organisation.people"),
        back_words=back_words or say("People"),
        on=on,
    )


def _slip(link: Link) -> dict[str, object]:
    person = queries.person(link.invitation.organisation_id, link.invitation.person_id)
    address = url_for("organisation.open_invitation", token=link.token, _external=True)
    text = say(
        "%(who)s invites you to Spotcheck at %(where)s. Open this link to choose how you sign in. "
        "It works once, until %(until)s: %(address)s",
        who=who().name,
        where=who().organisation_name,
        until=link.invitation.ends_at,
        address=address,
    )
    return {
        "id": link.invitation.id,
        "name": person.name if person else "",
        "address": address,
        "text": spoken(text),
        "until": link.invitation.ends_at,
        "sign_in": link.invitation.sign_in,
    }


def _form(refusal: Refusal | None = None) -> Response:
    there = queries.services(standing().organisation_id, standing().services_for(Verb.INVITE_PERSON))
    all_roles = may(standing(), Verb.CHANGE_ROLES, Thing(standing().organisation_id)) is Answer.ALLOWED
    roles = [role for role in Role if all_roles or role in invitation_rules.STAFF]
    usual = there[0].id if len(there) == 1 else None
    return respond(
        "organisation/new_person.html",
        status=status_of(refusal) if refusal else 200,
        roles=[(role, capital(rules.ROLE_WORDS[role]), capital(rules.ROLE_MEANS[role])) for role in roles],
        services=[(service.id, service.name) for service in there],
        across=rules.ACROSS_IN_WORDS if all_roles else None,
        given=request.form or {"service": usual},
        id=request.form.get("id") or new_id(),
        said=refusal.sentences if refusal else (),
        wrong=refusal.fields if refusal else {},
    )
