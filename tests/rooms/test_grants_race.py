"""Two phones at the same moment: the organisation's first key is made once, and a phone is one phone."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from spotcheck.core.database import db
from spotcheck.delivery.models import Grant, OrganisationKey, Phone
from spotcheck.delivery.operations.grants import Asking, give_grant
from spotcheck.organisation.models import Account
from spotcheck.organisation.queries import signed_in
from spotcheck.organisation.sign_in import start_session
from tests.conftest import MORNING
from tests.make_phones import SAFE
from tests.phones import new_key, public_text
from tests.racing import House, together


def counted(house: House, model: Any) -> int:
    with house.app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def test_the_first_key_is_made_once_and_one_session_gets_one_grant(house: House) -> None:
    with house.app.app_context():
        grace = house.cast.grace
        account = db.session.get_one(Account, grace.person.account_id)
        session = signed_in(start_session(account, grace.person, at=MORNING), at=MORNING)
        db.session.commit()
    assert session is not None
    asking = Asking(
        public=public_text(new_key()), phone_public=public_text(new_key()), device_at=MORNING, name="Firefox"
    )

    def ask() -> Any:
        given = give_grant(asking, session.session_id, safe=SAFE, by=session.standing, at=MORNING)
        return given.grant.id, given.key.id, given.phone.id

    told = together(house, ask, ask, ask, ask)
    assert len({one.answer for one in told}) == 1
    assert (counted(house, OrganisationKey), counted(house, Phone), counted(house, Grant)) == (1, 1, 2)
