"""What an interview asked counts, and so does what waits: the facts behind who may be asked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spotcheck.checks.queries.answers import answers_of
from spotcheck.core import history
from spotcheck.core.refusals import Refusal
from spotcheck.learning.operations.asking import ask
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
