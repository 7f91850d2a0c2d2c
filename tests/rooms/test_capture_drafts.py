"""A draft keeps every tap, is its author's alone, and starts only what could be finished."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from spotcheck.checks.models import Check, Draft
from spotcheck.checks.operations.drafts import delete_draft, open_draft, save_page
from spotcheck.checks.operations.finishing import finish_draft
from spotcheck.checks.queries.drafts import capturing, unfinished
from spotcheck.checks.queries.starting import starting
from spotcheck.checks.rules.content import SetAside
from spotcheck.checks.rules.drafting import Context, Page, Sent
from spotcheck.checks.rules.progress import Spot
from spotcheck.checks.rules.records import State
from spotcheck.core.database import db
from spotcheck.core.refusals import Why
from spotcheck.tracker.rules.words import Look
from spotcheck.tracker.rules.words import State as ActionState
from tests import make, make_checks
from tests.make_drafts import (
    INTERVIEW,
    OBSERVATION,
    SAMPLE,
    a_draft,
    a_page,
    a_start,
    a_whole_draft,
    an_own_draw,
    answered,
    read_records,
)
from tests.refused import refused


def test_starting_twice_starts_one(cast, clock):
    start = a_start(cast)
    first = open_draft(start, by=cast.grace.standing(), at=clock.now())
    again = open_draft(start, by=cast.grace.standing(), at=clock.move(minutes=1))
    assert (again.id, again.opened_at) == (start.id, first.opened_at)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Draft)) == 1


def test_the_id_of_somebody_elses_draft_starts_nothing(cast, clock):
    start = a_start(cast)
    open_draft(start, by=cast.grace.standing(), at=clock.now())
    says = refused(open_draft, start, by=cast.samuel.standing(), at=clock.now(), why=Why.STALE)
    assert "started before" in says


def test_a_finished_check_is_not_started_again(cast, clock):
    draft = a_whole_draft(cast, cast.grace, at=clock.now())
    start = a_start(cast, id=draft.id)
    finish_draft(draft.id, Page(), by=cast.grace.standing(), at=clock.now())
    refused(open_draft, start, by=cast.grace.standing(), at=clock.now(), why=Why.STALE)


@pytest.mark.parametrize(
    ("chosen", "says"),
    [
        ({"worker_id": "grace"}, "their own practice"),
        ({"worker_id": "leila"}, "does not work at this service"),
        ({"worker_id": "outsider"}, "does not work at this service"),
        ({"worker_id": "ruth"}, "does not work at this service"),
        ({"worker_id": None}, "Choose the colleague"),
        ({"setting": "On the roof"}, "one of the settings"),
    ],
)
def test_r3_a_colleague_of_this_service_is_chosen(cast, clock, chosen, says):
    if chosen.get("worker_id"):
        chosen = {"worker_id": getattr(cast, chosen["worker_id"]).id}
    start = a_start(cast, **chosen)
    assert says in refused(open_draft, start, by=cast.grace.standing(), at=clock.now(), why=Why.INVALID)


def test_r12_a_checklist_of_another_organisation_is_not_there(cast, clock):
    start = a_start(cast)
    by = cast.outsider.standing()
    says = refused(open_draft, start, by=by, at=clock.now(), why=Why.INVALID)
    assert says == "Choose a checklist."


def test_every_tap_stays_when_another_one_comes(cast, clock):
    draft = a_draft(cast, cast.grace, at=clock.now())
    answered(cast, draft, cast.grace, a_page(cast, OBSERVATION, "well", only=[1]), at=clock.now())
    answered(cast, draft, cast.grace, a_page(cast, OBSERVATION, "support", only=[2]), at=clock.now())
    answered(cast, draft, cast.grace, Page(words={"strength": "Calm."}), at=clock.now())
    sheet = capturing(draft, at=clock.now()).sheet
    assert sorted(one.outcome for one in sheet.given.values()) == ["support", "well"]
    assert draft.words == {"strength": "Calm."}


def test_the_same_tap_twice_changes_nothing(cast, clock):
    draft = a_draft(cast, cast.grace, at=clock.now())
    for _ in range(2):
        answered(cast, draft, cast.grace, a_page(cast, OBSERVATION, "well", only=[1]), at=clock.now())
    assert len(draft.answers) == 1


def test_r12_nobody_else_taps_on_a_draft_or_throws_it_away(cast, clock):
    draft = a_draft(cast, cast.grace, at=clock.now())
    page = a_page(cast, OBSERVATION, "stopped", only=[1])
    refused(save_page, draft.id, page, by=cast.samuel.standing(), at=clock.now(), why=Why.STALE)
    delete_draft(draft.id, by=cast.samuel.standing(), at=clock.now())
    assert db.session.get(Draft, (cast.organisation_id, draft.id)) is not None


def test_a_draft_thrown_away_leaves_nothing(cast, clock):
    draft = a_draft(cast, cast.grace, at=clock.now())
    for _ in range(2):
        delete_draft(draft.id, by=cast.grace.standing(), at=clock.now())
    assert unfinished(cast.grace.standing()) == []


@pytest.mark.parametrize("outcome", ["in_place", "excellent"])
def test_an_answer_off_the_scale_is_refused(cast, clock, outcome):
    draft = a_draft(cast, cast.grace, at=clock.now())
    page = a_page(cast, OBSERVATION, outcome, only=[1])
    says = refused(save_page, draft.id, page, by=cast.grace.standing(), at=clock.now(), why=Why.INVALID)
    assert "not on the scale" in says


def test_an_item_of_another_checklist_is_refused(cast, clock):
    draft = a_draft(cast, cast.grace, at=clock.now())
    page = Page(items={99: Sent(outcome="well")})
    refused(save_page, draft.id, page, by=cast.grace.standing(), at=clock.now(), why=Why.INVALID)


def test_who_and_when_can_change_until_it_is_finished(cast, clock):
    draft = a_draft(cast, cast.grace, at=clock.now())
    answered(cast, draft, cast.grace, Page(context=Context(worker_id=cast.amina.id, announced=True)), at=clock.now())
    assert (draft.worker_id, draft.announced, draft.shift) == (cast.amina.id, True, None)
    own = Page(context=Context(worker_id=cast.grace.id))
    refused(save_page, draft.id, own, by=cast.grace.standing(), at=clock.now(), why=Why.INVALID)


def test_a_record_set_aside_makes_room_for_the_next_number(cast, clock):
    draw = an_own_draw(cast, cast.grace, at=clock.now(), population=12, size=10)
    draft = a_draft(cast, cast.grace, SAMPLE, at=clock.now(), draw_id=draw.id)
    answered(cast, draft, cast.grace, Page(record=3, set_aside=SetAside.OWN), at=clock.now())
    places = capturing(draft, at=clock.now()).sheet.places
    assert [place.position for place in places] == list(range(1, 12))
    assert [place.state for place in places].count(State.OPEN) == 10
    answered(cast, draft, cast.grace, Page(record=3, read_after_all=True), at=clock.now())
    assert len(capturing(draft, at=clock.now()).sheet.places) == 10


def test_a_record_that_is_not_to_be_read_now_is_refused(cast, clock):
    draw = an_own_draw(cast, cast.grace, at=clock.now())
    draft = a_draft(cast, cast.grace, SAMPLE, at=clock.now(), draw_id=draw.id)
    page = a_page(cast, SAMPLE, "in_place", record=11)
    refused(save_page, draft.id, page, by=cast.grace.standing(), at=clock.now(), why=Why.INVALID)


def test_r3_whoever_leads_the_action_does_not_start_its_evidence(cast, clock):
    _, requirement = make.a_done_action(cast, make.AN_OBSERVATION, at=clock.now())
    start = a_start(cast, requirement_id=requirement.id)
    says = refused(open_draft, start, by=cast.priya.standing(), at=clock.now())
    assert "You lead this action" in says


def test_r6_nothing_starts_for_a_plan_before_done(cast, clock):
    action = make.an_action(cast, ActionState.AGREED, at=clock.now(), plan=[make.AN_OBSERVATION])
    requirement = make.queries.plan_of(action)[0]
    start = a_start(cast, requirement_id=requirement.id)
    assert "has not been reported done" in refused(open_draft, start, by=cast.grace.standing(), at=clock.now())


def test_a_draw_for_a_plan_is_read_for_that_plan(cast, clock):
    _, requirement = make.a_done_action(cast, at=clock.now())
    own = an_own_draw(cast, cast.grace, at=clock.now())
    start = a_start(cast, SAMPLE, requirement_id=requirement.id, draw_id=own.id)
    says = refused(open_draft, start, by=cast.grace.standing(), at=clock.now(), why=Why.INVALID)
    assert "drawn for another plan" in says


def test_what_somebody_has_begun_is_listed_with_where_to_go_on(cast, clock):
    draft = a_draft(cast, cast.grace, at=clock.now())
    answered(cast, draft, cast.grace, a_page(cast, OBSERVATION, "well", only=[1, 2, 3]), at=clock.now())
    draw = an_own_draw(cast, cast.grace, at=clock.now())
    sample = a_draft(cast, cast.grace, SAMPLE, at=clock.move(minutes=1), draw_id=draw.id)
    read_records(cast, sample, cast.grace, [1, 2], at=clock.now())
    found = unfinished(cast.grace.standing())
    assert [(one.title, one.worker, one.done, one.total, one.next) for one in found] == [
        ("MAR charts and PRN records", None, 2, 10, Spot(1, 3)),
        ("Medicines round", "Tomasz", 3, 12, Spot(4)),
    ]
    assert [one.resume for one in found] == [{"record": 3, "_anchor": "item-1"}, {"_anchor": "item-4"}]
    assert unfinished(cast.samuel.standing()) == []


def test_somebody_asked_everything_lately_can_be_asked_again_from_a_day(cast, clock):
    make_checks.interview(cast, cast.grace, cast.tomasz, at=clock.now())
    clock.move(days=10)
    asked = {"kind": "interview", "checklist": str(make_checks.asked(cast, INTERVIEW)[0].checklist_id)}
    found = starting(cast.priya.standing(), asked, at=clock.now())
    assert {one.person.name: one.free_from for one in found.colleagues} == {
        "Amina": None,
        "Grace": None,
        "Samuel": None,
        "Tomasz": (clock.now() + timedelta(days=80)).date(),
    }


def test_a_question_asked_lately_by_somebody_else_is_not_answered_again(cast, clock):
    make_checks.interview(cast, cast.grace, cast.tomasz, at=clock.now())
    draft = a_draft(cast, cast.priya, INTERVIEW, at=clock.move(days=1))
    page = a_page(cast, INTERVIEW, only=[2])
    says = refused(save_page, draft.id, page, by=cast.priya.standing(), at=clock.now(), why=Why.INVALID)
    assert "again from 31 January 2027" in says


def test_a_plan_asks_only_about_its_standard_when_it_says_who_can_be_asked(cast, clock):
    _, requirement = make.a_done_action(cast, make.AN_INTERVIEW, at=clock.now())
    assert requirement.kind == Look.INTERVIEW
    found = starting(cast.grace.standing(), {"requirement": str(requirement.id)}, at=clock.now())
    assert [one.person.name for one in found.colleagues] == ["Amina", "Priya", "Samuel", "Tomasz"]
    assert (found.service.id, found.closed) == (cast.hazel, ())


def test_nothing_of_a_draft_is_a_check(cast, clock):
    a_whole_draft(cast, cast.grace, at=clock.now())
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Check)) == 0
