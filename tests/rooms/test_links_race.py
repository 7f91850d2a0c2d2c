"""Single use: of a hundred who send with one link at the same moment, one answer is kept."""

from __future__ import annotations

import uuid

from spotcheck.core.database import db
from spotcheck.core.history import broken_at, lines
from spotcheck.core.ids import new_id
from spotcheck.learning.link_models import PromptLink
from spotcheck.learning.models import PromptAnswer
from spotcheck.learning.operations.answering import Given
from spotcheck.learning.operations.links import answer_by_link, open_link
from spotcheck.learning.queries.links import Pass
from spotcheck.learning.rules.answering import Door
from tests.conftest import MORNING
from tests.make_prompts import a_link, a_prompt
from tests.racing import House, one_of, together


def test_a_hundred_send_at_once_and_one_answer_is_kept(house: House) -> None:
    prompt_id, held = opened(house)
    sent = [Given(id=new_id(), words=f"I ask first ({n}).", door=Door.LINK) for n in range(100)]
    outcomes = together(house, *[lambda given=given: answer_by_link(held, given, at=MORNING).words for given in sent])
    one_of(outcomes, refused_with="This question is answered already. Thank you.")
    kept_once(house, prompt_id)


def test_the_same_form_sent_by_many_fingers_is_one_answer_and_nobody_is_refused(house: House) -> None:
    prompt_id, held = opened(house)
    given = Given(id=new_id(), words="I ask first.", door=Door.LINK)
    outcomes = together(house, *[lambda: answer_by_link(held, given, at=MORNING).id for _ in range(20)])
    assert {outcome.answer for outcome in outcomes} == {given.id}
    kept_once(house, prompt_id)


def opened(house: House) -> tuple[uuid.UUID, Pass]:
    with house.app.app_context():
        prompt = a_prompt(house.cast, house.cast.tomasz, by=house.cast.grace, at=MORNING)
        held = open_link(a_link(prompt, by=house.cast.grace, at=MORNING), at=MORNING)
        prompt_id = prompt.id
        db.session.commit()
        return prompt_id, held


def kept_once(house: House, prompt_id: uuid.UUID) -> None:
    with house.app.app_context():
        assert db.session.query(PromptAnswer).count() == 1
        assert db.session.query(PromptLink).one().used_at == MORNING
        told = [line.what for line in lines(house.cast.organisation_id, "prompt", prompt_id)]
        assert told == ["answered", "link made", "asked"]
        assert broken_at(house.cast.organisation_id) is None
