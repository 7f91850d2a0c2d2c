"""From closing to holding, twelve weeks later: drawn on a page, read on a phone without signal, delivered, reviewed."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from spotcheck.checks.models import Check
from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.desk.pack import pack
from spotcheck.tracker import queries
from spotcheck.tracker.models import Evidence
from spotcheck.tracker.operations import change_terms, close
from spotcheck.tracker.rules.holding import Held
from tests import make, make_checks
from tests.delivering import count, sent, the_arrival
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


def away_for_weeks(cast, clock, closed):
    """The look of 12 weeks, captured two days before the one of 26 weeks took its place, and still on the phone."""
    first, _ = make.steps_of(closed)
    draw = make.a_draw(first, cast.grace, at=clock.move(weeks=13, days=5))
    phone = ready(cast.grace, at=clock.now())
    return sealed(cast, clock, phone, first, draw)


def test_captured_in_its_time_it_counts_when_it_comes(app, cast, clock, client_for, closed):
    envelope = away_for_weeks(cast, clock, closed)
    clock.move(weeks=2)
    assert [one["state"] for one in sent(app, envelope)] == ["stored"]
    check = db.session.scalars(sa.select(Check)).one()
    assert check.requirement_id == make.steps_of(closed)[0].id
    make_checks.reviewed(check, cast.ruth, at=clock.now(), stands=True)
    db.session.commit()
    assert [look.verdict for look in queries.holding_of(closed, at=clock.now()).looks][:2] == [Held.HOLDING, Held.OPEN]
    assert "After 12 weeks Holding" in words(client_for(cast.samuel).get(f"/actions/{closed.id}"))


def open_again(cast, clock, closed):
    make.looks(cast, make.steps_of(closed, 26)[0], at=clock.move(weeks=1), misses=2)


def closed_again(cast, clock, closed):
    open_again(cast, clock, closed)
    lead, by, due_on = closed.lead_id, cast.samuel.standing(), local_date(clock.now()) + timedelta(days=9)
    change_terms(closed, lead_id=lead, due_on=due_on, reason="It drifted.", by=by, at=clock.now())
    make.done(closed, at=clock.move(days=1))
    make.looks(cast, queries.plan_of(closed)[0], at=clock.move(days=1))
    close(closed, words="It holds.", by=by, at=clock.move(days=1))


@pytest.mark.parametrize(
    ("meanwhile", "says"),
    [
        (open_again, "This look has ended, because the action is open again. Open it to see what is asked now."),
        (closed_again, "This look has ended: the action opened again since, and closed on newer looks."),
    ],
)
def test_coming_after_the_action_opened_again_it_is_kept_on_its_own_and_moves_nothing(
    app, cast, clock, closed, meanwhile, says
):
    envelope = away_for_weeks(cast, clock, closed)
    meanwhile(cast, clock, closed)
    db.session.commit()
    before = (closed.state, closed.reopened, closed.round, closed.version)
    clock.move(weeks=1)
    assert [one["state"] for one in sent(app, envelope)] == ["stored"]
    check = db.session.scalars(sa.select(Check)).one()
    assert (check.requirement_id, check.author_id) == (None, cast.grace.id)
    assert the_arrival().reasons == [says, "So it is kept as a check on its own."]
    assert (closed.state, closed.reopened, closed.round, closed.version) == before
