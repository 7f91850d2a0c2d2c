"""Accounts, passwords and sessions. Nobody learns from here who has an account."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from flask import current_app

from spotcheck.core.database import add, db
from spotcheck.core.ids import new_id
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import say
from spotcheck.organisation import rules
from spotcheck.organisation.models import (
    Account,
    Organisation,
    Person,
    SignInAttempt,
    SignInChoice,
    SignInSession,
)
from spotcheck.organisation.queries import digest, is_somebody_at


def hasher() -> PasswordHasher:
    """Argon2id with the library's parameters; tests put a cheap one in `app.extensions["hasher"]`."""
    found: PasswordHasher = current_app.extensions.setdefault("hasher", PasswordHasher())
    return found


def open_account(sign_in: str, password: str, *, at: datetime) -> Account:
    """A new sign-in. Refused (by field) when the name cannot be used or the password is too easy to guess."""
    fields = {}
    if reasons := rules.sign_in_refused(sign_in):
        fields["sign_in"] = reasons[0]
    if reasons := rules.password_refused(password, names=(sign_in,)):
        fields["password"] = reasons[0]
    name = rules.normal_sign_in(sign_in)
    if not fields and db.session.scalar(sa.select(Account.id).where(Account.sign_in == name)) is not None:
        fields["sign_in"] = say("This sign-in name cannot be used here. Choose another one.")
    if fields:
        raise Refusal(Why.INVALID, fields=fields)
    return add(Account(id=new_id(), sign_in=name, password_hash=hasher().hash(password), created_at=at))


@dataclass(frozen=True, slots=True)
class Try:
    """A sign-in that is being tried: it is counted already, and not yet known to be right."""

    account_id: uuid.UUID | None
    password_hash: str
    counted_as: str
    ids: tuple[uuid.UUID, ...]


def begin_try(sign_in: str, *, address: str, at: datetime) -> Try:
    """Count a try with this name from this address; refused when guessing has gone on too long.

    The caller commits before the password is looked at, so that no try goes uncounted, whatever comes after it, and
    nobody waits for the write lock while a password is being hashed.
    """
    name = rules.normal_sign_in(sign_in)
    counted = count_try("name", name, address=address, at=at)
    nobody = _nobody()
    account = db.session.scalar(sa.select(Account).where(Account.sign_in == name))
    return Try(
        account_id=account.id if account else None,
        password_hash=account.password_hash if account else nobody,
        counted_as=counted[0].key,
        ids=tuple(one.id for one in counted),
    )


def count_try(kind: str, value: str, *, address: str, at: datetime, place: str = "address") -> list[SignInAttempt]:
    """Count one try with this name or link from this address; refused when it has gone on too long.

    `place`: tries of another kind from one address, which are counted apart from signing in.
    """
    keys = (_key(kind, value), _key(place, rules.same_place(address)))
    if not rules.may_try(*(_tries(key, at) for key in keys)):
        raise Refusal(
            Why.TOO_MANY,
            say("There were many tries in a short time. Wait a quarter of an hour, then try again."),
            say("If you do not remember your password, ask your manager."),
        )
    db.session.execute(sa.delete(SignInAttempt).where(SignInAttempt.at <= at - rules.WITHIN))
    counted = [SignInAttempt(id=new_id(), key=key, at=at) for key in keys]
    db.session.add_all(counted)
    db.session.flush()
    return counted


def forget_tries(ids: Iterable[uuid.UUID]) -> None:
    """These were right, and count against nobody."""
    db.session.execute(sa.delete(SignInAttempt).where(SignInAttempt.id.in_(list(ids))))


def is_right(tried: Try, password: str) -> bool:
    """Whether the password fits. Asks no database, and takes as long for a name that nobody has."""
    try:
        return hasher().verify(tried.password_hash, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


def account_of(tried: Try, password: str, *, at: datetime) -> Account | None:
    """The account of a try that was right, and no more counted against it; None when nobody has it, or it has ended."""
    account = db.session.get(Account, tried.account_id) if tried.account_id else None
    if account is None or account.ended_at is not None:
        return None
    used = sa.or_(SignInAttempt.key == tried.counted_as, SignInAttempt.id.in_(tried.ids))
    db.session.execute(sa.delete(SignInAttempt).where(used))
    if hasher().check_needs_rehash(account.password_hash):
        account.password_hash = hasher().hash(password)
    return account


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation in which an account is somebody."""

    person: Person
    organisation_name: str


def places_of(account: Account, *, at: datetime) -> list[Place]:
    """Where this account is used now, by the organisation's name."""
    query = (
        sa.select(Person, Organisation.name)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .where(Person.account_id == account.id, is_somebody_at(at))
        .order_by(Organisation.name, Organisation.id)
    )
    return [Place(person, name) for person, name in db.session.execute(query)]


def offer_choice(account: Account, *, at: datetime) -> str:
    """A token that lets this account choose its organisation, once and soon; the password was right just now."""
    token = secrets.token_urlsafe(32)
    add(SignInChoice(id=new_id(), token_digest=digest(token), account_id=account.id, made_at=at))
    return token


def take_choice(token: str, organisation_id: uuid.UUID, *, at: datetime) -> tuple[Account, Person]:
    """Spend the token; refused when it is unknown, old or spent, or the account is not used in that organisation."""
    spent = db.session.execute(
        sa.update(SignInChoice)
        .where(
            SignInChoice.token_digest == digest(token),
            SignInChoice.used_at.is_(None),
            SignInChoice.made_at > at - rules.TIME_TO_CHOOSE,
        )
        .values(used_at=at)
        .returning(SignInChoice.account_id)
    ).scalar_one_or_none()
    account = db.session.get(Account, spent) if spent else None
    if account is not None and account.ended_at is None:
        for place in places_of(account, at=at):
            if place.person.organisation_id == organisation_id:
                return account, place.person
    raise Refusal(Why.INVALID, say("That took a little long, so nothing was opened. Please sign in again."))


def start_session(account: Account, person: Person, *, at: datetime) -> str:
    """A session in one organisation; gives its token, which is kept nowhere but in the browser."""
    token = secrets.token_urlsafe(32)
    add(
        SignInSession(
            organisation_id=person.organisation_id,
            id=new_id(),
            token_digest=digest(token),
            account_id=account.id,
            person_id=person.id,
            started_at=at,
            ends_at=at + rules.SHIFT,
        )
    )
    return token


def change_session(account_id: uuid.UUID, session: tuple[uuid.UUID, uuid.UUID], to: uuid.UUID, *, at: datetime) -> str:
    """A new session in another organisation of this account, which ends the one before (`session`: its key).

    Refused when the account is not used there.
    """
    account = db.session.get_one(Account, account_id)
    for place in places_of(account, at=at):
        if place.person.organisation_id == to:
            end_session(*session, at=at)
            return start_session(account, place.person, at=at)
    raise Refusal(Why.INVALID, say("Choose one of the places on this page."))


def end_session(organisation_id: uuid.UUID, session_id: uuid.UUID, *, at: datetime) -> None:
    """Signing out: the token is worthless from now on, wherever it was copied to."""
    session = db.session.get(SignInSession, (organisation_id, session_id))
    if session is not None and session.ended_at is None:
        session.ended_at = at


def _tries(key: str, at: datetime) -> int:
    query = sa.select(sa.func.count()).where(SignInAttempt.key == key, SignInAttempt.at > at - rules.WITHIN)
    return db.session.scalar(query) or 0


def _key(kind: str, value: str) -> str:
    """What a try is counted under: no name and no address can be read back from it without the secret of this place."""
    secret = str(current_app.secret_key).encode()
    return hmac.new(secret, f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()


def _nobody() -> str:
    """A hash nobody's password fits, with today's parameters, made once per process."""
    found: str = current_app.extensions.setdefault("nobody", hasher().hash(secrets.token_urlsafe(32)))
    return found
