"""What a plan asks of a day is asked once, whoever comes to it at the same moment."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from spotcheck.checklists.queries import checklist_by_key
from spotcheck.core.database import db
from spotcheck.core.history import broken_at, lines
from spotcheck.core.ids import new_id
from spotcheck.learning.models import Prompt
from spotcheck.learning.operations.planning import Planned, ask_planned, make_plan
from tests.conftest import MORNING
from tests.make_prompts import PRN
from tests.racing import House, together
from tests.ticking import said_by, start

THE_DAY_AFTER = MORNING + timedelta(days=1)
DONE = "1 question asked, nothing else was due."


@pytest.fixture
def planned(house: House) -> House:
    """At Hazel Court, every week: one of the two care workers on its first day, the other on its last."""
    with house.app.app_context():
        checklist = checklist_by_key(house.cast.organisation_id, PRN)
        assert checklist is not None
        chosen = Planned(
            id=new_id(), service_id=house.cast.hazel, checklist_id=checklist.id, item_keys=(), every_weeks=1
        )
        make_plan(chosen, by=house.cast.samuel.standing(), at=MORNING)
        db.session.commit()
    return house


def asked(house: House) -> int:
    """How many questions there are, each with its line of history, and the history whole."""
    with house.app.app_context():
        found = db.session.query(Prompt).filter_by(organisation_id=house.cast.organisation_id).all()
        for one in found:
            assert [line.what for line in lines(house.cast.organisation_id, "prompt", one.id)] == ["asked"]
        assert broken_at(house.cast.organisation_id) is None
        return len(found)


def test_those_who_come_past_the_lease_together_ask_once(planned: House) -> None:
    def ask(at: datetime = THE_DAY_AFTER) -> int:
        return ask_planned(planned.cast.organisation_id, at=at)

    told = together(planned, *[ask] * 4)
    assert sorted(one.answer for one in told) == [0, 0, 0, 1]
    assert asked(planned) == 1


def test_two_processes_at_once_ask_once(planned: House, tmp_path: Path) -> None:
    said = said_by(start(planned, tmp_path, at=THE_DAY_AFTER) for _ in range(2))
    assert said.count(DONE) == 1
    assert set(said) <= {DONE, "Another process is doing this now. Nothing was done here.", "Nothing was due."}
    assert asked(planned) == 1
