"""A phone is made ready for somebody who signed in on it, and is signed out again by a token of its own."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from spotcheck.core.clock import local_date
from spotcheck.core.database import add, db
from spotcheck.core.history import take_turn
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import day_in_words, say
from spotcheck.delivery.at_rest import Safe
from spotcheck.delivery.models import Grant, OrganisationKey, Phone
from spotcheck.delivery.operations.keys import key_for_phones
from spotcheck.delivery.queries import grants
from spotcheck.organisation.models import SignInSession
from spotcheck.organisation.queries import digest
from spotcheck.organisation.sign_in import count_try, end_session


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What a phone says of itself: the public half of its signing key and of its own key, its clock, its name."""

    public: str
    phone_public: str
    device_at: datetime
    name: str


@dataclass(frozen=True, slots=True)
class Given:
    grant: Grant
    phone: Phone
    phone_grant: Grant
    key: OrganisationKey
    sign_out_token: str


def give_grant(asking: Asking, session_id: uuid.UUID, *, safe: Safe, by: Standing, at: datetime) -> Given:
    """What lets this person capture on this phone until their sign-in ends. Asked again, it is the same one.

    Refused when the phone was reported as lost, or the organisation's key cannot be opened here: what would be sealed
    to it could never be read. A refusal leaves the phone as it is; Spotcheck then works with a signal only.
    """
    take_turn(by.organisation_id)
    key = key_for_phones(by.organisation_id, safe=safe, by=by.person_id, at=at)
    if not safe.opens(key):
        raise Refusal(
            Why.NOT_NOW,
            say("Phones cannot be made ready to work without a signal just now. With a signal everything works."),
            say("Tell whoever looks after Spotcheck: the organisation's key does not open (spotcheck keys list)."),
            status=503,
        )
    phone = _phone(asking, by.organisation_id, at=at)
    if phone.lost_at is not None:
        raise Refusal(
            Why.NOT_NOW,
            say("This phone was reported as lost on %(day)s.", day=day_in_words(local_date(phone.lost_at))),
            say("With a signal everything works. It works without one again once the page Phones says it was found."),
        )
    grant = grants.grant_of_session(by.organisation_id, session_id, asking.public)
    if grant is None:
        session = db.session.get_one(SignInSession, (by.organisation_id, session_id))
        grant = _grant(phone, asking.public, asking.device_at, session=session, safe=safe, at=at)
    phone_grant = grants.own_grant(phone) or _grant(
        phone, asking.phone_public, asking.device_at, session=None, safe=safe, at=at
    )
    return Given(grant, phone, phone_grant, key, safe.sign_out_token(grant.id))


def sign_out_with(token: str, *, address: str, at: datetime) -> None:
    """End the sign-in that this token was given to. Twice is once, and a token of nobody ends nothing.

    Refused when many tokens of nobody came from this address in a short time.
    """
    found = grants.grant_of_token(digest(token))
    if found is None or found.session_id is None:
        count_try("sign-out", digest(token), address=address, at=at, place="address of sign-outs")
        return
    take_turn(found.organisation_id)
    end_session(found.organisation_id, found.session_id, at=at)


def _phone(asking: Asking, organisation_id: uuid.UUID, *, at: datetime) -> Phone:
    """The phone of this key, which is what it is known by; what it calls itself may change."""
    query = sa.select(Phone).where(Phone.organisation_id == organisation_id, Phone.public == asking.phone_public)
    phone = db.session.scalars(query).one_or_none()
    if phone is None:
        return add(
            Phone(
                organisation_id=organisation_id,
                id=new_id(),
                public=asking.phone_public,
                name=asking.name,
                first_seen_at=at,
                last_seen_at=at,
            )
        )
    if phone.lost_at is None:
        phone.name, phone.last_seen_at = asking.name, at
    return phone


def _grant(
    phone: Phone, public: str, device_at: datetime, *, session: SignInSession | None, safe: Safe, at: datetime
) -> Grant:
    """A new grant; without a session it is the phone's own, of nobody in particular."""
    grant_id = new_id()
    return add(
        Grant(
            organisation_id=phone.organisation_id,
            id=grant_id,
            phone_id=phone.id,
            person_id=session.person_id if session else None,
            session_id=session.id if session else None,
            public=public,
            given_at=at,
            device_at=device_at,
            capture_until=session.ends_at if session else None,
            sign_out_digest=digest(safe.sign_out_token(grant_id)) if session else None,
        )
    )
