"""R6, R3: a short question as part of an action's verification. What counts, what never does, and what is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from spotcheck.core import history
from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.core.ids import new_id
from spotcheck.core.refusals import Refusal
from spotcheck.learning.models import Prompt
from spotcheck.learning.operations.answering import Given, answer
from spotcheck.learning.operations.asking import ask, take_back
from spotcheck.learning.operations.links import answer_by_link, open_link
from spotcheck.learning.rules.answering import Door
from spotcheck.tracker import operations, queries
from spotcheck.tracker.models import Action, Evidence, Requirement
from spotcheck.tracker.rules.conditions import Conditions, Differ
from spotcheck.tracker.rules.words import Look, State
from tests import make
from tests.make_prompts import a_link, a_prompt, an_answer, asking
from tests.make_questions import put, read, wanted


@pytest.fixture
def waits(cast, clock):
    """An action led by Priya that waits for one interview about PRN records."""
    found = make.a_done_action(cast, make.AN_INTERVIEW, at=clock.now(), lead=cast.priya)
    clock.move(hours=1)
    return found


def evidence() -> list[Evidence]:
    rows = db.session.query(Evidence).filter_by(superseded=False)
    return list(rows.order_by(Evidence.began_at, Evidence.id))


def told(action: Action) -> list[str]:
    return [line.what for line in reversed(history.lines(action.organisation_id, "action", action.id))]


def answered(prompts: Sequence[Prompt], clock) -> None:
    for prompt in prompts:
        an_answer(prompt, at=clock.move(minutes=5))


def test_asked_answered_and_read_by_somebody_else_it_is_one_look_and_the_action_can_close(cast, clock, waits):
    action, requirement = waits
    asked = put(requirement, cast, cast.tomasz, by=cast.grace, at=clock.now())
    an_answer(asked[0], at=clock.move(minutes=5))
    assert evidence() == [], "the other question has no answer yet"
    an_answer(asked[1], at=clock.move(minutes=5))
    [seen] = evidence()
    assert (seen.reviewed_by_id, seen.captured_by_id, seen.observed_id) == (None, cast.grace.id, cast.tomasz.id)
    read(asked[0], by=cast.samuel, at=clock.move(hours=1))
    assert evidence() == [seen], "one of two is read"
    read(asked[1], by=cast.samuel, at=clock.move(minutes=1))
    [seen] = evidence()
    assert (seen.usable, seen.misses, seen.reviewed_by_id, seen.stands) == (1, 0, cast.samuel.id, True)
    assert action.missing == 0
    assert told(action)[-3:] == ["question asked", "question answered", "question read"]
    operations.close(action, words="They know it.", by=cast.samuel.standing(), at=clock.move(hours=1))
    assert action.state == State.CLOSED


def test_a_miss_counts_as_soon_as_it_is_read_whatever_becomes_of_the_other_question(cast, clock, waits):
    action, requirement = waits
    asked = put(requirement, cast, cast.tomasz, by=cast.grace, at=clock.now())
    an_answer(asked[0], at=clock.move(minutes=5))
    read(asked[0], by=cast.samuel, at=clock.move(hours=1), missed=True)
    assert (action.state, told(action)[-1]) == (State.AGREED, "sent back")
    take_back(asked[1], reason="Enough.", by=cast.grace.standing(), at=clock.move(hours=1))
    [seen] = evidence()
    assert (seen.usable, seen.misses) == (1, 1)


def test_the_second_answer_never_repairs_the_first(cast, clock):
    action, requirement = make.a_done_action(cast, make.Asks(Look.INTERVIEW, 2, 1), at=clock.now(), lead=cast.priya)
    asked = put(requirement, cast, cast.tomasz, by=cast.grace, at=clock.move(hours=1))
    answered(asked, clock)
    read(asked[0], by=cast.samuel, at=clock.move(hours=1), missed=True)
    an_answer(asked[0], "Now I know.", at=clock.move(hours=1))
    read(asked[0], by=cast.samuel, at=clock.move(hours=1))
    read(asked[1], by=cast.ruth, at=clock.move(hours=1))
    [seen] = evidence()
    assert (seen.misses, seen.revision, action.state) == (1, 2, State.DONE)


def test_handed_over_it_counts_and_by_link_it_never_does(cast, clock, waits):
    action, requirement = waits
    handed = put(requirement, cast, cast.tomasz, by=cast.grace, at=clock.now())
    for one in handed:
        an_answer(one, author=cast.grace, at=clock.move(minutes=5))
    assert len(evidence()) == 1
    linked = put(requirement, cast, cast.amina, by=cast.grace, at=clock.now())
    held = open_link(a_link(linked[0], by=cast.grace, at=clock.now()), at=clock.now())
    answer_by_link(held, Given(id=new_id(), words="All of it.", door=Door.LINK), at=clock.now())
    an_answer(linked[1], at=clock.move(minutes=5))
    read(linked[0], by=cast.samuel, at=clock.move(hours=1))
    read(linked[1], by=cast.samuel, at=clock.move(hours=1))
    assert [one.observed_id for one in evidence()] == [cast.tomasz.id]
    assert told(action).count("question ended") == 1
    line = next(one for one in history.lines(action.organisation_id, "action", action.id) if "ended" in one.what)
    assert "by link" in line.payload["reason"]


def test_by_link_first_and_signed_in_the_second_time_is_by_link(cast, clock, waits):
    _, requirement = waits
    asked = put(requirement, cast, cast.tomasz, by=cast.grace, at=clock.now())
    held = open_link(a_link(asked[0], by=cast.grace, at=clock.now()), at=clock.now())
    answer_by_link(held, Given(id=new_id(), words="I ask.", door=Door.LINK), at=clock.now())
    read(asked[0], by=cast.samuel, at=clock.move(hours=1), missed=True)
    an_answer(asked[0], "Now I know.", at=clock.move(hours=1))
    an_answer(asked[1], at=clock.move(hours=1))
    for one in asked:
        read(one, by=cast.samuel, at=clock.move(hours=1))
    assert evidence() == []


@pytest.mark.parametrize(("who", "says"), [("grace", "You asked this"), ("priya", "You lead the action")])
def test_who_asked_and_who_leads_do_not_read_it(cast, clock, waits, who, says):
    _, requirement = waits
    asked = put(requirement, cast, cast.tomasz, by=cast.grace, at=clock.now())
    answered(asked, clock)
    with pytest.raises(Refusal, match=says):
        read(asked[0], by=getattr(cast, who), at=clock.move(hours=1))


def test_whoever_could_not_review_a_check_does_not_read_it(cast, clock, waits):
    _, requirement = waits
    asked = put(requirement, cast, cast.tomasz, by=cast.samuel, at=clock.now())
    answered(asked, clock)
    with pytest.raises(Refusal, match="a manager or quality lead reads the answer"):
        read(asked[0], by=cast.grace, at=clock.move(hours=1))


def test_where_nobody_could_read_the_answer_it_is_said_before(cast, clock):
    _, requirement = make.a_done_action(cast, make.AN_INTERVIEW, at=clock.now(), lead=cast.ruth, by=cast.samuel)
    with pytest.raises(Refusal, match="Nobody else here could read the answer"):
        put(requirement, cast, cast.tomasz, by=cast.samuel, at=clock.move(hours=1))


def test_the_lead_asks_and_the_lead_is_asked_and_both_are_told_before(cast, clock, waits):
    _, requirement = waits
    with pytest.raises(Refusal, match="You lead this action, so somebody else captures"):
        put(requirement, cast, cast.tomasz, by=cast.priya, at=clock.now())
    with pytest.raises(Refusal, match="They lead this action, so somebody else is asked"):
        put(requirement, cast, cast.priya, by=cast.grace, at=clock.now())
    assert db.session.query(Prompt).count() == 0


def test_one_of_two_that_are_needed_is_not_asked_alone(cast, clock, waits):
    _, requirement = waits
    with pytest.raises(Refusal) as refused:
        put(requirement, cast, cast.tomasz, by=cast.grace, at=clock.now(), items=wanted(cast)[:1])
    assert "Choose both questions" in str(refused.value.fields["item"])


def test_a_plan_that_asks_for_different_shifts_is_told_before(cast, clock):
    plan = make.Asks(Look.INTERVIEW, 2, asks=Conditions(frozenset({Differ.SHIFTS})))
    _, requirement = make.a_done_action(cast, plan, at=clock.now(), lead=cast.priya)
    with pytest.raises(Refusal, match="different shifts"):
        put(requirement, cast, cast.tomasz, by=cast.grace, at=clock.move(hours=1))


def test_the_same_worker_twice_where_conditions_ask_for_different_ones_is_one_look(cast, clock):
    plan = make.Asks(Look.INTERVIEW, 2, asks=Conditions(frozenset({Differ.WORKERS})))
    action, requirement = make.a_done_action(cast, plan, at=clock.now(), lead=cast.priya)
    make.evidence_for(requirement, cast.grace, at=clock.move(hours=1), of=cast.tomasz, reviewed_by=cast.samuel)
    asked = put(requirement, cast, cast.tomasz, by=cast.grace, at=clock.move(days=1))
    answered(asked, clock)
    for one in asked:
        read(one, by=cast.samuel, at=clock.move(hours=1))
    assert len(evidence()) == 2
    assert action.missing == 1


def test_asked_before_it_went_back_and_answered_after_it_was_done_again_it_is_for_learning_only(cast, clock, waits):
    action, requirement = waits
    asked = put(requirement, cast, cast.tomasz, by=cast.grace, at=clock.now())
    operations.send_back(action, reason="Not on nights.", by=cast.samuel.standing(), at=clock.move(hours=1))
    an_answer(asked[0], at=clock.move(hours=1))
    make.done(action, at=clock.move(hours=1))
    an_answer(asked[1], at=clock.move(hours=1))
    for one in asked:
        read(one, by=cast.samuel, at=clock.move(hours=1))
    assert evidence() == []
    assert told(action)[-1] == "question ended"


def test_nobody_asks_for_an_action_that_is_not_done(cast, clock):
    action = make.an_action(cast, State.AGREED, at=clock.now(), plan=(make.AN_INTERVIEW,))
    [requirement] = make.queries.plan_of(action)
    with pytest.raises(Refusal, match="has not been reported done"):
        put(requirement, cast, cast.tomasz, by=cast.grace, at=clock.now())


def test_answered_after_the_window_it_is_for_learning_only(cast, clock, waits):
    action, requirement = waits
    asked = put(requirement, cast, cast.tomasz, by=cast.grace, at=clock.now())
    clock.move(weeks=6)
    answered(asked, clock)
    assert evidence() == []
    assert told(action)[-1] == "question ended"


def test_what_was_answered_for_an_action_is_read_and_not_taken_back(cast, clock, waits):
    _, requirement = waits
    asked = put(requirement, cast, cast.tomasz, by=cast.grace, at=clock.now())
    answered(asked, clock)
    with pytest.raises(Refusal, match="read, and not taken back"):
        take_back(asked[0], reason="It looks bad.", by=cast.grace.standing(), at=clock.move(hours=1))


def test_taken_back_before_it_was_answered_it_waits_no_more(cast, clock, waits):
    action, requirement = waits
    for prompt in put(requirement, cast, cast.tomasz, by=cast.grace, at=clock.now()):
        take_back(prompt, reason="On leave.", by=cast.grace.standing(), at=clock.move(hours=1))
    assert told(action).count("question ended") == 1


def test_the_same_form_sent_twice_asks_once_and_is_told_once(cast, clock, waits):
    action, requirement = waits
    form = asking(cast, cast.tomasz, at=clock.now(), items=wanted(cast), requirement_id=requirement.id)
    for _ in range(2):
        ask(form, by=cast.grace.standing(), at=clock.now())
    assert db.session.query(Prompt).count() == 2
    assert told(action).count("question asked") == 1


def test_a_question_to_learn_only_is_no_part_of_any_action(cast, clock, waits):
    action, _ = waits
    prompt = a_prompt(cast, cast.tomasz, by=cast.grace, at=clock.now(), items=wanted(cast))
    an_answer(prompt, at=clock.move(hours=1))
    read(prompt, by=cast.grace, at=clock.move(hours=1))
    assert (evidence(), told(action).count("question asked")) == ([], 0)


def test_an_answer_from_a_phone_that_says_it_was_opened_before_it_was_asked_began_when_it_was_asked(cast, clock, waits):
    _, requirement = waits
    asked = put(requirement, cast, cast.tomasz, by=cast.grace, at=clock.now())
    asked_at = clock.now()
    for one in asked:
        given = Given(id=new_id(), words="I ask.", door=Door.HANDED_OVER, opened_at=asked_at - timedelta(days=3))
        answer(one, given, author_id=cast.grace.id, at=clock.move(hours=1))
    [seen] = evidence()
    assert seen.began_at == asked_at


def test_after_closing_a_short_question_shows_whether_it_holds(cast, clock, waits):
    action, requirement = waits
    for one in (asked := put(requirement, cast, cast.tomasz, by=cast.grace, at=clock.now())):
        an_answer(one, at=clock.move(minutes=5))
    for one in asked:
        read(one, by=cast.samuel, at=clock.move(hours=1))
    operations.close(action, words="They know it.", by=cast.samuel.standing(), at=clock.move(hours=1))
    clock.move(weeks=13)
    [later] = queries.holding_of(action, at=clock.now()).asks(local_date(clock.now()))
    after = db.session.get_one(Requirement, (action.organisation_id, later.requirement.id))
    answered(again := put(after, cast, cast.amina, by=cast.grace, at=clock.now()), clock)
    for one in again:
        read(one, by=cast.samuel, at=clock.move(hours=1))
    [later] = queries.holding_of(action, at=clock.now()).asks(local_date(clock.now()))
    assert (later.usable, later.misses, later.remaining) == (1, 0, 4)
