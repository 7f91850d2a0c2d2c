"""Short questions go after their time, with all that came of them; an action closed on one stays explained."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from spotcheck.core.database import db
from spotcheck.governance import legal_holds
from spotcheck.governance.about_person_queries import about_person
from spotcheck.governance.due_queries import due
from spotcheck.governance.erasing import erase_due
from spotcheck.governance.keeping_rules import Kind
from spotcheck.governance.legal_hold_rules import On
from spotcheck.learning.models import Prompt, PromptAnswer, PromptReview
from spotcheck.tracker import queries as tracker
from spotcheck.tracker.models import Evidence
from spotcheck.tracker.operations import close
from tests import make
from tests.conftest import MORNING
from tests.make_prompts import a_prompt, an_answer
from tests.make_questions import put, read

YEAR = timedelta(days=366)
LATER = MORNING + 6 * YEAR


@pytest.fixture
def asked(cast):
    """An action that waits, and one look of two questions to Tomasz that was read."""
    action, requirement = make.a_done_action(cast, make.AN_INTERVIEW, at=MORNING, lead=cast.priya)
    prompts = put(requirement, cast, cast.tomasz, by=cast.grace, at=MORNING + timedelta(hours=1))
    for prompt in prompts:
        an_answer(prompt, at=MORNING + timedelta(hours=2))
        read(prompt, by=cast.samuel, at=MORNING + timedelta(hours=3))
    return action


def test_a_question_goes_after_its_time_with_its_answers_and_what_was_read(cast):
    prompt = a_prompt(cast, cast.tomasz, by=cast.grace, at=MORNING)
    an_answer(prompt, at=MORNING)
    read(prompt, by=cast.samuel, at=MORNING)
    found = due(cast.organisation_id, {}, at=LATER)
    assert found.rows["prompt"] == [prompt.id]
    erase_due(found.fingerprint, by=cast.admin.standing(MORNING), at=LATER)
    for model in (Prompt, PromptAnswer, PromptReview):
        assert db.session.scalar(sa.select(sa.func.count()).select_from(model)) == 0


def test_one_of_an_open_action_is_kept_and_its_page_of_reasons_says_so(cast, asked):
    found = due(cast.organisation_id, {}, at=LATER)
    assert "prompt" not in found.rows
    assert found.beyond[Kind.PROMPTS, "An action that is not closed yet needs it."] == 2
    stays = {str(what): str(why) for what, why in about_person(cast.tomasz.person).stays}
    assert "not closed yet" in stays["2 short questions they were asked"]


def test_a_hold_on_the_action_keeps_it(cast, asked):
    close(asked, words="They know it.", by=cast.samuel.standing(), at=MORNING + timedelta(hours=4))
    legal_holds.place_hold(On.ACTION, asked.id, reason="A claim.", by=cast.ruth.standing(), at=MORNING)
    assert "prompt" not in due(cast.organisation_id, {}, at=LATER).rows


def test_a_closing_stays_explained_by_a_number_and_not_by_whom(cast, asked):
    close(asked, words="They know it.", by=cast.samuel.standing(), at=MORNING + timedelta(hours=4))
    before = tracker.closing_of(asked, at=MORNING).weighed[0]
    found = due(cast.organisation_id, {}, at=MORNING + 4 * YEAR)
    assert "action" not in found.rows
    erase_due(found.fingerprint, by=cast.admin.standing(MORNING), at=MORNING + 4 * YEAR)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Prompt)) == 0
    [seen] = db.session.scalars(sa.select(Evidence).where(Evidence.superseded.is_(False)))
    assert (seen.observed_id, seen.worker_number, seen.usable, seen.misses) == (None, 1, 1, 0)
    after = tracker.closing_of(asked, at=MORNING).weighed[0]
    assert (after.workers, after.verdict) == (1, before.verdict)
