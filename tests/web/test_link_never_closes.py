"""R6: an answer by link counts for learning, never for closing, whichever door it is carried to."""

from __future__ import annotations

import pytest

from spotcheck.core.database import db
from spotcheck.core.ids import new_id
from spotcheck.learning.link_models import PromptLink
from spotcheck.learning.models import PromptAnswer
from spotcheck.learning.operations.answering import Given
from spotcheck.learning.operations.links import answer_by_link, open_link
from spotcheck.learning.rules.answering import Door
from spotcheck.tracker.models import Action, Evidence
from spotcheck.tracker.rules.words import State
from tests import make
from tests.make_prompts import a_link, a_prompt

LEFT_OUT = {"organisation.sign_out", "organisation.change_organisation"}  # nobody is signed in after them


@pytest.fixture
def waits(cast, clock):
    """An action that waits for one interview, and an answer by link to the question that this interview asks."""
    action, requirement = make.a_done_action(cast, make.AN_INTERVIEW, at=clock.now())
    clock.move(hours=1)
    prompt = a_prompt(cast, cast.tomasz, by=cast.grace, at=clock.now())
    held = open_link(a_link(prompt, by=cast.grace, at=clock.now()), at=clock.now())
    given = Given(id=new_id(), words="All that must be said.", door=Door.LINK)
    answer_by_link(held, given, at=clock.now())
    db.session.commit()
    return action.id, requirement.id, prompt.id


@pytest.mark.parametrize("carried", ["answer", "prompt", "link"])
def test_every_door_that_takes_something_is_walked_with_it_and_nothing_closes(app, cast, client_for, waits, carried):
    action_id, requirement_id, prompt_id = waits
    thing_id = {
        "answer": db.session.query(PromptAnswer).one().id,
        "prompt": prompt_id,
        "link": db.session.query(PromptLink).one().id,
    }[carried]
    named = {"action_id": action_id, "requirement_id": requirement_id}
    client, walked = client_for(cast.samuel), 0
    for rule in app.url_map.iter_rules():
        if "POST" not in rule.methods or rule.endpoint in LEFT_OUT:
            continue
        with app.test_request_context():
            path = app.url_map.bind("").build(
                rule.endpoint, {name: named.get(name, thing_id) for name in rule.arguments}, method="POST"
            )
        for form in (
            {"id": thing_id, "requirement": requirement_id, "source": thing_id},
            {"requirement": requirement_id},
        ):
            answer = client.post(path, form)
            assert answer.status_code < 500, path
            walked += 1
    assert walked > 150
    assert db.session.query(Evidence).count() == 0
    assert db.session.get_one(Action, (cast.organisation_id, action_id)).state != State.CLOSED


def test_what_is_missing_is_missing_still(cast, client_for, waits):
    action_id, _requirement_id, prompt_id = waits
    samuel = client_for(cast.samuel)
    for path in (f"/prompts/{prompt_id}", f"/actions/{action_id}"):
        assert samuel.get(path).status_code == 200
    closed = samuel.post(f"/actions/{action_id}/closure", {"version": "1", "reason": "They know it."})
    assert closed.status_code in {409, 422}
    assert db.session.get_one(Action, (cast.organisation_id, action_id)).state == State.DONE
