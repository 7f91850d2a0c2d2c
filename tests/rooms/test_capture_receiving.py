"""R1: a finished check is received once, whole, and for good; what counts for a plan is brought to it."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from spotcheck.checklists.content import digest as checklist_digest
from spotcheck.checklists.models import ChecklistVersion
from spotcheck.checklists.operations import publish
from spotcheck.checklists.queries import content_of as checklist_content
from spotcheck.checklists.rules import Heard
from spotcheck.checks.models import Check, CheckAnswer, Draft, SampledRecord, SecondContent
from spotcheck.checks.operations.finishing import Waiting, finish_draft
from spotcheck.checks.operations.receiving import Received, receive_check
from spotcheck.checks.queries.contents import content_of
from spotcheck.checks.rules.content import Given, SetAside, digest
from spotcheck.checks.rules.drafting import Page, Sent
from spotcheck.checks.rules.outcomes import Said
from spotcheck.core.database import db
from spotcheck.core.history import broken_at, lines
from spotcheck.core.refusals import Why
from spotcheck.organisation.models import RoleHeld
from spotcheck.organisation.operations import end_role
from spotcheck.sampling.rules import order
from spotcheck.tracker.models import Evidence
from tests import make, make_checks
from tests.make_drafts import (
    INTERVIEW,
    OBSERVATION,
    SAMPLE,
    a_draft,
    a_page,
    a_whole_draft,
    answered,
    read_records,
)
from tests.refused import refused

KINDS = [OBSERVATION, INTERVIEW, SAMPLE]


def finish(draft, by, *, at, page=None, **how):
    return finish_draft(draft.id, page or Page(), by=by.standing(at), at=at, **how)


def the_check(cast, draft):
    return db.session.get_one(Check, (cast.organisation_id, draft.id))


def count(model):
    return db.session.scalar(sa.select(sa.func.count()).select_from(model))


@pytest.mark.parametrize("key", KINDS)
def test_what_was_finished_is_kept_as_it_was_sent(cast, clock, key):
    draft = a_whole_draft(cast, cast.grace, key, at=clock.now())
    receipt = finish(draft, cast.grace, at=clock.move(minutes=12))
    check = the_check(cast, draft)
    assert (receipt.check_id, receipt.received_at, receipt.state) == (check.id, clock.now(), Received.STORED)
    assert (check.author_id, check.finished_at - check.opened_at) == (cast.grace.id, timedelta(minutes=12))
    assert digest(content_of(check)) == check.digest
    assert count(Draft) == 0


@pytest.mark.parametrize("key", KINDS)
def test_finishing_twice_gives_the_same_receipt(cast, clock, key):
    draft = a_whole_draft(cast, cast.grace, key, at=clock.now())
    first = finish(draft, cast.grace, at=clock.now())
    again = finish(draft, cast.grace, at=clock.move(hours=1))
    assert (again.check_id, again.received_at, again.state) == (first.check_id, first.received_at, Received.ALREADY)
    assert (count(Check), count(SecondContent)) == (1, 0)


def test_the_same_content_sent_again_changes_nothing(cast, clock):
    check = make_checks.observation(cast, cast.grace, cast.tomasz, at=clock.now())
    before = (count(CheckAnswer), len(lines(cast.organisation_id, "check", check.id)))
    receipt = receive_check(content_of(check), by=cast.grace.standing(), at=clock.move(days=3))
    assert receipt.state is Received.ALREADY
    assert (count(CheckAnswer), len(lines(cast.organisation_id, "check", check.id))) == before


def test_other_content_under_a_known_id_is_refused_and_both_are_kept(cast, clock):
    check = make_checks.observation(cast, cast.grace, cast.tomasz, at=clock.now())
    first = content_of(check)
    other = replace(first, answers=(replace(first.answers[0], outcome="stopped"), *first.answers[1:]))
    for _ in range(2):
        receipt = receive_check(other, by=cast.grace.standing(), at=clock.move(minutes=1))
    assert receipt.state is Received.OTHER
    assert content_of(check) == first
    kept = db.session.scalars(sa.select(SecondContent)).one()
    assert (kept.check_id, kept.digest) == (check.id, digest(other))
    assert "stopped" in [answer["outcome"] for answer in kept.content["answers"]]
    assert [line.what for line in lines(cast.organisation_id, "check", check.id)] == [
        "other content refused",
        "captured",
    ]


def test_a_tab_left_open_that_says_something_else_is_kept_beside_the_check(cast, clock):
    draft = a_whole_draft(cast, cast.grace, at=clock.now())
    finish(draft, cast.grace, at=clock.now())
    same = finish(draft, cast.grace, at=clock.move(minutes=1), page=a_page(cast, OBSERVATION, "well"))
    other = finish(draft, cast.grace, at=clock.now(), page=Page(items={2: Sent(outcome="follow_up")}))
    assert (same.state, other.state) == (Received.ALREADY, Received.OTHER)
    assert count(SecondContent) == 1


def test_receiving_leaves_a_line_in_history(cast, clock):
    draft = a_whole_draft(cast, cast.grace, at=clock.now())
    finish(draft, cast.grace, at=clock.move(minutes=5))
    line = lines(cast.organisation_id, "check", draft.id)[0]
    assert (line.what, line.by_id, line.at, line.device_at) == ("captured", cast.grace.id, clock.now(), clock.now())
    assert broken_at(cast.organisation_id) is None


def test_a_check_is_sent_by_whoever_captured_it(cast, clock):
    content = content_of(make_checks.observation(cast, cast.grace, cast.tomasz, at=clock.now()))
    stolen = replace(content, id=cast.mill, author_id=cast.grace.id)
    refused(receive_check, stolen, by=cast.samuel.standing(), at=clock.now(), why=Why.NOT_YOU)


def test_nobody_adds_to_the_check_of_somebody_else_by_its_id(cast, clock):
    check = make_checks.observation(cast, cast.grace, cast.tomasz, at=clock.now())
    other = replace(content_of(check), announced=True)
    refused(receive_check, other, by=cast.samuel.standing(), at=clock.now(), why=Why.NOT_YOU)


def test_r12_capturing_needs_the_role_when_it_is_finished_too(cast, clock):
    draft = a_whole_draft(cast, cast.grace, at=clock.now())
    held = db.session.scalars(sa.select(RoleHeld).where(RoleHeld.person_id == cast.grace.id)).one()
    end_role(held, by=cast.admin.standing(), at=clock.move(minutes=1))
    says = refused(finish, draft, cast.grace, at=clock.move(minutes=1), why=Why.NOT_YOU)
    assert "cannot capture checks at this service now" in says


def test_r2_the_version_a_check_was_opened_with_is_accepted_after_a_newer_one(cast, clock):
    draft = a_whole_draft(cast, cast.grace, at=clock.now())
    old = db.session.get_one(ChecklistVersion, (cast.organisation_id, draft.version_id))
    content = checklist_content(old)
    newer = replace(content, title="Medicines round, again", items=content.items[:3])
    published = publish(cast.organisation_id, newer, by=cast.admin.standing(), at=clock.move(minutes=1))
    assert published.digest == checklist_digest(newer) != old.digest
    assert finish(draft, cast.grace, at=clock.now()).state is Received.STORED
    assert the_check(cast, draft).version_id == old.id


def test_what_is_open_is_said_first_and_stays_as_not_seen_when_the_author_says_so(cast, clock):
    draft = a_draft(cast, cast.grace, at=clock.now())
    answered(cast, draft, cast.grace, a_page(cast, OBSERVATION, "well", only=range(1, 12)), at=clock.now())
    waiting = finish(draft, cast.grace, at=clock.now())
    assert isinstance(waiting, Waiting)
    assert ([one.spot.item for one in waiting.open], waiting.may_finish) == ([12], True)
    assert count(Check) == 0
    finish(draft, cast.grace, at=clock.now(), anyway=True)
    outcomes = {one.outcome for one in content_of(the_check(cast, draft)).answers}
    assert outcomes == {"well", "not_seen"}


def test_a_draft_without_an_answer_is_not_a_check(cast, clock):
    draft = a_draft(cast, cast.grace, INTERVIEW, at=clock.now())
    says = refused(finish, draft, cast.grace, at=clock.now(), anyway=True, why=Why.INVALID)
    assert "Nothing is answered yet" in says


def test_the_outcome_of_a_question_is_worked_out_from_what_was_heard(cast, clock):
    draft = a_draft(cast, cast.grace, INTERVIEW, at=clock.now())
    page = a_page(cast, INTERVIEW)
    unsafe = replace(page.items[2].said, alerts=frozenset(["signs-early"]))
    some = Said(points={"look": Heard.ASKED}, again={"write": Heard.ASKED, "escalate": Heard.ASKED})
    page = replace(page, items={**page.items, 2: Sent(said=unsafe), 3: Sent(said=some)})
    finish(draft, cast.grace, at=clock.now(), page=page, anyway=True)
    _, items = make_checks.asked(cast, INTERVIEW)
    found = {one.item_id: one.outcome for one in content_of(the_check(cast, draft)).answers}
    assert [found[item.id] for item in items] == ["clear", "revisit", "partly"]


def test_r3_records_set_aside_go_with_the_sample_and_the_next_numbers_are_read(cast, clock):
    _, requirement = make.a_done_action(cast, at=clock.now())
    draw = make.a_draw(requirement, cast.grace, at=clock.move(hours=1), population=30)
    draft = a_draft(cast, cast.grace, SAMPLE, at=clock.now(), requirement_id=requirement.id, draw_id=draw.id)
    answered(cast, draft, cast.grace, Page(record=2, set_aside=SetAside.OWN), at=clock.now())
    read_records(cast, draft, cast.grace, [1, *range(3, 11)], at=clock.now())
    waiting = finish(draft, cast.grace, at=clock.now(), anyway=True)
    assert isinstance(waiting, Waiting)
    assert not waiting.may_finish
    read_records(cast, draft, cast.grace, [11], at=clock.now(), prn_effect="partly")
    assert finish(draft, cast.grace, at=clock.now()).state is Received.STORED
    records = content_of(the_check(cast, draft)).records
    assert [met.number for met in records] == order(draw.seed, draw.population)[:11]
    assert [met.set_aside for met in records if met.set_aside] == [SetAside.OWN]
    evidence = db.session.scalars(sa.select(Evidence)).one()
    assert (evidence.usable, evidence.misses, evidence.reviewed_by_id) == (10, 1, None)


def test_a_record_to_which_the_standard_does_not_apply_is_not_counted(cast, clock):
    _, requirement = make.a_done_action(cast, at=clock.now())
    draw = make.a_draw(requirement, cast.grace, at=clock.move(hours=1), population=30)
    draft = a_draft(cast, cast.grace, SAMPLE, at=clock.now(), requirement_id=requirement.id, draw_id=draw.id)
    none = dict.fromkeys(("prn_time", "prn_dose", "prn_reason", "prn_effect"), "does_not_apply")
    read_records(cast, draft, cast.grace, [1], at=clock.now(), **none)
    read_records(cast, draft, cast.grace, range(2, 12), at=clock.now())
    finish(draft, cast.grace, at=clock.now())
    assert count(SampledRecord) == 11
    evidence = db.session.scalars(sa.select(Evidence)).one()
    assert (evidence.usable, evidence.misses) == (10, 0)


@pytest.mark.parametrize(
    ("outcome", "counted"), [("well", (1, 0)), ("support", (1, 1)), ("not_seen", (0, 0)), ("stopped", (1, 1))]
)
def test_an_observation_brings_what_it_shows_of_the_standard_the_plan_names(cast, clock, outcome, counted):
    _, requirement = make.a_done_action(cast, make.AN_OBSERVATION, at=clock.now())
    draft = a_draft(cast, cast.grace, at=clock.move(hours=1), requirement_id=requirement.id)
    answered(cast, draft, cast.grace, a_page(cast, OBSERVATION, "well", prn_plan=outcome), at=clock.now())
    finish(draft, cast.grace, at=clock.now())
    evidence = db.session.scalars(sa.select(Evidence)).one()
    assert (evidence.usable, evidence.misses) == counted
    assert (evidence.source_id, evidence.began_at, evidence.stands) == (
        draft.id,
        the_check(cast, draft).opened_at,
        False,
    )


def test_r3_the_leads_own_evidence_is_refused_wherever_it_comes_from(cast, clock):
    _, requirement = make.a_done_action(cast, make.AN_OBSERVATION, at=clock.now())
    made = make_checks.observation(cast, cast.grace, cast.tomasz, at=clock.move(hours=1))
    forged = replace(content_of(made), id=cast.mill, author_id=cast.priya.id, requirement_id=requirement.id)
    says = refused(receive_check, forged, by=cast.priya.standing(), at=clock.now())
    assert "You lead this action" in says


def test_what_was_seen_for_a_plan_that_moved_on_is_kept_on_its_own(cast, clock):
    action, requirement = make.a_done_action(cast, make.AN_OBSERVATION, at=clock.now())
    draft = a_draft(cast, cast.grace, at=clock.move(hours=1), requirement_id=requirement.id)
    answered(cast, draft, cast.grace, a_page(cast, OBSERVATION, "well"), at=clock.now())
    make.operations.send_back(action, reason="Not yet.", by=cast.samuel.standing(), at=clock.now())
    waiting = finish(draft, cast.grace, at=clock.now())
    assert "not been reported done" in str(waiting.plan_closed[0])
    assert count(Check) == 0
    finish(draft, cast.grace, at=clock.now(), on_its_own=True)
    assert (the_check(cast, draft).requirement_id, count(Evidence)) == (None, 0)


def test_the_records_of_a_draw_are_read_once_for_their_plan(cast, clock):
    _, requirement = make.a_done_action(cast, at=clock.now())
    draw = make.a_draw(requirement, cast.grace, at=clock.move(hours=1))
    about = {"requirement_id": requirement.id, "draw_id": draw.id}
    drafts = [a_draft(cast, who, SAMPLE, at=clock.now(), **about) for who in (cast.grace, cast.samuel)]
    for draft, who in zip(drafts, (cast.grace, cast.samuel), strict=True):
        read_records(cast, draft, who, range(1, 11), at=clock.now())
    finish(drafts[0], cast.grace, at=clock.now())
    says = refused(finish, drafts[1], cast.samuel, at=clock.now(), why=Why.INVALID)
    assert "read before" in says


def test_a_question_that_was_asked_while_this_one_was_open_stays_out_once_the_author_knows(cast, clock):
    draft = a_whole_draft(cast, cast.priya, INTERVIEW, at=clock.now())
    make_checks.interview(cast, cast.grace, cast.tomasz, at=clock.move(minutes=1))
    waiting = finish(draft, cast.priya, at=clock.now())
    assert [one.spot.item for one in waiting.open] == [1, 2, 3]


def test_an_answer_to_an_item_of_another_version_is_refused_by_the_server_itself(cast, clock):
    content = content_of(make_checks.observation(cast, cast.grace, cast.tomasz, at=clock.now()))
    _, others = make_checks.asked(cast, "hand-hygiene")
    strange = replace(content, id=cast.mill, answers=(Given(item_id=others[0].id, outcome="well"),))
    says = refused(receive_check, strange, by=cast.grace.standing(), at=clock.now(), why=Why.INVALID)
    assert "another version" in says
