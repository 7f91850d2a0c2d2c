"""Plans that ask by the clock: once a day whoever does it, within every limit."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from spotcheck.checklists.queries import checklist_by_key
from spotcheck.cli.tick.jobs import JOBS
from spotcheck.core.database import db
from spotcheck.core.ids import new_id
from spotcheck.learning.models import Prompt, PromptPlan
from spotcheck.learning.operations.planning import Planned, ask_planned, end_plan, make_plan
from spotcheck.learning.queries.plans import asked_of, organisations_to_ask_in
from spotcheck.learning.rules.planning import Whom
from tests.make_competence import a_sign_off, ready_made
from tests.make_prompts import a_prompt, questions
from tests.pages import words


def a_plan(cast, at, *, every_weeks=1, keys=(), whom=Whom.EVERYBODY):
    checklist = checklist_by_key(cast.organisation_id, "prn-interview")
    planned = Planned(
        id=new_id(),
        service_id=cast.hazel,
        checklist_id=checklist.id,
        item_keys=keys,
        every_weeks=every_weeks,
        whom=whom,
    )
    return make_plan(planned, by=cast.samuel.standing(), at=at)


def asked(cast):
    return db.session.query(Prompt).filter_by(organisation_id=cast.organisation_id).all()


def test_each_care_worker_gets_one_in_a_round_and_nobody_else_does(cast, clock):
    a_plan(cast, clock.now())
    for _ in range(7):
        clock.move(days=1)
        ask_planned(cast.organisation_id, at=clock.now())
    assert {one.worker_id for one in asked(cast)} == {cast.tomasz.id, cast.amina.id}
    assert len(asked(cast)) == 2
    assert {(one.because, one.asked_by_id) for one in asked(cast)} == {("plan", None)}


def test_a_day_is_done_once_whoever_does_it(cast, clock):
    a_plan(cast, clock.now())
    clock.move(days=1)
    assert organisations_to_ask_in(clock.now()) == [cast.organisation_id]
    first, second = (ask_planned(cast.organisation_id, at=clock.now()) for _ in range(2))
    assert (first, second) == (1, 0)
    assert organisations_to_ask_in(clock.now()) == []


def test_it_asks_nothing_on_the_day_it_is_made_and_nothing_after_it_ended(cast, clock):
    plan = a_plan(cast, clock.now())
    assert ask_planned(cast.organisation_id, at=clock.now()) == 0
    end_plan(plan, by=cast.samuel.standing(), at=clock.now())
    assert organisations_to_ask_in(clock.now() + timedelta(days=2)) == []
    assert ask_planned(cast.organisation_id, at=clock.now() + timedelta(days=2)) == 0


def test_somebody_for_whom_two_wait_is_passed_by(cast, clock):
    a_plan(cast, clock.now())
    for item in questions(cast.organisation_id)[:2]:
        a_prompt(cast, cast.tomasz, by=cast.grace, at=clock.now(), items=[item])
    for _ in range(7):
        clock.move(days=1)
        ask_planned(cast.organisation_id, at=clock.now())
    assert [one.worker_id for one in asked(cast) if one.because == "plan"] == [cast.amina.id]


def test_a_plan_for_those_signed_off_asks_nobody_else_and_nobody_whose_sign_off_has_lapsed(cast, clock):
    ready_made(cast, at=clock.now())
    clock.move(days=8)
    signed = a_sign_off(cast, cast.tomasz, at=clock.now())
    clock.move(days=1)
    plan = a_plan(cast, clock.now(), whom=Whom.SIGNED_OFF)
    lapsed = datetime.combine(signed.again_on + timedelta(days=1), time(9), UTC)
    assert asked_of(plan, at=clock.now()) == [cast.tomasz.id]
    assert asked_of(plan, at=lapsed) == []


def test_the_clock_does_it(cast, clock):
    a_plan(cast, clock.now())
    clock.move(days=1)
    job = next(one for one in JOBS if one.name == "ask")
    assert job.do(cast.organisation_id, clock.now()) == 1


def test_a_manager_plans_on_a_page_and_a_supervisor_reads_it(cast, client_for):
    items = questions(cast.organisation_id)
    manager = client_for(cast.samuel)
    page = manager.get("/prompts/plans/new")
    assert "What is it about?" in words(page)
    checklist = checklist_by_key(cast.organisation_id, "prn-interview")
    form = {
        "id": str(new_id()), "service": str(cast.hazel), "checklist": str(checklist.id), "every_weeks": "4",
        "whom": "everybody",
        "item": [items[0].key, items[1].key],
    }  # fmt: skip
    assert "some rounds leave people out" in words(
        manager.get(f"/prompts/plans/new?service={cast.hazel}&checklist={checklist.id}")
    )
    assert manager.post("/prompts/plans", {**form, "every_weeks": "5"}).status_code == 422
    for _ in range(2):
        assert manager.post("/prompts/plans", form).status_code == 303
    assert db.session.query(PromptPlan).count() == 1
    assert "one question every 4 weeks" in words(client_for(cast.grace).get("/prompts/plans"))
    assert client_for(cast.grace).post("/prompts/plans", form).status_code == 403
    assert client_for(cast.joseph).post("/prompts/plans", {**form, "id": str(new_id())}).status_code == 404
