"""Who comes to every door. The roles written here are what the matrix expects from; the database is asked to agree."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from enum import StrEnum

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer

from spotcheck.core.database import db
from spotcheck.core.permissions import Held, Role, Standing
from spotcheck.organisation.models import Account, Person
from spotcheck.organisation.sign_in import start_session


class Reach(StrEnum):
    HERE = "at Hazel Court"
    ACROSS = "across the organisation"
    ELSEWHERE = "in another organisation"


# Each is somebody else, and holds this role only. The ties are to the things of `Where.OWN`.
ROLES: dict[str, tuple[Role, Reach] | None] = {
    "care worker":        (Role.CARE_WORKER, Reach.HERE),
    "supervisor":         (Role.SUPERVISOR, Reach.HERE),
    "manager":            (Role.MANAGER, Reach.HERE),
    "quality lead":       (Role.QUALITY_LEAD, Reach.ACROSS),
    "reader":             (Role.READER, Reach.ACROSS),
    "administrator":      (Role.ADMINISTRATOR, Reach.ACROSS),
    "lead of the action": (Role.CARE_WORKER, Reach.HERE),
    "author":             (Role.SUPERVISOR, Reach.HERE),
    "observed worker":    (Role.CARE_WORKER, Reach.HERE),
    "verifier":           None,
    "outsider":           (Role.MANAGER, Reach.ELSEWHERE),
}  # fmt: skip
TIED = ("lead of the action", "author", "observed worker", "verifier")
NOBODY = "nobody"
EVERYBODY = (*ROLES, NOBODY)

_CSRF = "f" * 40  # what a browser's session holds; pages and forms carry it signed


@dataclass(frozen=True)
class Actor:
    """Somebody with a browser: `cookie` speaks for them, `token` is the CSRF token of their pages."""

    name: str
    standing: Standing | None
    cookie: str
    token: str


def expected_standing(
    name: str,
    *,
    organisation_id: uuid.UUID,
    service_id: uuid.UUID,
    person_id: uuid.UUID,
    verifies: frozenset[uuid.UUID],
) -> Standing:
    """The standing that the table above gives this actor."""
    role = ROLES[name]
    if role is None:
        return Standing(organisation_id, person_id, verifies=verifies)
    what, reach = role
    return Standing(organisation_id, person_id, frozenset({Held(what, None if reach is Reach.ACROSS else service_id)}))


def signed_in(app: Flask, name: str, standing: Standing | None) -> Actor:
    """A browser with a session that was begun without the sign-in page, which would count tries and take time."""
    content: dict[str, object] = {"csrf_token": _CSRF}
    if standing is not None:
        person = db.session.get_one(Person, (standing.organisation_id, standing.person_id))
        account = db.session.get_one(Account, person.account_id)
        token = start_session(account, person, at=app.extensions["clock"].now())
        db.session.commit()
        content |= {"_user_id": token, "_fresh": True}
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    cookie = f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps(content)}"
    return Actor(name, standing, cookie, csrf_token(app))


def csrf_token(app: Flask) -> str:
    """The token as Flask-WTF puts it into a page."""
    return str(URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token").dumps(_CSRF))
