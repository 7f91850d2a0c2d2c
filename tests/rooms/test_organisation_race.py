"""Two people at the same moment, with real commits on a database of the test's own: one is let in, one has it."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from spotcheck.core import history
from spotcheck.core.database import db
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Role, Standing
from spotcheck.messages import operations as messages
from spotcheck.messages import queries
from spotcheck.organisation import operations
from spotcheck.organisation.models import RoleHeld
from spotcheck.organisation.set_up_codes import make_code, use_code
from tests.conftest import MORNING
from tests.racing import House, one_of, together


def standings(house: House, *members: Any) -> list[Standing]:
    with house.app.app_context():
        return [member.standing() for member in members]


def test_of_two_who_use_a_set_up_code_exactly_one_is_let_in(house: House) -> None:
    with house.app.app_context():
        code = make_code(at=MORNING)
        db.session.commit()
    one_of(together(house, *[lambda: use_code(code, at=MORNING)] * 2), refused_with="no longer valid")


def test_of_two_managers_exactly_one_has_it_and_both_hear_who(house: House) -> None:
    grace, samuel, ruth = standings(house, house.cast.grace, house.cast.samuel, house.cast.ruth)
    with house.app.app_context():
        alert_id = messages.raise_alert(new_id(), house.cast.hazel, "In pain.", by=grace, at=MORNING).id
        db.session.commit()

    def take(by: Standing) -> bool:
        alert = queries.alert(by.organisation_id, alert_id)
        assert alert is not None
        return messages.take_alert(alert, by=by, at=MORNING)

    told = together(house, lambda: take(samuel), lambda: take(ruth))
    assert sorted(one.answer for one in told) == [False, True]
    with house.app.app_context():
        assert len(history.lines(house.cast.organisation_id, "alert", alert_id)) == 2
        assert history.broken_at(house.cast.organisation_id) is None


def test_a_message_sent_twice_at_the_same_moment_is_one(house: House) -> None:
    (grace,) = standings(house, house.cast.grace)
    form = new_id()

    def say() -> Any:
        return messages.raise_alert(form, house.cast.hazel, "In pain.", by=grace, at=MORNING).id

    assert [one.answer for one in together(house, say, say)] == [form, form]
    with house.app.app_context():
        assert len(queries.raised_and_open(grace)) == 1


def test_a_role_given_twice_at_the_same_moment_is_one(house: House) -> None:
    (admin,) = standings(house, house.cast.admin)

    def give() -> None:
        operations.give_role(house.cast.grace.person, Role.MANAGER, house.cast.hazel_court, by=admin, at=MORNING)

    together(house, give, give)
    with house.app.app_context():
        held = sa.select(sa.func.count()).where(
            RoleHeld.person_id == house.cast.grace.id, RoleHeld.role == Role.MANAGER.value
        )
        assert db.session.scalar(held) == 1


def test_two_administrators_cannot_let_each_other_go(house: House) -> None:
    admin, ruth = standings(house, house.cast.admin, house.cast.ruth)
    with house.app.app_context():
        operations.give_role(house.cast.ruth.person, Role.ADMINISTRATOR, None, by=admin, at=MORNING)
        db.session.commit()

    def end(whose: Any, by: Standing) -> None:
        query = sa.select(RoleHeld).where(
            RoleHeld.person_id == whose.id, RoleHeld.role == Role.ADMINISTRATOR.value, RoleHeld.ended_at.is_(None)
        )
        operations.end_role(db.session.scalars(query).one(), by=by, at=MORNING)

    told = together(house, lambda: end(house.cast.ruth, admin), lambda: end(house.cast.admin, ruth))
    one_of(told, refused_with="only administrator")
