"""A form that comes back alone takes the place of what it names: nothing stands on the page twice."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.tracker.models import Action
from spotcheck.tracker.rules.words import State
from tests import make
from tests.cast import Cast
from tests.client import Client
from tests.make import A_SAMPLE

REPLACED = re.compile(r'hx-post="[^"]*/(?:requirements|agreement)" hx-target="([^"]+)"')


@pytest.fixture
def proposed(cast: Cast, clock: FixedClock) -> Action:
    found = make.an_action(cast, State.PROPOSED, at=clock.now(), plan=[A_SAMPLE])
    db.session.commit()
    return found


@pytest.mark.parametrize("noun", ["requirements", "agreement"])
def test_the_part_that_comes_back_is_what_its_form_asked_to_be_replaced(
    proposed: Action, cast: Cast, client_for: Callable[..., Client], noun: str
) -> None:
    samuel = client_for(cast.samuel)
    answer: Any = samuel.post(f"/actions/{proposed.id}/{noun}", {"version": proposed.version}, part=True)
    assert answer.status_code == 422
    root = re.match(r"\s*<\w+[^>]*\bid=\"([^\"]+)\"", answer.text)
    assert root is not None
    assert REPLACED.findall(answer.text) == [f"#{root[1]}"]
