"""Accounts, passwords and sessions. Nobody learns from here who has an account."""

from __future__ import annotations

import secrets
import uuid
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
from spotcheck.organisation.models import Account, Person, SetUpCode, SignInAttempt, SignInSession
from spotcheck.organisation.queries import digest


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


def account_for(sign_in: str, password: str, *, address: str, at: datetime) -> Account | None:
    """The account these words open, or None. Counts the try; refused when guessing has gone on too long.

    Takes as long for a name that nobody has as for a wrong password.
    """
    name = rules.normal_sign_in(sign_in)
    name_key, address_key = digest(f"name:{name}"), digest(f"address:{address}")
    if not rules.may_try(_tries(name_key, at), _tries(address_key, at)):
        raise Refusal(
            Why.TOO_MANY,
            say("There were many tries in a short time. Wait a quarter of an hour, then try again."),
            say("If you do not remember your password, ask your manager."),
        )
    account = db.session.scalar(sa.select(Account).where(Account.sign_in == name))
    known = account.password_hash if account else _nobody()
    right = _verifies(known, password)
    if account is None or account.ended_at is not None or not right:
        db.session.add_all([SignInAttempt(id=new_id(), key=key, at=at) for key in (name_key, address_key)])
        db.session.flush()
        return None
    db.session.execute(sa.delete(SignInAttempt).where(SignInAttempt.key == name_key))
    if hasher().check_needs_rehash(account.password_hash):
        account.password_hash = hasher().hash(password)
    return account


def people_of(account: Account) -> list[Person]:
    """The person this account is in each organisation, where they still work."""
    query = sa.select(Person).where(Person.account_id == account.id, Person.ended_at.is_(None))
    return list(db.session.scalars(query.order_by(Person.organisation_id)))


def start_session(account: Account, person: Person, *, at: datetime) -> str:
    """A session in one organisation; gives its token, which is kept nowhere but in the browser."""
    token = secrets.token_urlsafe(32)
    add(
        SignInSession(
            organisation_id=person.organisation_id, id=new_id(), token_digest=digest(token), account_id=account.id,
            person_id=person.id, started_at=at, ends_at=at + rules.SHIFT,
        )
    )
    return token


def end_session(organisation_id: uuid.UUID, session_id: uuid.UUID, *, at: datetime) -> None:
    """Signing out: the token is worthless from now on, wherever it was copied to."""
    session = db.session.get(SignInSession, (organisation_id, session_id))
    if session is not None and session.ended_at is None:
        session.ended_at = at


def make_set_up_code(*, at: datetime) -> str:
    """A one-time code for the first administrator; a new code makes earlier ones worthless."""
    db.session.execute(sa.delete(SetUpCode).where(SetUpCode.used_at.is_(None)))
    code = "-".join(secrets.token_hex(2).upper() for _ in range(4))
    add(SetUpCode(id=new_id(), code_digest=digest(code), made_at=at))
    return code


def use_set_up_code(code: str, *, at: datetime) -> None:
    """Spend the code; refused when it is unknown or spent. One UPDATE, so of two at once exactly one is let in."""
    spent = db.session.execute(
        sa.update(SetUpCode)
        .where(SetUpCode.code_digest == digest(code.strip().upper()), SetUpCode.used_at.is_(None))
        .values(used_at=at)
    )
    if spent.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult
        raise Refusal(
            Why.INVALID,
            fields={"code": say("This code is no longer valid. The command that starts Spotcheck prints a new one.")},
        )


def _tries(key: str, at: datetime) -> int:
    query = sa.select(sa.func.count()).where(SignInAttempt.key == key, SignInAttempt.at > at - rules.WITHIN)
    return db.session.scalar(query) or 0


def _verifies(known: str, password: str) -> bool:
    try:
        return hasher().verify(known, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


def _nobody() -> str:
    """A hash nobody's password fits, with today's parameters, made once per process."""
    found: str = current_app.extensions.setdefault("nobody", hasher().hash(secrets.token_urlsafe(32)))
    return found
