"""Two people at the same moment, with real commits on a database of the test's own: one is let in, one has it."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from spotcheck.app import create_app
from spotcheck.core import history
from spotcheck.core.database import Base, db
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Role, Standing
from spotcheck.core.refusals import Refusal
from spotcheck.messages import operations as messages
from spotcheck.messages import queries
from spotcheck.organisation import operations
from spotcheck.organisation.models import RoleHeld
from spotcheck.organisation.set_up_codes import make_code, use_code
from spotcheck.settings import Settings, database_url
from tests.cast import Cast
from tests.conftest import MORNING
from tests.support.postgres import fresh_database
from tests.support.rows import Rows, lay

AT_MOST = 60  # seconds; a test that takes longer hangs


@pytest.fixture
def house(tmp_path: Path, _everybody: tuple[Cast, Rows]) -> Iterator[Flask]:
    server = os.environ.get("TEST_DATABASE_URL")
    with ExitStack() as until_the_end:
        url = f"sqlite:///{tmp_path / 'own.db'}"
        if server:
            url = until_the_end.enter_context(fresh_database(database_url(server, tmp_path)))
        app = create_app(Settings(data=tmp_path, database_url=url, secret="only for tests"))
        with app.app_context():
            Base.metadata.create_all(db.engine)
            lay(_everybody[1])
            db.session.remove()
        yield app
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def people(_everybody: tuple[Cast, Rows]) -> Cast:
    return _everybody[0]


def together(app: Flask, *verbs: Callable[[], Any]) -> list[Any]:
    """Everybody starts at the same moment and commits; gives the answers, and the refusals in words."""
    start = threading.Barrier(len(verbs))

    def one(verb: Callable[[], Any]) -> Any:
        with app.app_context():
            start.wait(AT_MOST)
            try:
                answer = verb()
                db.session.commit()
            except Refusal as refusal:
                db.session.rollback()
                return str(refusal)
            return answer

    with ThreadPoolExecutor(len(verbs)) as pool:
        return [waiting.result(AT_MOST) for waiting in [pool.submit(one, verb) for verb in verbs]]


def standings(app: Flask, *members: Any) -> list[Standing]:
    with app.app_context():
        return [member.standing() for member in members]


def test_of_two_who_use_a_set_up_code_exactly_one_is_let_in(house: Flask) -> None:
    with house.app_context():
        code = make_code(at=MORNING)
        db.session.commit()
    said = together(house, *[lambda: use_code(code, at=MORNING)] * 2)
    assert sorted(map(str, said)) == ["None", next(str(answer) for answer in said if answer)]
    assert "no longer valid" in str(said)


def test_of_two_managers_exactly_one_has_it_and_both_hear_who(house: Flask, people: Cast) -> None:
    grace, samuel, ruth = standings(house, people.grace, people.samuel, people.ruth)
    with house.app_context():
        alert_id = messages.raise_alert(new_id(), people.hazel, "In pain.", by=grace, at=MORNING).id
        db.session.commit()

    def take(by: Standing) -> bool:
        alert = queries.alert(by.organisation_id, alert_id)
        assert alert is not None
        return messages.take_alert(alert, by=by, at=MORNING)

    assert sorted(together(house, lambda: take(samuel), lambda: take(ruth))) == [False, True]
    with house.app_context():
        assert len(history.lines(people.organisation_id, "alert", alert_id)) == 2
        assert history.broken_at(people.organisation_id) is None


def test_a_message_sent_twice_at_the_same_moment_is_one(house: Flask, people: Cast) -> None:
    (grace,) = standings(house, people.grace)
    form = new_id()

    def say() -> Any:
        return messages.raise_alert(form, people.hazel, "In pain.", by=grace, at=MORNING).id

    assert together(house, say, say) == [form, form]
    with house.app_context():
        assert len(queries.raised_and_open(grace)) == 1


def test_a_role_given_twice_at_the_same_moment_is_one(house: Flask, people: Cast) -> None:
    (admin,) = standings(house, people.admin)

    def give() -> None:
        operations.give_role(people.grace.person, Role.MANAGER, people.hazel_court, by=admin, at=MORNING)

    together(house, give, give)
    with house.app_context():
        held = sa.select(sa.func.count()).where(
            RoleHeld.person_id == people.grace.id, RoleHeld.role == Role.MANAGER.value
        )
        assert db.session.scalar(held) == 1


def test_two_administrators_cannot_let_each_other_go(house: Flask, people: Cast) -> None:
    admin, ruth = standings(house, people.admin, people.ruth)
    with house.app_context():
        operations.give_role(people.ruth.person, Role.ADMINISTRATOR, None, by=admin, at=MORNING)
        db.session.commit()

    def end(whose: Any, by: Standing) -> None:
        query = sa.select(RoleHeld).where(
            RoleHeld.person_id == whose.id, RoleHeld.role == Role.ADMINISTRATOR.value, RoleHeld.ended_at.is_(None)
        )
        operations.end_role(db.session.scalars(query).one(), by=by, at=MORNING)

    said = together(house, lambda: end(people.ruth, admin), lambda: end(people.admin, ruth))
    assert sum("only administrator" in str(answer) for answer in said) == 1
