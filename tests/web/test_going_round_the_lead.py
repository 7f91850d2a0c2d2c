"""Ways round R3 and the draw: the lead who steps aside, the seed that is tried again, the clock that is turned back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spotcheck.cli.tick.jobs import JOBS
from spotcheck.core.database import db
from spotcheck.core.history import broken_at
from spotcheck.sampling.queries import drawn_records
from spotcheck.tracker import operations
from spotcheck.tracker.models import Action
from spotcheck.tracker.rules.words import State
from tests import make
from tests.make import AN_OBSERVATION
from tests.pages import hidden
from tests.web.test_going_round_by_page import REASON, Round, home, newest

__all__ = ["home"]


def led_by_samuel(home: Round) -> Action:
    """The manager leads it, and everything was seen: only somebody else can close it."""
    action, part = home.done(AN_OBSERVATION, lead=home.cast.samuel, by=home.cast.ruth)
    make.looks(home.cast, part, at=home.clock.move(hours=1))
    db.session.commit()
    return action


def test_the_lead_closes(home: Round) -> None:
    action = led_by_samuel(home)
    assert "You lead this action, so somebody else closes it: Ruth." in home.not_closed(home.cast.samuel, action)


def test_the_lead_hands_it_over_to_close_it(home: Round) -> None:
    action = led_by_samuel(home)
    handed = {"lead_id": home.cast.priya.id, "due_on": "2026-11-30", "reason": REASON}
    says = "The lead and the day can change while the action is agreed and not yet done."
    assert says in home.about(home.cast.samuel, action, "terms", handed)
    assert says in home.about(home.cast.samuel, action, "row", handed)
    home.refused(
        home.cast.samuel, "/actions/several", {**handed, "chosen": f"{action.id}:{action.version}"}, status=200
    )
    assert action.lead_id == home.cast.samuel.id


def test_the_lead_hands_it_over_by_way_of_sending_it_back(home: Round) -> None:
    action = led_by_samuel(home)
    by = home.cast.samuel.standing()
    operations.send_back(action, reason=REASON, by=by, at=home.clock.move(hours=1))
    terms = {"lead_id": home.cast.priya.id, "due_on": home.clock.now().date(), "reason": REASON}
    operations.change_terms(action, **terms, by=by, at=home.clock.now())
    make.done(action, at=home.clock.move(hours=1))
    db.session.commit()
    assert "Still to come: 1 observation" in home.not_closed(home.cast.samuel, action)
    told = [line.what for line in reversed(home.lines(action))]
    assert told[-3:] == ["sent back", "terms changed", "reported done"]


def test_whoever_looked_leads_it_from_now_on(home: Round) -> None:
    action, part = home.done(AN_OBSERVATION)
    make.looks(home.cast, part, at=home.clock.move(hours=1))
    operations.send_back(action, reason=REASON, by=home.cast.samuel.standing(), at=home.clock.move(hours=1))
    terms = {"lead_id": home.cast.grace.id, "due_on": home.clock.now().date(), "reason": REASON}
    operations.change_terms(action, **terms, by=home.cast.samuel.standing(), at=home.clock.now())
    make.done(action, at=home.clock.move(hours=1))
    db.session.commit()
    assert "Still to come: 1 observation" in home.not_closed(home.cast.samuel, action)


# The draw is made once.


def test_drawing_until_the_numbers_are_liked(home: Round) -> None:
    _, part = home.done()
    page = home.client_for(home.cast.grace).get(f"/checks/new?requirement={part.id}")
    first = make.a_draw(part, home.cast.samuel, at=home.clock.now())
    db.session.commit()
    form = {**hidden(page), "population": "40", "counted_by_id": str(home.cast.tomasz.id)}
    disliked = drawn_records(first)[0].number
    for more in ({}, {"population": "41"}, {"excluded": f"{disliked} moved away"}, {"size": "1"}):
        said = home.refused(home.cast.grace, "/draws", {**form, **more})
        assert "a second draw would let us choose the result" in said


def test_drawing_again_for_what_was_withdrawn(home: Round) -> None:
    action, part = home.done()
    make.a_draw(part, home.cast.samuel, at=home.clock.now())
    db.session.commit()
    page = home.client_for(home.cast.grace).get(f"/checks/new?requirement={part.id}")
    form = {**hidden(page), "requirement": str(part.id), "population": "40", "counted_by_id": str(home.cast.tomasz.id)}
    operations.withdraw(action, reason=REASON, by=home.cast.samuel.standing(), at=home.clock.now())
    db.session.commit()
    assert "has not been reported done" in home.refused(home.cast.grace, "/draws", form)


# The server's clock is turned back.


@pytest.mark.parametrize("back", [timedelta(hours=3), timedelta(days=40)])
def test_a_clock_that_is_turned_back_undoes_nothing_and_closes_nothing(home: Round, back: timedelta) -> None:
    closed, _ = home.seen()
    operations.close(closed, words="Seen.", by=home.cast.ruth.standing(), at=home.clock.now())
    waiting, _ = home.done(AN_OBSERVATION)
    home.clock.move(days=60)
    tick(home)
    before = home.kept()
    assert waiting.state == State.DONE
    home.clock.set(home.clock.now() - back)
    tick(home)
    assert home.kept() == before
    assert broken_at(home.cast.organisation_id) is None
    assert "Still to come: 1 observation" in home.not_closed(home.cast.samuel, waiting) or back < timedelta(days=1)
    assert (closed.state, newest(closed)) == (State.CLOSED, "closed")


def test_closing_with_the_clock_before_it_was_done(home: Round) -> None:
    home.clock.move(days=10)
    action, part = home.done(AN_OBSERVATION)
    home.clock.set(home.clock.now() - timedelta(days=3))
    make.looks(home.cast, part, at=home.clock.now())
    db.session.commit()
    assert "Still to come: 1 observation" in home.not_closed(home.cast.samuel, action)


def tick(home: Round) -> None:
    for job in JOBS:
        for one in job.due(home.clock.now()) if job.name != "send" else ():
            job.do(one, home.clock.now())
    db.session.commit()
