"""Phones that are ready: somebody signs in on one, and gets a grant as the browser does."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

from spotcheck.core.database import db
from spotcheck.delivery.at_rest import Safe
from spotcheck.delivery.models import Phone
from spotcheck.delivery.operations.grants import Asking, Given, give_grant
from spotcheck.organisation.models import Account
from spotcheck.organisation.queries import SignedIn, signed_in
from spotcheck.organisation.sign_in import start_session
from tests.cast import Member
from tests.phones import Pocket, new_key, public_text

SAFE = Safe("only for tests")  # the secret of the app in conftest.py


@dataclass(frozen=True)
class Ready:
    """What a phone has once somebody signed in on it: their grant and, for whoever comes next, its own."""

    given: Given
    session: SignedIn
    pocket: Pocket
    phone_pocket: Pocket

    @property
    def phone(self) -> Phone:
        return self.given.phone

    @property
    def token(self) -> str:
        """What signs them out."""
        return self.given.sign_out_token


def ready(
    who: Member,
    *,
    at: datetime,
    phone_key: EllipticCurvePrivateKey | None = None,
    device_at: datetime | None = None,
    name: str = "Chrome on Android",
    safe: Safe = SAFE,
) -> Ready:
    """This person signs in and the phone is made ready. `phone_key`: the same phone again."""
    account = db.session.get_one(Account, who.person.account_id)
    session = signed_in(start_session(account, who.person, at=at), at=at)
    assert session is not None
    phone_key, key = phone_key or new_key(), new_key()
    asking = Asking(public=public_text(key), phone_public=public_text(phone_key), device_at=device_at or at, name=name)
    given = give_grant(asking, session.session_id, safe=safe, by=session.standing, at=at)

    def pocket(grant_id: uuid.UUID, key: EllipticCurvePrivateKey) -> Pocket:
        return Pocket(grant_id, given.key.id, given.key.public, key)

    return Ready(given, session, pocket(given.grant.id, key), pocket(given.phone_grant.id, phone_key))
