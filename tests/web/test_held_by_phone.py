"""From closing to holding, twelve weeks later: drawn on a page, read on a phone without signal, delivered, reviewed."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from spotcheck.checks.models import Check
from spotcheck.core.database import db
from spotcheck.desk.pack import pack
from spotcheck.tracker import queries
from spotcheck.tracker.models import Evidence
from spotcheck.tracker.rules.holding import Held
from tests import make, make_checks
from tests.delivering import count, sent
from tests.make_drafts import SAMPLE
from tests.make_letters import a_check
from tests.make_phones import ready
from tests.pages import words


@pytest.fixture
def closed(cast, clock):
    """Closed twelve weeks ago."""
    found = make.a_closed_action(cast, at=clock.now())
    clock.move(days=84, hours=3)
    db.session.commit()
    return found


def sealed(cast, clock, phone, step, draw):
    """Five records of this draw, all in place, read by Grace and sealed."""
    at = clock.move(minutes=30)
    return phone.pocket.seal(a_check(cast, phone.pocket, SAMPLE, at=at, draw=draw, requirement=str(step.id)))


def test_from_closing_to_holding(app, cast, clock, client_for, closed):
    first, _ = make.steps_of(closed)
    draw = make.a_draw(first, cast.grace, at=clock.now())
    phone = ready(cast.grace, at=clock.now())
    db.session.commit()
    (due,) = pack(cast.grace.standing(), at=clock.now()).due
    assert (due.requirement, due.draw) == (first.id, draw.id)
    assert "still hold?" in str(due.says)
    envelope = sealed(cast, clock, phone, first, draw)
    clock.move(hours=5)
    assert [one["state"] for one in sent(app, envelope)] == ["stored"]
    evidence = count(Evidence)
    assert [one["state"] for one in sent(app, envelope)] == ["already"]
    assert count(Evidence) == evidence
    check = db.session.scalars(sa.select(Check)).one()
    assert (check.requirement_id, check.draw_id) == (first.id, draw.id)
    make_checks.reviewed(check, cast.ruth, at=clock.now(), stands=True)
    db.session.commit()
    assert queries.holding_of(closed, at=clock.now()).looks[0].verdict is Held.HOLDING
    assert "Holding at 12 weeks." in words(client_for(cast.samuel).get(f"/actions/{closed.id}"))
