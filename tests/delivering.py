"""Sending what a phone sealed, as a browser does: without a cookie and without a token."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from spotcheck.core.clock import FixedClock
from spotcheck.core.database import Base, db
from spotcheck.delivery.models import Arrival
from tests.cast import Cast
from tests.make_phones import Ready, ready
from tests.phones import batch


def send(app: Flask, *sealed: Any, carrier: dict[str, str] | None = None, **headers: str) -> TestResponse:
    with app.app_context():  # of its own, as on a server
        answer = app.test_client(use_cookies=False).post("/envelopes", json=batch(sealed, carrier), headers=headers)
    db.session.expire_all()
    return answer


def sent(app: Flask, *sealed: Any, carrier: dict[str, str] | None = None) -> list[dict[str, Any]]:
    """What the server says of each."""
    answer = send(app, *sealed, carrier=carrier)
    assert answer.status_code == 200, answer.text
    answers: list[dict[str, Any]] = answer.get_json()["answers"]
    return answers


def count(model: type[Base]) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def the_arrival() -> Arrival:
    """The only one there is."""
    return db.session.scalars(sa.select(Arrival)).one()


@pytest.fixture
def grace(cast: Cast, clock: FixedClock) -> Ready:
    """Grace's phone, made ready when she signed in this morning."""
    phone = ready(cast.grace, at=clock.now())
    db.session.commit()
    return phone
