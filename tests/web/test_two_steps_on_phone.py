"""The second step of a sample on a phone: what it takes along, and what it brings."""

from __future__ import annotations

import sqlalchemy as sa

from spotcheck.checks.models import Check, Draft
from spotcheck.checks.queries.contents import content_of
from spotcheck.core.database import db
from spotcheck.sampling.rules import drawn
from spotcheck.tracker import operations as tracker
from spotcheck.tracker.models import Evidence
from tests import make
from tests.delivering import grace, sent
from tests.make_drafts import SAMPLE
from tests.make_letters import a_check, an_unfinished
from tests.web.test_phone_pack import packed

__all__ = ["grace"]


def mixed(cast, clock):
    """One of the first ten was missed, so the next ten of the draw are due."""
    action, requirement = make.a_done_action(cast, make.IN_TWO_STEPS, at=clock.now())
    draw = make.a_draw(requirement, cast.grace, at=clock.move(hours=1))
    brought = make.looked(requirement, cast.grace, at=clock.move(hours=1), draw=draw, misses=1, read_from=1, read_to=10)
    make.review(brought, cast.ruth, at=clock.now())
    db.session.commit()
    return action, requirement, draw


def read_on(payload, places):
    """The same answers, for these places of the draw."""
    by_item = {key.partition("/")[2]: given for key, given in payload["answers"].items()}
    answers = {f"{place}/{item}": given for place in places for item, given in by_item.items()}
    return {**payload, "answers": answers}


def test_a_phone_takes_the_next_numbers_of_the_draw_along(cast, clock, client_for):
    _, _, draw = mixed(cast, clock)
    found = packed(client_for, cast.grace)
    (taken,) = found["draws"]
    assert [(one["position"], one["number"]) for one in taken["places"]] == [
        (one.place, one.number) for one in drawn(draw.seed, 40)[10:]
    ]
    assert (taken["size"], found["due"][0]["says"][:18]) == (10, "10 records to read")


def test_a_second_step_read_on_a_phone_counts_with_the_first(app, cast, clock, grace):
    action, requirement, draw = mixed(cast, clock)
    about = {"draw": draw, "requirement": str(requirement.id)}
    payload = read_on(a_check(cast, grace.pocket, SAMPLE, at=clock.move(minutes=30), **about), range(11, 21))
    assert [one["state"] for one in sent(app, grace.pocket.seal(payload))] == ["stored"]
    check = db.session.scalars(sa.select(Check)).one()
    assert [met.position for met in content_of(check).records] == list(range(11, 21))
    evidence = db.session.scalars(sa.select(Evidence).where(Evidence.source_id == check.id)).one()
    assert (evidence.read_from, evidence.read_to, evidence.usable, action.missing) == (11, 20, 10, 1)


def test_records_further_down_than_the_second_step_are_refused(app, cast, clock, grace):
    _, requirement, draw = mixed(cast, clock)
    about = {"draw": draw, "requirement": str(requirement.id)}
    payload = read_on(a_check(cast, grace.pocket, SAMPLE, at=clock.move(minutes=30), **about), range(13, 23))
    (answer,) = sent(app, grace.pocket.seal(payload))
    assert (answer["state"], db.session.scalar(sa.select(sa.func.count()).select_from(Check))) == ("refused", 0)


def test_a_second_step_of_a_plan_that_moved_on_is_kept_on_its_own(app, cast, clock, grace):
    action, requirement, draw = mixed(cast, clock)
    about = {"draw": draw, "requirement": str(requirement.id)}
    payload = read_on(a_check(cast, grace.pocket, SAMPLE, at=clock.move(minutes=30), **about), range(11, 21))
    tracker.withdraw(action, reason="The service stopped giving PRN.", by=cast.samuel.standing(), at=clock.now())
    db.session.commit()
    assert [one["state"] for one in sent(app, grace.pocket.seal(payload))] == ["stored"]
    check = db.session.scalars(sa.select(Check)).one()
    assert (check.requirement_id, len(content_of(check).records)) == (None, 10)


def test_a_second_step_that_was_begun_on_a_phone_goes_on_where_the_first_one_ended(app, cast, clock, grace, client_for):
    _, requirement, draw = mixed(cast, clock)
    about = {"draw": draw, "requirement": str(requirement.id)}
    payload = read_on(an_unfinished(cast, grace.pocket, SAMPLE, at=clock.move(minutes=30), **about), range(12, 15))
    assert [one["state"] for one in sent(app, grace.pocket.seal(payload))] == ["stored"]
    draft = db.session.scalars(sa.select(Draft)).one()
    assert draft.read_from == 11
    page = client_for(cast.grace).get(f"/drafts/{draft.id}").text
    assert "3 of 10 read" in page


def test_the_page_before_reading_names_the_next_records(cast, clock, client_for):
    _, requirement, draw = mixed(cast, clock)
    page = client_for(cast.grace).get(f"/checks/new?requirement={requirement.id}").text
    assert "The first records left it open. These are the next ones of the same draw." in page
    names = [one.reference for one in drawn(draw.seed, 40)]
    assert [name in page for name in (names[9], names[10], names[19], names[20])] == [False, True, True, False]
