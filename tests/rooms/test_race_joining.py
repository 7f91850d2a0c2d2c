"""A one-time link opens once, whoever sends it and however often at the same moment."""

from __future__ import annotations

import sqlalchemy as sa
from argon2 import PasswordHasher

from spotcheck.core.database import db
from spotcheck.core.history import broken_at, lines
from spotcheck.core.permissions import Role
from spotcheck.organisation.invitations import invite_person
from spotcheck.organisation.joining import join_with_new_sign_in
from spotcheck.organisation.models import Account, Person
from spotcheck.organisation.queries import digest
from tests.conftest import MORNING
from tests.racing import House, one_of, together


def test_a_hundred_at_once_and_one_joins(house: House) -> None:
    house.app.extensions["hasher"] = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    cast = house.cast
    with house.app.app_context():
        link = invite_person("Zofia", Role.CARE_WORKER, cast.hazel_court, by=cast.samuel.standing(), at=MORNING)
        person_id, token = link.invitation.person_id, digest(link.token)
        db.session.commit()

    def join(number: int) -> None:
        join_with_new_sign_in(token, sign_in=f"zofia.{number}", password="three quiet words", at=MORNING)

    outcomes = together(house, *[lambda number=number: join(number) for number in range(100)])
    one_of(outcomes, refused_with="This link was used")
    with house.app.app_context():
        made = db.session.scalars(sa.select(Account.id).where(Account.sign_in.startswith("zofia."))).all()
        assert made == [db.session.get_one(Person, (cast.organisation_id, person_id)).account_id]
        told = [line.what for line in lines(cast.organisation_id, "person", person_id)]
        assert told.count("joined") == 1
        assert broken_at(cast.organisation_id) is None
