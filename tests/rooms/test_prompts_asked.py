"""What an interview asked counts, and so does what waits: the facts behind who may be asked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spotcheck.checks.queries.answers import answers_of
from spotcheck.checks.queries.asked import asked_lately
from spotcheck.checks.queries.facts import repeated_items
from spotcheck.checks.queries.versions import version_known
from spotcheck.core import history
from spotcheck.core.clock import local_date
from spotcheck.core.refusals import Refusal
from spotcheck.learning.operations.asking import ask, take_back
from spotcheck.learning.queries.prompts import open_for
from spotcheck.organisation.leaving import end_work
from tests import make_checks
from tests.make_prompts import a_prompt, an_answer, asking, questions


def test_a_question_of_an_interview_is_not_asked_again_for_90_days(cast, clock):
    made = make_checks.interview(cast, cast.grace, cast.tomasz, at=clock.now())
    asked = {answer.item_id for answer in answers_of(made).standing}
    item = next(one for one in questions(cast.organisation_id) if one.id in asked)
    later = clock.now() + timedelta(days=89)
    with pytest.raises(Refusal, match="in the last 90 days"):
        a_prompt(cast, cast.tomasz, by=cast.grace, at=later, items=[item])
    assert a_prompt(cast, cast.tomasz, by=cast.grace, at=later + timedelta(days=2), items=[item])


def test_a_short_question_is_left_out_of_an_interview_for_90_days_and_shown_with_its_day(cast, clock):
    item = questions(cast.organisation_id)[0]
    prompt = a_prompt(cast, cast.tomasz, by=cast.grace, at=clock.now(), items=[item])
    day = local_date(clock.now() + timedelta(days=90))
    version = version_known(cast.organisation_id, item.version_id)
    assert repeated_items(cast.organisation_id, version, cast.tomasz.id, at=clock.move(days=1)) == {item.id: day}
    assert repeated_items(cast.organisation_id, version, cast.amina.id, at=clock.now()) == {}
    asked = asked_lately(cast.organisation_id, [cast.tomasz.id], at=clock.now())
    assert [(who, key, when) for who, _, key, when in asked] == [(cast.tomasz.id, item.key, prompt.made_at)]
    assert repeated_items(cast.organisation_id, version, cast.tomasz.id, at=clock.move(days=89)) == {}


def test_one_that_was_taken_back_unanswered_was_never_asked(cast, clock):
    item = questions(cast.organisation_id)[0]
    prompt = a_prompt(cast, cast.tomasz, by=cast.grace, at=clock.now(), items=[item])
    take_back(prompt, reason="Somebody else asks.", by=cast.grace.standing(), at=clock.now())
    assert asked_lately(cast.organisation_id, [cast.tomasz.id], at=clock.move(days=1)) == []
    again = a_prompt(cast, cast.tomasz, by=cast.grace, at=clock.now(), items=[item])
    an_answer(again, at=clock.now())
    assert len(asked_lately(cast.organisation_id, [cast.tomasz.id], at=clock.now())) == 1


def test_at_most_two_questions_wait_for_one_person(cast, clock):
    first, second, third = questions(cast.organisation_id)[:3]
    made = ask(
        asking(cast, cast.tomasz, at=clock.now(), items=[first, second]), by=cast.grace.standing(), at=clock.now()
    )
    with pytest.raises(Refusal, match="Two questions wait"):
        a_prompt(cast, cast.tomasz, by=cast.samuel, at=clock.now(), items=[third])
    an_answer(made[0], at=clock.now())
    assert a_prompt(cast, cast.tomasz, by=cast.samuel, at=clock.now(), items=[third])


def test_whoever_left_and_oneself_are_not_asked(cast, clock):
    with pytest.raises(Refusal, match="cannot ask yourself"):
        a_prompt(cast, cast.grace, by=cast.grace, at=clock.now())
    end_work(cast.tomasz.person, by=cast.admin.standing(), at=clock.now())
    with pytest.raises(Refusal, match="do not work here"):
        a_prompt(cast, cast.tomasz, by=cast.grace, at=clock.now() + timedelta(minutes=1))


def test_the_same_form_sent_twice_asks_once_and_history_says_so_once(cast, clock):
    form = asking(cast, cast.tomasz, at=clock.now())
    first, again = (ask(form, by=cast.grace.standing(), at=clock.now()) for _ in range(2))
    assert [one.id for one in first] == [one.id for one in again]
    assert [line.what for line in history.lines(cast.organisation_id, "prompt", first[0].id)] == ["asked"]


def test_past_its_day_it_nags_nobody_and_is_still_answered(cast, clock):
    made = a_prompt(cast, cast.tomasz, by=cast.grace, at=clock.now())
    later = clock.now() + timedelta(days=9)
    assert [row.prompt.id for row in open_for(cast.tomasz.standing(), at=clock.now())] == [made.id]
    assert open_for(cast.tomasz.standing(), at=later) == []
    assert an_answer(made, at=later).number == 1
